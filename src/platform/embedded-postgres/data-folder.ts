import { randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  existsSync,
  fchownSync,
  fstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, posix, resolve, win32 } from "node:path";
import { codeOf, EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { canReach, chooseServerUser, type ServerUser } from "./server-user.ts";

/** The folder of the cluster carries this name, because a server reads only what its own major version wrote. */
const majorVersion = 18;

/** A socket's path is cut by the system at 107 bytes (103 on macOS); beyond this a short temporary folder holds it. */
const longestSocketPath = 100;

const bigLog = 10_000_000;

/** Everything of ours on disk, and whom it belongs to. */
export interface DataFolder {
  path: string;
  /** What PostgreSQL calls its data directory. */
  cluster: string;
  /** Private to the server's user; what exists only while a server runs. */
  run: string;
  socketFolder: string;
  logFile: string;
  user: ServerUser | undefined;
  /** On Windows the server listens on 127.0.0.1 and asks for a password; elsewhere on a socket only we can open. */
  reachedBy: "socket" | "loopback";
  passwordFile: string;
}

/** Where the data live: COMEBACK_DATA wins; root has /var/lib/comeback; anybody else the platform's usual place. */
export function defaultDataFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  uid: number | undefined,
): string {
  if (env.COMEBACK_DATA) return resolve(env.COMEBACK_DATA);
  if (platform === "win32") {
    return win32.join(env.LOCALAPPDATA || win32.join(env.USERPROFILE || homedir(), "AppData", "Local"), "Comeback");
  }
  if (uid === 0) return "/var/lib/comeback";
  const home = env.HOME || homedir();
  if (platform === "darwin") return posix.join(home, "Library", "Application Support", "Comeback");
  const shared = env.XDG_DATA_HOME && posix.isAbsolute(env.XDG_DATA_HOME) ? env.XDG_DATA_HOME : undefined;
  return posix.join(shared ?? posix.join(home, ".local", "share"), "comeback");
}

/** Makes the folder where it is missing, and refuses one that this program or this PostgreSQL cannot use. */
export function openDataFolder(
  folder: string,
  reachedBy: DataFolder["reachedBy"] = process.platform === "win32" ? "loopback" : "socket",
): DataFolder {
  const path = resolve(folder);
  const cluster = join(path, `pg${majorVersion}`);
  const run = join(path, "run");
  let user: ServerUser | undefined;
  try {
    user = chooseServerUser([cluster, path]);
    makePrivateFolder(path, user);
    makePrivateFolder(run, user);
  } catch (error) {
    if (error instanceof EmbeddedPostgresError) throw error;
    throw new EmbeddedPostgresError(
      `The data folder ${path} cannot be used (${codeOf(error)}), so there is nowhere to keep the database: ` +
        "make it a folder this user can write to, or set COMEBACK_DATA to another one.",
      { cause: error },
    );
  }
  if (!canReach(user, [run])) {
    throw new EmbeddedPostgresError(
      `The data folder ${path} cannot be reached by user ${user?.name}, as whom PostgreSQL runs because it refuses to run as root: ` +
        "set COMEBACK_DATA to a folder outside private homes, such as /var/lib/comeback, or open it and the folders above it with chmod o+x.",
    );
  }
  refuseForeignMajor(path, cluster);
  refuseForeignOwner(path, cluster);
  return {
    path,
    cluster,
    run,
    socketFolder: chooseSocketFolder(run, user),
    logFile: join(path, "postgres.log"),
    user,
    reachedBy,
    passwordFile: join(path, "password"),
  };
}

/** A new empty folder whose server will be thrown away. */
export function openThrowAwayFolder(): DataFolder {
  const path = mkdtempSync(join(shortTemporaryFolder(), "comeback-"));
  const user = chooseServerUser([]);
  if (user) chownSync(path, user.uid, user.gid);
  return openDataFolder(path);
}

/** The password of the server's roles, made at first use. */
export function readOrMakePassword({ passwordFile, user }: DataFolder): string {
  try {
    writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { flag: "wx", mode: 0o600 });
    if (user) chownSync(passwordFile, user.uid, user.gid);
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw error;
  }
  return readFileSync(passwordFile, "utf8");
}

/** Opens the server's log for appending. Kept to two files, so that a repeated error never fills the disk by itself. */
export function openLog({ logFile, user }: DataFolder): { log: number; size: number } {
  const isBig = (statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > bigLog;
  if (isBig) renameSync(logFile, `${logFile}.old`);
  const log = openSync(logFile, "a", 0o600);
  if (user) fchownSync(log, user.uid, user.gid);
  return { log, size: fstatSync(log).size };
}

/** A folder that was there before keeps its owner and its mode: it may hold more than ours. */
function makePrivateFolder(path: string, user: ServerUser | undefined) {
  const isNew = mkdirSync(path, { recursive: true }) !== undefined;
  if (!isNew) return;
  // In this order, so that a second start at the same moment never finds it closed to the server's user.
  if (user) chownSync(path, user.uid, user.gid);
  chmodSync(path, 0o700);
}

function refuseForeignMajor(path: string, cluster: string) {
  if (existsSync(cluster)) return;
  const foreign = readdirSync(path).find((name) => /^pg\d+$/.test(name));
  if (!foreign) return;
  const major = foreign.slice(2);
  throw new EmbeddedPostgresError(
    `The data folder ${path} was written by PostgreSQL ${major}, which this Comeback with its PostgreSQL ${majorVersion} cannot read: ` +
      `run the Comeback it came from, or start a PostgreSQL ${major} on ${join(path, foreign)} and set DATABASE_URL to it, ` +
      "or set COMEBACK_DATA to another folder to begin anew.",
  );
}

function refuseForeignOwner(path: string, cluster: string) {
  const owner = statSync(cluster, { throwIfNoEntry: false })?.uid;
  const me = process.getuid?.() ?? 0;
  if (me === 0 || owner === undefined || owner === me) return;
  throw new EmbeddedPostgresError(
    `The database in ${path} belongs to user id ${owner} and this program runs under ${me}, so it may not read it: ` +
      "run it as that user (or as root), or set COMEBACK_DATA to another folder.",
  );
}

/** Remembered in a file, so that a restart finds the same path and open pools reconnect. */
function chooseSocketFolder(run: string, user: ServerUser | undefined): string {
  if (Buffer.byteLength(join(run, ".s.PGSQL.5432")) <= longestSocketPath) return run;
  const memory = join(run, "socket-folder");
  const remembered = existsSync(memory) ? readFileSync(memory, "utf8") : "";
  const stats = remembered ? statSync(remembered, { throwIfNoEntry: false }) : undefined;
  // A temporary folder may be cleared, and then made again by a stranger who would sit between us and the database.
  if (stats?.isDirectory() && stats.uid === (user?.uid ?? process.getuid?.()) && (stats.mode & 0o077) === 0) {
    return remembered;
  }
  const made = mkdtempSync(join(shortTemporaryFolder(), "comeback-socket-"));
  if (user) chownSync(made, user.uid, user.gid);
  writeFileSync(memory, made);
  return made;
}

function shortTemporaryFolder() {
  return Buffer.byteLength(tmpdir()) < 60 ? tmpdir() : "/tmp";
}
