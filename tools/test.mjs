import "./require-node.mjs";
import "./end-with-npm.mjs";
import { runChecks } from "./run-checks.mjs";

await runChecks({ files: process.argv.slice(2) });
