import { readdirSync, readFileSync, readlinkSync, realpathSync, renameSync } from "node:fs";
import { join } from "node:path";

/**
 * Ends the program's own PostgreSQL as a crash would, and keeps it from being brought back, until the function it gives
 * is called: part of its files are out of the way for so long.
 */
export function keepDatabaseAway(dataFolder: string): () => void {
  const name = readdirSync(dataFolder).find((entry) => /^pg\d+$/.test(entry));
  if (!name) throw new Error(`There is no cluster in ${dataFolder}.`);
  const cluster = realpathSync(join(dataFolder, name));
  const [control, aside] = [join(cluster, "global"), join(cluster, "global-aside")];
  renameSync(control, aside);
  const server = serverOf(cluster);
  if (server) process.kill(server, "SIGKILL");
  return () => renameSync(aside, control);
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
