import { spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { type DataFolder, readOrMakePassword } from "./data-folder.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { type Binaries, whyBinaryFails } from "./find-binaries.ts";
import { giveTo, runAs } from "./server-user.ts";

const anHour = 3_600_000;

/**
 * Makes the files of an empty server. They grow in a folder of their own and get their name when complete, so two first
 * starts at once, or one cut short, never leave half a cluster; of two, the quicker one's is kept.
 */
export async function createCluster(folder: DataFolder, { initdb }: Binaries, { durable }: { durable: boolean }) {
  const unfinished = mkdtempSync(`${folder.cluster}.new-`);
  giveTo(folder.user, unfinished);
  try {
    await run(initdb, initdbOptions(folder, unfinished, durable), folder);
    if (!existsSync(folder.cluster)) renameSync(unfinished, folder.cluster);
    if (durable) syncFolder(folder.path);
  } catch (error) {
    if (!existsSync(folder.cluster)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
    removeAbandoned(folder);
  }
}

function initdbOptions(folder: DataFolder, unfinished: string, durable: boolean): string[] {
  const options = ["--username=postgres", "--encoding=UTF8", "--locale=C", "--data-checksums", "--no-instructions"];
  // The order of text is PostgreSQL's own, so no upgrade of ICU or glibc can break an index.
  options.push("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "-c", "timezone=UTC", "-c", "log_timezone=UTC");
  if (folder.reachedBy === "loopback") {
    readOrMakePassword(folder);
    options.push("--auth-local=reject", "--auth-host=scram-sha-256", `--pwfile=${folder.passwordFile}`);
  } else {
    // The socket's folder is private to the server's user: who gets that far is us.
    options.push("--auth-local=trust", "--auth-host=reject");
  }
  if (!durable) options.push("--no-sync");
  return [...options, "-D", unfinished];
}

function run(initdb: string, options: string[], folder: DataFolder): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(initdb, options, {
      ...runAs(folder.user),
      cwd: folder.run,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
    });
    child.on("error", (error) => reject(whyBinaryFails(initdb) ?? error));
    child.on("close", (status) => (status === 0 ? resolve() : reject(whyInitdbFailed(initdb, said, folder))));
  });
}

function whyInitdbFailed(initdb: string, said: string, folder: DataFolder): EmbeddedPostgresError {
  const unknownUser = /could not look up effective user ID (\d+)/.exec(said)?.[1];
  if (unknownUser) {
    return new EmbeddedPostgresError(
      `PostgreSQL refuses to run under user id ${unknownUser}, which has no name on this system: ` +
        "add it to /etc/passwd, run as a user that has one, or set DATABASE_URL to a PostgreSQL server (15 or later).",
    );
  }
  const reason = said.split("\n").find((line) => /error|fatal|could not/i.test(line)) ?? said.trim();
  return (
    whyBinaryFails(initdb) ??
    new EmbeddedPostgresError(
      `The database could not be created in ${folder.path} (${reason.trim()}): correct that and start again, or set COMEBACK_DATA to another folder.`,
    )
  );
}

/** What a first start left behind that was cut short; another one under way is younger than this. */
function removeAbandoned(folder: DataFolder) {
  for (const name of readdirSync(folder.path)) {
    const path = join(folder.path, name);
    if (!/^(pg|binaries-).*\.new-\w+$/.test(name)) continue;
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats && Date.now() - stats.mtimeMs > anHour) rmSync(path, { recursive: true, force: true });
  }
}

/** A new name survives a power cut only once its folder is on disk. Windows has no such call. */
function syncFolder(path: string) {
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  fsyncSync(folder);
  closeSync(folder);
}
