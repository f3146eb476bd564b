import { createHash } from "node:crypto";
import { existsSync, readFileSync, statfsSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { oneAtATime } from "./one-at-a-time.mjs";
import { inRoot, root } from "./root.mjs";
import { run } from "./run.mjs";
import { asMissing, Missing, say } from "./say.mjs";

const lockFile = inRoot("package-lock.json");
const stampFile = inRoot("node_modules", ".comeback-install");
const diskFull = "The disk is full: the packages need about 700 MB.";
// npm writes down here what it really installed.
const installedFile = inRoot("node_modules", ".package-lock.json");

/** Installs exactly what package-lock.json names, when that is not what is there. Touches no network otherwise. */
export async function installWhenNeeded() {
  if (isStamped()) return;
  if (existsSync(installedFile) && absentPackages().length === 0) return stamp();
  await oneAtATime("install", async () => {
    if (isStamped()) return;
    say("Installing packages. This happens once and takes about a minute …");
    await npmCi();
    const absent = absentPackages();
    // npm passes over an optional package that it could not write, and ends well.
    if (absent.length > 0) throw new Missing(whyAbsent(absent));
    stamp();
  });
}

/** node_modules copied from another kind of machine holds the wrong programs, so the machine is part of the stamp. */
function expectedStamp() {
  const lock = createHash("sha256").update(readFileSync(lockFile)).digest("hex");
  return `${lock} ${process.platform}-${process.arch}\n`;
}

function isStamped() {
  return existsSync(stampFile) && readFileSync(stampFile, "utf8") === expectedStamp();
}

function stamp() {
  try {
    writeFileSync(stampFile, expectedStamp());
  } catch (error) {
    // A tree that another user installed and we may only read works all the same; the look is repeated each time.
    if (!asMissing(error)) throw error;
  }
}

/**
 * What the lock names for this machine and npm has not put down. Nothing is absent after a person's own `npm install`,
 * which is then not thrown away and fetched again.
 */
function absentPackages() {
  const wanted = JSON.parse(readFileSync(lockFile, "utf8")).packages;
  const present = existsSync(installedFile) ? JSON.parse(readFileSync(installedFile, "utf8")).packages : {};
  return Object.entries(wanted)
    .filter(([path, { version, os, cpu, libc, optional }]) => {
      if (path === "") return false;
      if (present[path]?.version === version && existsSync(inRoot(path, "package.json"))) return false;
      // An optional package that names no machine serves another one that does, and comes or stays away with that.
      const isMadeForUs =
        (os || cpu) && suits(os, process.platform) && suits(cpu, process.arch) && suits(libc, libcOfThisMachine());
      return isMadeForUs || !optional;
    })
    .map(([path]) => path.replace(/^.*node_modules\//, ""));
}

/** @param {string[]} absent */
function whyAbsent(absent) {
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < 50_000_000) return diskFull;
  return `npm did not install ${absent.slice(0, 3).join(", ")}${absent.length > 3 ? ` and ${absent.length - 3} more` : ""}.`;
}

/** @param {string[] | undefined} allowed @param {string | undefined} actual */
function suits(allowed, actual) {
  return allowed === undefined || actual === undefined || allowed.includes(actual);
}

function libcOfThisMachine() {
  if (process.platform !== "linux") return undefined;
  const header = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport()).header;
  return header?.glibcVersionRuntime ? "glibc" : "musl";
}

async function npmCi() {
  const npm = npmProgram();
  const args = [
    "ci",
    // A NODE_ENV=production in the surroundings would leave out what the build needs.
    "--include=dev",
    "--include=optional",
    // No package of ours needs its install script, and a script is the easiest way to smuggle something in.
    "--ignore-scripts",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    "--no-progress",
    "--loglevel=error",
    "--fetch-retries=1",
    "--fetch-retry-mintimeout=1000",
    "--fetch-retry-maxtimeout=2000",
  ];
  const { code, output } = await run(npm.command, [...npm.args, ...args]).catch((error) => {
    if (error.code === "ENOENT") throw new Missing("npm is not there; it comes with Node from https://nodejs.org");
    throw error;
  });
  if (code !== 0) throw new Missing(whyNpmFailed(output));
}

/** Under `npm start` the very npm that runs us; otherwise the one on the path. */
function npmProgram() {
  const script = process.env.npm_execpath;
  if (script && /^npm-cli\.c?js$/.test(basename(script))) return { command: process.execPath, args: [script] };
  const besideNode = join(process.execPath, "..", "node_modules", "npm", "bin", "npm-cli.js");
  if (process.platform === "win32" && existsSync(besideNode)) return { command: process.execPath, args: [besideNode] };
  return { command: "npm", args: [] };
}

/** @param {string} output */
export function whyNpmFailed(output) {
  if (/ENOSPC/.test(output)) return diskFull;
  if (/EACCES|EPERM|EROFS/.test(output)) return `No permission to write into ${root}.`;
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|network/i.test(output))
    return "The npm registry cannot be reached, and the packages are not installed yet. Connect to the network once and start again.";
  if (/CERT|SELF_SIGNED/.test(output))
    return "The npm registry's certificate is not trusted here (see npm config cafile).";
  if (/E40[13]\b/.test(output)) return "The npm registry refuses this machine (see npm config get registry).";
  if (/EUSAGE/.test(output)) return "package-lock.json does not fit package.json: run npm install and commit the lock.";
  return `npm ci failed:\n${output.trim()}`;
}
