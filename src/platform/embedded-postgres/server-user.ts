import { spawnSync } from "node:child_process";
import { lchownSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

/** Whom PostgreSQL runs as where we are root, which it refuses to run as; absent where we are an ordinary user. */
export interface ServerUser {
  uid: number;
  gid: number;
  name: string;
}

/** The owner of the first of these folders that root does not own; else `postgres`; else `nobody`. */
export function chooseServerUser(folders: string[]): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const folder of folders) {
    const stats = statSync(folder, { throwIfNoEntry: false });
    if (stats && stats.uid !== 0)
      return account(String(stats.uid)) ?? { uid: stats.uid, gid: stats.gid, name: `${stats.uid}` };
  }
  const user = account("postgres") ?? account("nobody");
  if (user) return user;
  throw new EmbeddedPostgresError(
    "PostgreSQL refuses to run as root and this system has neither a user postgres nor nobody: " +
      "give the data folder to an ordinary user with chown, or set DATABASE_URL to a PostgreSQL server.",
  );
}

/** Whether that user can open every one of these paths; we ask as that user, so access lists and mounts count too. */
export function canReach(user: ServerUser | undefined, paths: string[]): boolean {
  const script = 'for path; do test -r "$path" && test -x "$path" || exit 1; done';
  return (
    !user ||
    spawnSync("/bin/sh", ["-c", script, "sh", ...paths], { uid: user.uid, gid: user.gid, cwd: "/" }).status === 0
  );
}

function account(nameOrUid: string): ServerUser | undefined {
  const ask = (question: string) => {
    const answer = spawnSync("id", [question, nameOrUid], { encoding: "utf8" });
    return answer.status === 0 ? answer.stdout.trim() : undefined;
  };
  const [uid, gid, name] = [ask("-u"), ask("-g"), ask("-un")];
  return uid && gid && name ? { uid: Number(uid), gid: Number(gid), name } : undefined;
}

/** Hands a folder, and all that is in it, to the server's user. */
export function giveTo(user: ServerUser | undefined, folder: string) {
  if (!user) return;
  lchownSync(folder, user.uid, user.gid);
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    lchownSync(join(folder, name), user.uid, user.gid);
  }
}

/** What makes `spawn` run as that user, with none of our settings (PGPORT, PGDATA, …) leaking into PostgreSQL. */
export function runAs(user: ServerUser | undefined) {
  const { PATH = "/usr/local/bin:/usr/bin:/bin", SystemRoot, TMPDIR, TEMP } = process.env;
  const env = { PATH, LC_ALL: "C", ...defined({ SystemRoot, TMPDIR, TEMP }) };
  return user ? { env, uid: user.uid, gid: user.gid } : { env };
}

function defined(values: Record<string, string | undefined>) {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
