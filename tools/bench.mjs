import "./require-node.mjs";
import "./end-with-npm.mjs";
import { existsSync } from "node:fs";
import { buildWhenNeeded } from "./build.mjs";
import { installWhenNeeded } from "./install.mjs";
import { inRoot } from "./root.mjs";
import { runNode } from "./run.mjs";
import { Missing, orSayWhatIsMissing } from "./say.mjs";

await orSayWhatIsMissing(async () => {
  await installWhenNeeded();
  await buildWhenNeeded();
  const [evidence, ...parts] =
    process.argv[2] === "--evidence" ? process.argv.slice(2) : ["", ...process.argv.slice(2)];
  const bench = evidence ? inRoot("benchmarks", "evidence", "bench-evidence.ts") : inRoot("benchmarks", "bench.ts");
  if (!existsSync(bench)) throw new Missing(`${bench} is not there: there is nothing to measure yet.`);
  const { code } = await runNode(["--import", "tsx", bench, ...parts], { show: "all" });
  process.exitCode = code;
});
