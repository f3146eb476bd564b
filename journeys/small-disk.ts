import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tidyUpAfterUs } from "./tidy-up-after.ts";

export type SmallDisk = {
  folder: string;
  /** Leaves no room on it. */
  fill: () => void;
  /** Gives the room back. */
  free: () => void;
  remove: () => void;
};

/** A disk of its own, small enough to fill; what the machine says where this user may not have one. */
export function mountSmallDisk(megabytes: number): SmallDisk | { refused: string } {
  if (process.platform !== "linux") return { refused: "only Linux has a disk in memory to mount" };
  const folder = mkdtempSync(join(tmpdir(), "comeback-small-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m,mode=755`, "tmpfs", folder], {
    encoding: "utf8",
  });
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    return { refused: (mounted.stderr ?? mounted.error?.message ?? "mount failed").trim() };
  }
  const tidy = tidyUpAfterUs(folder, "mounted");
  chmodSync(folder, 0o755);
  const filler = join(folder, "filler");
  return {
    folder,
    fill: () => {
      const file = openSync(filler, "a");
      try {
        const piece = Buffer.alloc(64 * 1024, 1);
        for (;;) writeSync(file, piece);
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOSPC")) throw error;
      } finally {
        closeSync(file);
      }
      if (statfsSync(folder).bavail > 16) throw new Error("The small disk did not fill.");
    },
    free: () => rmSync(filler, { force: true }),
    remove: () => {
      spawnSync("umount", ["-l", folder]);
      rmSync(folder, { recursive: true, force: true });
      tidy.done();
    },
  };
}
