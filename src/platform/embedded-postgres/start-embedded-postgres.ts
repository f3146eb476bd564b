import { existsSync, rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { createCluster } from "./create-cluster.ts";
import { type DataFolder, openDataFolder, openThrowAwayFolder } from "./data-folder.ts";
import { findBinaries } from "./find-binaries.ts";
import * as nodeWatchdog from "./node-watchdog.ts";
import { type Connection, openDatabase } from "./open-database.ts";
import { isOurServer, type RunningServer, readRunningServer } from "./running-server.ts";
import * as shellWatchdog from "./shell-watchdog.ts";
import type { Watchdog } from "./watchdog.ts";
import { isHeldByAnother, whoHolds, whyNotStarted } from "./why-not-started.ts";

export { defaultDataFolder } from "./data-folder.ts";
export { EmbeddedPostgresError } from "./embedded-postgres-error.ts";

export interface EmbeddedPostgres {
  /** For a `pg` pool. The role owns the database and may create others; it is no superuser. */
  connection: Connection;
  /** True where another program's server was already running on this folder. */
  adopted: boolean;
  /** Gives the server up; it stops with its last user. Close your pools first. */
  stop(): Promise<void>;
}

interface Wishes {
  throwAway: boolean;
  log: (line: string) => void;
}

const { startWatchdog, claimServer, removeDeadClaims } = process.platform === "win32" ? nodeWatchdog : shellWatchdog;

/** How long we wait for a server that neither lets us in nor goes away. */
const patienceMs = 15_000;
/** A start that takes longer is recovering after a crash, and gets all the time it needs. */
const usualStartMs = 1_000;
/** Longer than the watchdog takes to end a server by force. */
const longestStopMs = 20_000;
const pauseMs = 5;
const pauseBeforeRetryMs = 200;

/** The database in this folder: of the server that runs there already, or of one started now, and made where it is missing. */
export async function startEmbeddedPostgres(options: {
  dataFolder: string;
  log?: (line: string) => void;
}): Promise<EmbeddedPostgres> {
  return start(openDataFolder(options.dataFolder), { throwAway: false, log: options.log ?? (() => {}) });
}

/**
 * An empty server in a temporary folder, for tests and for one look at somebody's data: quick rather than safe. `stop`
 * deletes the folder, and so does the end of this program.
 */
export async function startThrowAwayPostgres(): Promise<EmbeddedPostgres> {
  return start(openThrowAwayFolder(), { throwAway: true, log: () => {} });
}

async function start(folder: DataFolder, wishes: Wishes): Promise<EmbeddedPostgres> {
  const { server, claim, connection, adopted } = await joinServer(folder, wishes);
  return {
    connection,
    adopted,
    async stop() {
      const { othersRemain } = await claim.release();
      if (!othersRemain) await waitForEnd(server, folder);
      if (wishes.throwAway) await removeThrowAway(folder);
    },
  };
}

/** Comes in where a server runs, starts one where none does, and waits where that is not settled yet. */
async function joinServer(folder: DataFolder, wishes: Wishes) {
  const sayOnce = once(wishes.log);
  let ours: Watchdog | undefined;
  let waitingSince = Date.now();
  let startingSince = Date.now();
  try {
    while (Date.now() - waitingSince < patienceMs) {
      const server = readRunningServer(folder);
      const claim = server && (await claimServer(folder, server.pid));
      if (server && claim) {
        const connection = server.status === "ready" && (await openDatabase(folder, server));
        if (connection) {
          removeDeadClaims(folder);
          return { server, claim, connection, adopted: ours?.serverPid() !== server.pid };
        }
        await claim.release();
        if (server.status === "starting") waitingSince = Date.now();
        if (Date.now() - startingSince > usualStartMs) sayOnce("PostgreSQL is recovering after it was interrupted.");
      } else if ((!ours || ours.ended()) && !(server && isOurServer(server.pid, folder))) {
        if (ours) {
          if (!isHeldByAnother(ours.lastWords())) throw whyNotStarted(ours.lastWords(), folder);
          await wait(pauseBeforeRetryMs);
        }
        ours = await launch(folder, server, wishes);
        startingSince = Date.now();
      }
      await wait(pauseMs);
    }
    throw whoHolds(folder);
  } finally {
    ours?.letGo();
  }
}

async function launch(folder: DataFolder, stale: RunningServer | undefined, { throwAway, log }: Wishes) {
  const binaries = findBinaries(folder);
  if (!existsSync(folder.cluster)) {
    if (!throwAway) log(`Creating the database in ${folder.path}.`);
    await createCluster(folder, binaries, { durable: !throwAway });
  }
  return startWatchdog(folder, binaries, { stalePid: stale?.pid, throwAway });
}

/** The server removes its postmaster.pid as its last act; one that was killed cannot, so we look at its process too. */
async function waitForEnd({ pid }: RunningServer, folder: DataFolder) {
  const giveUpAt = Date.now() + longestStopMs;
  while (Date.now() < giveUpAt && readRunningServer(folder)?.pid === pid && isOurServer(pid, folder)) {
    await wait(pauseMs);
  }
}

/** The watchdog deletes the folder once its server is gone; we wait for that, so as not to delete under its feet. */
async function removeThrowAway({ path, socketFolder }: DataFolder) {
  const giveUpAt = Date.now() + 2_000;
  while (Date.now() < giveUpAt && existsSync(path)) await wait(pauseMs);
  for (const folder of [path, socketFolder]) rmSync(folder, { recursive: true, force: true });
}

function once(log: (line: string) => void) {
  let said = false;
  return (line: string) => {
    if (!said) log(line);
    said = true;
  };
}
