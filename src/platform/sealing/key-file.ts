import { randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";

/**
 * The text of the key file, which only whoever runs the program can read. Null: there is none, and none was to be made.
 * Of two programs that begin at once one makes it, and both read the same.
 */
export function readOrMakeKeyFile(path: string, { make }: { make: boolean }): string | null {
  if (!existsSync(path)) {
    if (!make) return null;
    makeKeyFile(path);
  }
  if ((statSync(path).mode & 0o077) !== 0 && process.platform !== "win32") chmodSync(path, 0o600);
  return readFileSync(path, "utf8");
}

/** Whole or not at all, and on the disk before anything is sealed with it. */
function makeKeyFile(path: string): void {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const file = openSync(draft, "wx", 0o600);
  try {
    writeSync(file, `${randomBytes(32).toString("base64")}\n`);
    fsyncSync(file);
    closeSync(file);
    linkSync(draft, path);
    settleFolder(dirname(path));
  } catch (error) {
    const isThere = error instanceof Error && "code" in error && error.code === "EEXIST";
    if (!isThere) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Windows knows no such thing for folders. */
function settleFolder(path: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
