import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { buildWhenNeeded } from "./build.mjs";
import { isBuilt } from "./build-stamp.mjs";
import { chromium } from "./chromium.mjs";
import { installWhenNeeded } from "./install.mjs";
import { inRoot } from "./root.mjs";
import { runNode } from "./run.mjs";
import { asMissing, orSayWhatIsMissing, say } from "./say.mjs";

const installed = (/** @type {string[]} */ ...parts) => inRoot("node_modules", ...parts);
const typescript = (/** @type {string} */ script) => ["--import", "tsx", inRoot("tools", script)];

/** @typedef {{ name: string, args: string[] }} Check */
/** @typedef {{ name: string, passed: number, failed: number, skipped: number, seconds: number, output: string }} Result */

/** Compiled, and five times as quick as the TypeScript that other tools read. One core is enough. @type {Check} */
const types = {
  name: "types",
  args: [installed("typescript-native", "bin", "tsc"), "-p", ".", "--checkers", "1"],
};
/** @type {Check[]} */
const quickChecks = [
  { name: "lock", args: typescript("check-lock.ts") },
  {
    name: "format and lint",
    args: [installed("@biomejs", "biome", "bin", "biome"), "check", "--error-on-warnings", "."],
  },
  { name: "structure", args: typescript("check-structure.ts") },
  { name: "imports", args: typescript("check-imports.ts") },
];
/** @type {Check} */
const deadCode = { name: "dead code", args: [installed("knip", "bin", "knip.js")] };

/**
 * Runs every check, also after one failed, so that one run tells everything. With `files` only the tests whose path
 * contains one of them. Without `tests` none; quick ones are only those that are pure.
 *
 * @param {{ quick?: boolean, tests?: boolean, files: string[] }} wish
 */
export async function runChecks({ quick = false, tests = true, files }) {
  await orSayWhatIsMissing(async () => {
    const startedAt = performance.now();
    await installWhenNeeded();
    rmSync(inRoot("test-results"), { recursive: true, force: true });
    mkdirSync(inRoot("test-results"), { recursive: true });

    const checks = files.length > 0 ? [] : quick ? quickChecks : [...quickChecks, deadCode];
    const walks = !quick && tests && (files.length === 0 || files.some((file) => file.includes("journey")));
    // Beside all the rest, the tests too: nothing waits for it.
    const typesChecked = checks.length > 0 ? runCheck(types) : undefined;
    const results = [];
    for (const check of checks) results.push(await runCheck(check));
    if (walks) for (const ready of readyForJourneys) results.push(...(await ready()));
    if (tests) results.push(await runTests(quick ? ["pure"] : [], files));
    if (typesChecked) results.unshift(await typesChecked);

    const failed = sum(results, "failed");
    printSummary(results, startedAt);
    process.stdout.write(`${sum(results, "passed")} passed, ${failed} failed\n`);
    process.exitCode = failed === 0 ? 0 : 1;
  });
}

/** @param {Check} check @returns {Promise<Result>} */
async function runCheck({ name, args }) {
  const startedAt = performance.now();
  const { code, output } = await runNode(args);
  return told({ name, ...oneFor(code === 0), seconds: secondsSince(startedAt), output });
}

/** The journeys need the built program and a browser; each that cannot be had is one failure that says why. */
const readyForJourneys = [
  () => prepared("build", buildWhenNeeded, isBuilt),
  () =>
    prepared("browser", async () => {
      process.env.CHROMIUM_PATH = await chromium();
    }),
];

/**
 * @param {string} name @param {() => Promise<void>} work @param {() => boolean} [isReady]
 * @returns {Promise<Result[]>}
 */
async function prepared(name, work, isReady = () => false) {
  const startedAt = performance.now();
  if (isReady()) return [];
  try {
    await work();
    return [{ name, passed: 0, failed: 0, skipped: 0, seconds: secondsSince(startedAt), output: "" }];
  } catch (error) {
    const missing = asMissing(error);
    if (!missing) throw error;
    return [told({ name, ...oneFor(false), seconds: secondsSince(startedAt), output: missing.message })];
  }
}

/** @param {string[]} projects @param {string[]} files @returns {Promise<Result>} */
async function runTests(projects, files) {
  const startedAt = performance.now();
  const report = inRoot("test-results", "vitest.json");
  const { code } = await runNode(
    [
      installed("vitest", "vitest.mjs"),
      "run",
      ...files,
      ...projects.map((project) => `--project=${project}`),
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
    ],
    { show: "all" },
  );
  return { name: "tests", ...readReport(report, code), seconds: secondsSince(startedAt), output: "" };
}

/**
 * A file that could not even be loaded, and an error outside any test, count as one failure each: a run is never green
 * with something broken in it.
 *
 * @param {string} report @param {number} code
 */
function readReport(report, code) {
  try {
    const { testResults, numPassedTests, numFailedTests, numPendingTests, numTodoTests } = JSON.parse(
      readFileSync(report, "utf8"),
    );
    const unloaded = testResults.filter(
      (/** @type {{ status: string, assertionResults: { status: string }[] }} */ file) =>
        file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
    ).length;
    const failed = numFailedTests + unloaded;
    return {
      passed: numPassedTests,
      failed: failed === 0 && code !== 0 ? 1 : failed,
      skipped: numPendingTests + numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** @param {Result} result */
function told(result) {
  const mark = result.failed === 0 ? "✓" : "✗";
  say(
    `${mark} ${result.name}${result.failed === 0 || result.output.trim() === "" ? "" : `\n${result.output.trim()}\n`}`,
  );
  return result;
}

/** @param {boolean} passed */
const oneFor = (passed) => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });

/** @param {Result[]} results @param {"passed" | "failed"} part */
const sum = (results, part) => results.reduce((total, result) => total + result[part], 0);

/** @param {number} startedAt */
const secondsSince = (startedAt) => (performance.now() - startedAt) / 1000;

/** @param {Result[]} results @param {number} startedAt */
function printSummary(results, startedAt) {
  const rows = results.map(({ name, passed, failed, skipped, seconds }) => {
    const counts = [`${passed} passed`, `${failed} failed`, ...(skipped > 0 ? [`${skipped} skipped`] : [])].join(", ");
    return `${name.padEnd(18)}${seconds.toFixed(1).padStart(7)} s   ${passed + failed + skipped === 0 ? "ready" : counts}`;
  });
  const total = `${"all".padEnd(18)}${secondsSince(startedAt).toFixed(1).padStart(7)} s`;
  process.stdout.write(`\n${[...rows, total].join("\n")}\n\n`);
}
