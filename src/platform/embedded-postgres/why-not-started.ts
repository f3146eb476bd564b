import type { DataFolder } from "./data-folder.ts";
import { EmbeddedPostgresError } from "./embedded-postgres-error.ts";
import { findBinaries, whyBinaryFails } from "./find-binaries.ts";
import { isOurServer, readRunningServer } from "./running-server.ts";

/** Another server has the files, or the last one's processes have not all gone yet: worth another try. */
export function isHeldByAnother(lastWords: string): boolean {
  return /lock file ".*" already exists|pre-existing shared memory block|lock file ".*" is empty/.test(lastWords);
}

/** Nothing went wrong: the server before was still leaving, or ours was asked to stop before we were in. Worth another try, too. */
export function endedInOrder(lastWords: string): boolean {
  return /database system is shut down/.test(lastWords) && !/FATAL|PANIC/.test(lastWords);
}

/** The reason a server we started ended before it let anybody in. */
export function whyNotStarted(lastWords: string, folder: DataFolder): EmbeddedPostgresError {
  const reason = /(?:FATAL|PANIC|ERROR): +(.*)/i.exec(lastWords)?.[1] ?? lastWords.trim().split("\n").at(-1);
  return (
    whyBinaryFails(findBinaries(folder).postgres) ??
    new EmbeddedPostgresError(
      `PostgreSQL could not start on the data folder ${folder.path} (${reason || "it gave no reason"}): ` +
        `correct that and start again; its log is ${folder.logFile}.`,
    )
  );
}

/** What to say when waiting did not help. */
export function whoHolds(folder: DataFolder): EmbeddedPostgresError {
  const server = readRunningServer(folder);
  if (server && isOurServer(server.pid, folder)) {
    return new EmbeddedPostgresError(
      `The data folder ${folder.path} is held by process ${server.pid}, a PostgreSQL server that does not let this program in: ` +
        `stop the program that started it, or it with kill -INT ${server.pid}, and start again; its log is ${folder.logFile}.`,
    );
  }
  return new EmbeddedPostgresError(
    `PostgreSQL neither came up on the data folder ${folder.path} nor said why: try again, and see its log ${folder.logFile}.`,
  );
}
