import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, readFileSync } from "node:fs";
import { type DataFolder, openLog } from "./data-folder.ts";
import type { Binaries } from "./find-binaries.ts";
import { runAs } from "./server-user.ts";

/**
 * A small process that starts the server, outlives the program that wanted it, and stops the server when its last user
 * has gone, however that ended. `shell-watchdog.ts` is the one of Linux and macOS, `node-watchdog.ts` that of Windows.
 */
export interface Watchdog {
  /** The number of the server's process, once it is known. */
  serverPid(): number | undefined;
  /** True once its server has ended, and it with it. */
  ended(): boolean;
  /** What the server wrote to its log since we started it. */
  lastWords(): string;
  /** Our standard input to it kept the server running so far; from now on only claims do. */
  letGo(): void;
}

/** One program's claim on a running server. */
export interface Claim {
  /** False once the server has ended, or its watchdog. */
  isGood(): boolean;
  /** Gives the claim up; once is enough, twice does no harm. */
  release(): Promise<void>;
  /** Whether, after our release, somebody else is known to use the server. */
  othersRemain(): boolean;
}

export interface StartingPoint {
  /** The process an old postmaster.pid names, though it is no server of ours. */
  stalePid: number | undefined;
  /** Nothing of it needs to last: quick rather than safe, and its folder deleted when it ends. */
  throwAway: boolean;
}

export interface WatchdogKind {
  startWatchdog(folder: DataFolder, binaries: Binaries, start: StartingPoint): Watchdog;
  /** Undefined where no watchdog listens: that server is going away, or was not started by us. */
  claimServer(folder: DataFolder, pid: number): Promise<Claim | undefined>;
  /** Removes what servers left that were killed together with their watchdog. */
  removeDeadClaims(folder: DataFolder): void;
}

/** Starts the watchdog's program; it says the number of the server's process in a line of its own. */
export function spawnWatchdog(
  folder: DataFolder,
  { stalePid, throwAway }: StartingPoint,
  program: string,
  words: string[],
): Watchdog {
  const { log, size: logBegin } = openLog(folder);
  const as = runAs(folder.user);
  const child: ChildProcess = spawn(program, words, {
    ...as,
    // PostgreSQL takes a lock file for stale if it names this process; it still refuses while any orphan uses the files.
    env: stalePid ? { ...as.env, PG_GRANDPARENT_PID: String(stalePid) } : as.env,
    cwd: throwAway ? "/" : folder.run,
    // A session of its own, so that Ctrl-C in the terminal reaches the program and not its database.
    detached: true,
    windowsHide: true,
    stdio: ["pipe", "pipe", log],
  });
  closeSync(log);
  let said = "";
  let ended = false;
  const end = () => {
    ended = true;
  };
  child.stdout?.on("data", (chunk) => {
    said += chunk;
  });
  child.stdin?.on("error", () => {});
  child.on("exit", end).on("error", end).unref();
  return {
    serverPid: () => (said.endsWith("\n") ? Number(said) : undefined),
    ended: () => ended,
    lastWords: () => readFileSync(folder.logFile).subarray(logBegin).toString(),
    letGo: () => child.stdin?.end(),
  };
}
