import "./require-node.mjs";
import "./end-with-npm.mjs";
import { runChecks } from "./run-checks.mjs";

const quick = process.argv.includes("--quick");
await runChecks({ quick, files: process.argv.slice(2).filter((argument) => argument !== "--quick") });
