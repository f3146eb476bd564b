import "./require-node.mjs";
import "./end-with-npm.mjs";
import { runChecks } from "./run-checks.mjs";

await runChecks({ quick: false, files: process.argv.slice(2) });
