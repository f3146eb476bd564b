import { spawnSync } from "node:child_process";
import { readFileSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";
import type { DataFolder } from "./data-folder.ts";
import { codeOf } from "./embedded-postgres-error.ts";

/** What a server says of itself in its postmaster.pid; it may long be dead. */
export interface RunningServer {
  pid: number;
  port: number;
  socketFolder: string;
  status: string;
}

export function readRunningServer({ cluster }: DataFolder): RunningServer | undefined {
  let lines: string[];
  try {
    lines = readFileSync(join(cluster, "postmaster.pid"), "utf8").split("\n");
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
  const [pid = "", , , port = "", socketFolder = "", , , status = ""] = lines;
  return { pid: Number(pid), port: Number(port), socketFolder, status: status.trim() };
}

/** Whether that process is a server on this cluster. A number is reused by other programs, and by threads, after a crash. */
export function isOurServer(pid: number, { cluster }: DataFolder): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  if (process.platform === "linux") return worksIn(pid, cluster);
  if (process.platform === "win32") {
    // Unverified: nothing here has run on Windows.
    return /postgres/i.test(spawnSync("tasklist", ["/FI", `PID eq ${pid}`, "/NH"], { encoding: "utf8" }).stdout ?? "");
  }
  // Unverified: nothing here has run on macOS.
  const { stdout } = spawnSync("ps", ["-ww", "-o", "command=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.includes("postgres") && stdout.includes(cluster);
}

/** A postmaster makes its data directory its working directory. */
function worksIn(pid: number, cluster: string): boolean {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    // Another user's process: we may not look, so we go by its name, and rather wait than start a second server.
    try {
      return readFileSync(`/proc/${pid}/comm`, "utf8").trim() === "postgres";
    } catch {
      return false;
    }
  }
}
