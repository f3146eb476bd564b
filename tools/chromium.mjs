import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { oneAtATime } from "./one-at-a-time.mjs";
import { inRoot } from "./root.mjs";
import { run, runNode } from "./run.mjs";
import { Missing, say } from "./say.mjs";

/** Debian's Chromium without windows: the same engine, and half the processor time for the same pages. */
const lean = "chromium-headless-shell";
const names = [lean, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const usualPlaces = {
  darwin: [
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  ],
  win32: [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA]
    .filter((folder) => folder !== undefined)
    .map((folder) => join(folder, "Google", "Chrome", "Application", "chrome.exe")),
  linux: [`/usr/bin/${lean}`, "/usr/bin/chromium", "/usr/lib/chromium/chromium", "/opt/google/chrome/chrome"],
};

/** The browser for the journeys: one that is here, else installed. @returns {Promise<string>} */
export async function chromium() {
  const found = await findChromium();
  if (found && !mayBeLeaner(found)) return found;
  return oneAtATime("browser", async () => {
    const here = await findChromium();
    if (here) return mayBeLeaner(here) ? ((await fromDebian([lean])) ?? here) : here;
    return (await fromDebian([lean, "chromium"])) ?? (await fromPlaywright());
  });
}

/** Where nobody works who chose a browser, it is worth a download. */
const mayBeLeaner = (/** @type {string} */ path) =>
  process.env.CI !== undefined && process.env.CHROMIUM_PATH === undefined && !path.endsWith(lean) && canInstall();

/** @returns {Promise<string | undefined>} */
export async function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) {
    if (await works(named)) return named;
    throw new Missing(`CHROMIUM_PATH names ${named}, which does not run.`);
  }
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const usual = usualPlaces[/** @type {keyof typeof usualPlaces} */ (process.platform)] ?? [];
  for (const path of [...onPath, ...usual, await playwrightsOwn()]) if (path && (await works(path))) return path;
  return undefined;
}

/** Some systems keep a stub under the name that only says where to get the browser, so it is asked for its version. */
async function works(/** @type {string} */ path) {
  if (!existsSync(path)) return false;
  if (process.platform === "win32") return true;
  try {
    accessSync(path, constants.X_OK);
    const { code } = await run(path, ["--version"]);
    return code === 0;
  } catch {
    return false;
  }
}

async function playwrightsOwn() {
  if (!existsSync(inRoot("node_modules", "playwright-core"))) return undefined;
  const playwright = await import("playwright-core");
  return playwright.chromium.executablePath();
}

const canInstall = () =>
  process.getuid?.() === 0 && existsSync("/etc/debian_version") && existsSync("/usr/bin/apt-get");

/** The first of these packages that can be had. @param {string[]} packages */
async function fromDebian(packages) {
  if (!canInstall()) return undefined;
  say("Installing Debian's chromium for the tests. This happens once …");
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options = [
    "-q",
    "-o",
    "DPkg::Lock::Timeout=300",
    "-o",
    "Acquire::Retries=1",
    "-o",
    "Acquire::http::Timeout=20",
  ];
  // A list that cannot be refreshed may still be good enough to install from.
  await run("apt-get", ["update", ...options], { env });
  for (const each of packages) {
    const { code, output } = await run("apt-get", ["install", "-y", "--no-install-recommends", ...options, each], {
      env,
    });
    const found = code === 0 ? await findChromium() : undefined;
    if (found) return found;
    say(`Debian's ${each} could not be installed: ${lastLine(output)}`);
  }
  return undefined;
}

async function fromPlaywright() {
  say("Fetching Playwright's Chromium for the tests. This happens once …");
  const { code, output } = await runNode([inRoot("node_modules", "playwright-core", "cli.js"), "install", "chromium"]);
  const path = code === 0 ? await findChromium() : undefined;
  if (path) return path;
  const reason = code === 0 ? "it was fetched but does not run" : lastLine(output);
  throw new Missing(`The journeys need Chromium: install it, or name one in CHROMIUM_PATH (${reason}).`);
}

/** @param {string} output */
function lastLine(output) {
  const lines = output
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("at "));
  return lines.findLast((line) => /error|unable|failed|E:/i.test(line)) ?? lines.at(-1) ?? "no reason given";
}
