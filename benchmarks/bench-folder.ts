import { createHash } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { projectRoot } from "../src/programs/project-root.ts";

/** Where generated files are kept between runs; it may be deleted at any time. */
export const benchFolder = join(projectRoot, ".cache", "bench");
/** The same for databases: under root a server runs as another user, who may not reach the project's folder. */
export const databaseFolder = join(tmpdir(), `comeback-bench-of-${userInfo().username}`);
for (const folder of [benchFolder, databaseFolder]) mkdirSync(folder, { recursive: true });

/** An empty data folder for one measurement. */
export function newDataFolder(): string {
  const folder = mkdtempSync(join(databaseFolder, "once-"));
  chmodSync(folder, 0o755);
  return folder;
}

/** A mark that changes with any of these files or folders, so that nothing kept is older than what made it. */
export function markOf(...paths: string[]): string {
  const hash = createHash("sha256");
  for (const path of paths.flatMap((each) => filesUnder(join(projectRoot, each)))) hash.update(readFileSync(path));
  return hash.digest("hex").slice(0, 12);
}

/** What was kept under this name by an older version is no longer needed. */
export function removeOlder(folder: string, prefix: string, keep: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith(prefix) && name !== keep) rmSync(join(folder, name), { recursive: true, force: true });
}

function filesUnder(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
