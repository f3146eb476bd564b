import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const neverOurs = new Set(["node_modules", "dist", ".git", ".cache", "test-results"]);

/** Every file under the folders, as paths from the root with forward slashes, in a stable order. */
export function filesUnder(root: string, folders: readonly string[]): string[] {
  return folders.filter((folder) => existsSync(join(root, folder))).flatMap((folder) => walk(root, folder));
}

function walk(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      if (neverOurs.has(entry.name)) return [];
      const path = `${folder}/${entry.name}`;
      return entry.isDirectory() ? walk(root, path) : [path];
    });
}

export const isTest = (path: string) => /\.(?:test|fixture|journey)\.tsx?$/.test(path);
