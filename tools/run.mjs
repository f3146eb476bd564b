import { spawn } from "node:child_process";
import { constants } from "node:os";
import { root } from "./root.mjs";

/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
/** @type {NodeJS.Signals[]} */
const passedOn = ["SIGINT", "SIGTERM", "SIGHUP"];

/** @param {NodeJS.Signals} signal */
function passOn(signal) {
  for (const child of running) child.kill(signal);
  // The child gets a moment to leave its place tidy; its end then ends us, this is for one that will not.
  setTimeout(() => process.exit(128 + constants.signals[signal]), 10_000).unref();
  ended = signal;
}
/** @type {NodeJS.Signals | undefined} */
let ended;

/** @type {Record<"all" | "as-progress" | "nothing", import("node:child_process").StdioOptions>} */
const stdioFor = { all: "inherit", "as-progress": ["ignore", 2, 2], nothing: ["ignore", "pipe", "pipe"] };

/**
 * Runs a program and hands back its exit code and everything it printed, or shows that as it comes: all of it, or as
 * progress only, which keeps our standard output clean.
 * Signals sent to us reach it, and listening for them stops with it, so that a server imported later hears its own.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, show?: "all" | "as-progress" }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { cwd = root, env = process.env, show } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: stdioFor[show ?? "nothing"] });
    if (running.size === 0) for (const signal of passedOn) process.on(signal, passOn);
    running.add(child);

    /** @type {Buffer[]} */
    const printed = [];
    child.stdout?.on("data", (chunk) => printed.push(chunk));
    child.stderr?.on("data", (chunk) => printed.push(chunk));

    const leave = () => {
      running.delete(child);
      if (running.size === 0) for (const signal of passedOn) process.off(signal, passOn);
    };
    child.once("error", (error) => {
      leave();
      reject(error);
    });
    child.once("close", (code, signal) => {
      leave();
      if (ended) process.exit(128 + constants.signals[ended]);
      const output = Buffer.concat(printed).toString("utf8");
      resolve({ code: code ?? 128 + constants.signals[signal ?? "SIGTERM"], output });
    });
  });
}

/**
 * Runs a Node script of the project or of an installed package.
 * @param {string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export const runNode = (args, options) => run(process.execPath, args, options);
