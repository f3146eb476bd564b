import "./require-node.mjs";
import "./end-with-npm.mjs";
import { runChecks } from "./run-checks.mjs";

const quick = process.argv.includes("--quick");
await runChecks({ quick, tests: quick, files: [] });
