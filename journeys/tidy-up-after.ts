import { spawn } from "node:child_process";

/** What is left to somebody who outlives this program, however it ends. */
export type Tidying = {
  /** This program is running on the folder now; undefined when none is. */
  runs: (pid: number | undefined) => void;
  /** All is tidy already. */
  done: () => void;
};

/** Hears which program runs; once nobody can tell it any more, ends that one and removes the folder. */
const script = `
folder=$1 pid=
while read -r told; do pid=$told; done
[ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null
[ "$2" != mounted ] || umount -l "$folder" 2>/dev/null
tries=0
while [ -e "$folder" ] && [ $tries -lt 20 ]; do
  rm -rf "$folder" 2>/dev/null
  tries=$((tries + 1))
  [ ! -e "$folder" ] || sleep 0.5
done`;

/**
 * Tests that are killed cannot tidy up. A shell of its own waits at a pipe that closes with this program, then ends what
 * it started, whose database server ends with it, and removes the folder, which may be a disk of its own.
 */
export function tidyUpAfterUs(folder: string, is: "plain" | "mounted" = "plain"): Tidying {
  if (process.platform === "win32") return { runs: () => {}, done: () => {} };
  const shell = spawn("/bin/sh", ["-c", script, "sh", folder, is], {
    // Not ended by the Ctrl+C that ends us.
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  shell.unref();
  shell.stdin.on("error", () => {});
  return {
    runs: (pid) => shell.stdin.write(`${pid ?? ""}\n`),
    done: () => shell.stdin.end(),
  };
}
