import { readdirSync, readFileSync, readlinkSync, realpathSync } from "node:fs";
import { join } from "node:path";

/**
 * Ends the program's own PostgreSQL as a crash would, and again as often as the program brings it back, until the
 * function it gives is called.
 */
export function keepDatabaseAway(dataFolder: string): () => void {
  const name = readdirSync(dataFolder).find((entry) => /^pg\d+$/.test(entry));
  if (!name) throw new Error(`There is no cluster in ${dataFolder}.`);
  const cluster = realpathSync(join(dataFolder, name));
  const strike = () => {
    const pid = serverOf(cluster);
    if (pid) process.kill(pid, "SIGKILL");
  };
  strike();
  const timer = setInterval(strike, 10);
  return () => clearInterval(timer);
}

/** The postmaster of this cluster, if it lives: it makes its data directory its working directory. */
function serverOf(cluster: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(cluster, "postmaster.pid"), "utf8"), 10);
    return readlinkSync(`/proc/${pid}/cwd`) === cluster ? pid : undefined;
  } catch {
    return undefined;
  }
}
