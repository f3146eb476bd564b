import "./require-node.mjs";
import "./end-with-npm.mjs";
import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { buildWhenNeeded } from "./build.mjs";
import { installWhenNeeded } from "./install.mjs";
import { inRoot } from "./root.mjs";
import { Missing, orSayWhatIsMissing } from "./say.mjs";

const cli = inRoot("dist", "cli.js");

await orSayWhatIsMissing(async () => {
  await installWhenNeeded();
  await buildWhenNeeded();
  if (!existsSync(cli)) throw new Missing("src/programs/cli.ts is not there: there is no command line yet.");
});

process.setSourceMapsEnabled(true);
// npm runs scripts in the project's folder; a file named on the command line is meant from where the person stands.
if (process.env.npm_lifecycle_event === "comeback" && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD);
await import(pathToFileURL(cli).href);
