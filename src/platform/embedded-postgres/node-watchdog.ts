import { createHash } from "node:crypto";
import { connect } from "node:net";
import { join } from "node:path";
import type { DataFolder } from "./data-folder.ts";
import type { Binaries } from "./find-binaries.ts";
import { type Claim, type StartingPoint, spawnWatchdog, type Watchdog, type WatchdogKind } from "./watchdog.ts";

/**
 * The watchdog where there is no shell and a folder holds no pipes: the same bargain, kept by a small Node program that
 * its users call and stay connected to. A test runs it on Linux; on Windows itself nothing has been verified.
 *
 * `pg_ctl` starts the server because it can give up an administrator's rights, as which PostgreSQL refuses to run.
 */
const script = `
const { spawnSync } = require("node:child_process");
const { readFileSync, rmSync } = require("node:fs");
const { createServer } = require("node:net");
const [pgCtl, cluster, log, options, meetingPoint, doomed] = process.argv.slice(1);
const control = (...words) =>
  spawnSync(pgCtl, [...words, "-D", cluster], { stdio: "ignore", windowsHide: true }).status === 0;

function finish() {
  if (doomed) rmSync(doomed, { recursive: true, force: true, maxRetries: 20 });
  process.exit();
}

function guard(port) {
  if (!control("start", "-w", "-l", log, "-o", options + " -p " + port)) process.exit(1);
  const pid = Number(readFileSync(cluster + "/postmaster.pid", "utf8").split("\\n")[0]);
  let users = 1; // the program that started us, until our standard input ends
  const leave = () => {
    users -= 1;
    if (users > 0) return;
    calls.close();
    control("stop", "-m", "fast", "-t", "10") || control("stop", "-m", "immediate");
    finish();
  };
  const calls = createServer((user) => {
    users += 1;
    user.on("error", () => {}).on("close", leave);
    user.on("data", () => user.end(users > 1 ? "others" : "last"));
  });
  calls.listen(meetingPoint + pid, () => process.stdout.write(pid + "\\n"));
  process.stdin.on("error", () => {}).on("close", leave).resume();
  setInterval(() => {
    try {
      process.kill(pid, 0);
    } catch {
      finish();
    }
  }, 500);
}

const probe = createServer().listen(0, "127.0.0.1", () => {
  const { port } = probe.address();
  probe.close(() => guard(port));
});
`;

function startWatchdog(folder: DataFolder, { pgCtl }: Binaries, start: StartingPoint): Watchdog {
  const unsafe = start.throwAway ? " -c fsync=off -c synchronous_commit=off -c full_page_writes=off" : "";
  const options = `-h 127.0.0.1 -c unix_socket_directories=${unsafe}`;
  const doomed = start.throwAway ? folder.path : "";
  const words = [pgCtl, folder.cluster, folder.logFile, options, meetingPoint(folder), doomed];
  return spawnWatchdog(folder, start, process.execPath, ["-e", script, ...words]);
}

function claimServer(folder: DataFolder, pid: number): Promise<Claim | undefined> {
  return new Promise((resolve) => {
    const call = connect(meetingPoint(folder) + pid);
    call.once("error", () => resolve(undefined));
    call.once("connect", () => {
      call.on("error", () => {}).unref();
      let answer = "";
      call.on("data", (chunk) => {
        answer += chunk;
      });
      resolve({
        isGood: () => !call.destroyed && call.readable,
        othersRemain: () => answer === "others",
        release: () =>
          new Promise((released) => {
            if (call.closed) return released();
            call.on("close", () => released());
            call.ref().write("leaving");
          }),
      });
    });
  });
}

/** A pipe of Windows goes with the process that listens on it. */
function removeDeadClaims() {}

/** Where watchdog and users meet; the server's process number completes it. */
function meetingPoint({ run }: DataFolder): string {
  if (process.platform !== "win32") return join(run, "users.");
  return `\\\\.\\pipe\\comeback-${createHash("sha256").update(run).digest("hex").slice(0, 16)}-`;
}

export const nodeWatchdog: WatchdogKind = { startWatchdog, claimServer, removeDeadClaims };
