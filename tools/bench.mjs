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
  const bench = inRoot("benchmarks", "bench.ts");
  if (!existsSync(bench)) throw new Missing("benchmarks/bench.ts is not there: there is nothing to measure yet.");
  const { code } = await runNode(["--import", "tsx", bench, ...process.argv.slice(2)], { show: "all" });
  process.exitCode = code;
});
