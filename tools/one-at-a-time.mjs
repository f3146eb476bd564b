import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { inRoot } from "./root.mjs";
import { say } from "./say.mjs";

const beatMs = 1_000;
// Generous against a machine that sleeps or swaps: a live holder touches its file every second.
const deadAfterMs = 20_000;

const wait = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Holds a lock file in .cache while the work runs, so that two programs started at once don't install or build over
 * each other. A holder that was killed is recognised by its process being gone, or by its file no longer being touched.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function oneAtATime(name, work) {
  const file = inRoot(".cache", `${name}.lock`);
  const mine = `${process.pid}@${hostname()}`;
  mkdirSync(inRoot(".cache"), { recursive: true });

  let told = false;
  while (!taken(file, mine)) {
    if (isDead(file)) takeAway(file);
    else {
      if (!told) say(`Waiting for another Comeback that is busy with the ${name} …`);
      told = true;
      await wait(200);
    }
  }

  const beat = setInterval(() => touch(file), beatMs);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(file, { force: true });
  }
}

/** @param {string} file @param {string} mine */
function taken(file, mine) {
  try {
    writeFileSync(file, mine, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} file */
function isDead(file) {
  try {
    const [pid, host] = readFileSync(file, "utf8").split("@");
    if (Date.now() - statSync(file).mtimeMs > deadAfterMs) return true;
    return host === hostname() && Number(pid) > 0 && !isAlive(Number(pid));
  } catch {
    return false;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/**
 * Two that wait may both find the holder dead. Each moves the file aside, and one that moved a newcomer's lock (same
 * name, different content, born in between) gives it back before anything else happens.
 * @param {string} file
 */
function takeAway(file) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (isDead(aside)) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

/** @param {string} file */
function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // The folder was removed under us; the work itself will say so.
  }
}
