import { accessSync, constants, readFileSync, statfsSync } from "node:fs";
import { freemem, tmpdir } from "node:os";

const inMemory = "/dev/shm";
/** More than a whole run of the tests ever holds at once. */
const bytesWanted = 4e9;

/**
 * Where the tests keep what is gone afterwards: in memory where there is plenty. Each database is a thousand files, and
 * making those on a disk takes several times as much of the processor.
 */
export function temporaryFolder() {
  if (process.env.TMPDIR) return process.env.TMPDIR;
  try {
    const mounted = readFileSync("/proc/mounts", "utf8")
      .split("\n")
      .map((line) => line.split(" "))
      .findLast(([, folder]) => folder === inMemory);
    const [, , kind, options = ""] = mounted ?? [];
    // Programs are copied to where a server's user can reach them, and started there.
    if (kind !== "tmpfs" || options.split(",").includes("noexec")) return tmpdir();
    accessSync(inMemory, constants.W_OK);
    const { bavail, bsize } = statfsSync(inMemory);
    const room = Math.min(bavail * bsize, freemem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
    return room >= bytesWanted ? inMemory : tmpdir();
  } catch {
    return tmpdir();
  }
}
