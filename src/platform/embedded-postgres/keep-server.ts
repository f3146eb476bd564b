import { existsSync, rmSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { createCluster } from "./create-cluster.ts";
import type { DataFolder } from "./data-folder.ts";
import { findBinaries } from "./find-binaries.ts";
import { nodeWatchdog } from "./node-watchdog.ts";
import { type Connection, openDatabase } from "./open-database.ts";
import { isOurServer, type RunningServer, readRunningServer } from "./running-server.ts";
import { shellWatchdog } from "./shell-watchdog.ts";
import type { Claim, Watchdog } from "./watchdog.ts";
import { endedInOrder, isHeldByAnother, whoHolds, whyNotStarted } from "./why-not-started.ts";

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

/** How long we wait for a server that neither lets us in nor goes away. */
const patienceMs = 5_000;
/** A slow disk makes beginnings and ends long. */
const patienceWithChangeMs = 30_000;
/** A start that takes longer is recovering after a crash, and gets all the time it needs. */
const usualStartMs = 1_000;
/** Longer than the watchdog takes to end a server by force. */
const longestStopMs = 20_000;
const pauseMs = 5;
const pauseBeforeRetryMs = 200;
const lookAfterMs = 1_000;

/** Joins the server of this folder and stays with it: one that dies under us is started again, on the same socket. */
export async function keepServer(folder: DataFolder, wishes: Wishes): Promise<EmbeddedPostgres> {
  let current = await joinServer(folder, wishes);
  let returning: Promise<void> | undefined;
  const lookAfter = setInterval(() => {
    returning ??= returnIfLost().finally(() => {
      returning = undefined;
    });
  }, lookAfterMs).unref();
  if (wishes.throwAway) clearInterval(lookAfter);

  async function returnIfLost() {
    if (current.claim.isGood()) return;
    await current.claim.release();
    try {
      current = await joinServer(folder, wishes);
      wishes.log("PostgreSQL had ended and was started again.");
    } catch (error) {
      wishes.log(`PostgreSQL has ended. ${error instanceof Error ? error.message : error}`);
    }
  }

  async function stop() {
    clearInterval(lookAfter);
    if (returning) await Promise.race([returning, wait(longestStopMs, undefined, { ref: false })]);
    await current.claim.release();
    await waitForEnd(current, folder);
    if (wishes.throwAway) await removeThrowAway(folder);
  }

  let stopping: Promise<void> | undefined;
  return {
    connection: current.connection,
    adopted: current.adopted,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}

/** Comes in where a server runs, starts one where none does, and waits where that is not settled yet. */
async function joinServer(folder: DataFolder, wishes: Wishes) {
  const { startWatchdog, claimServer, removeDeadClaims } = watchdogFor(folder);
  const sayOnce = once(wishes.log);
  let ours: Watchdog | undefined;
  let waitingSince = Date.now();
  let startingSince = Date.now();
  try {
    for (;;) {
      const server = readRunningServer(folder);
      const isChanging = server?.status === "stopping" || (ours && !ours.ended());
      if (Date.now() - waitingSince > (isChanging ? patienceWithChangeMs : patienceMs)) {
        throw ours?.ended() ? whyNotStarted(ours.lastWords(), folder) : whoHolds(folder);
      }
      const claim = server && (await claimServer(folder, server.pid));
      if (server && claim) {
        const connection = server.status === "ready" && (await openDatabase(folder, server).catch(releasing(claim)));
        if (connection) {
          removeDeadClaims(folder);
          return { server, claim, connection, adopted: ours?.serverPid() !== server.pid };
        }
        await claim.release();
        if (server.status === "starting") waitingSince = Date.now();
        if (Date.now() - startingSince > usualStartMs) sayOnce("PostgreSQL is recovering after it was interrupted.");
      } else if ((!ours || ours.ended()) && !(server && isOurServer(server.pid, folder))) {
        if (ours) {
          const lastWords = ours.lastWords();
          if (!isHeldByAnother(lastWords) && !endedInOrder(lastWords)) throw whyNotStarted(lastWords, folder);
          await wait(pauseBeforeRetryMs);
        }
        const isFirst = !ours;
        const binaries = await prepare(folder, wishes);
        ours = startWatchdog(folder, binaries, { stalePid: server?.pid, throwAway: wishes.throwAway });
        startingSince = Date.now();
        if (isFirst) waitingSince = startingSince;
      }
      await wait(pauseMs);
    }
  } finally {
    ours?.letGo();
  }
}

/** A start that fails must not keep the server running. */
function releasing(claim: Claim) {
  return async (error: unknown) => {
    await claim.release();
    throw error;
  };
}

async function prepare(folder: DataFolder, { throwAway, log }: Wishes) {
  const binaries = findBinaries(folder);
  if (!existsSync(folder.cluster)) {
    log(`Creating the database in ${folder.path}.`);
    await createCluster(folder, binaries, { durable: !throwAway });
  }
  return binaries;
}

function watchdogFor({ reachedBy }: DataFolder) {
  return reachedBy === "loopback" ? nodeWatchdog : shellWatchdog;
}

/** Or for others: one who comes in at the last moment keeps the server. */
async function waitForEnd({ server, claim }: { server: RunningServer; claim: Claim }, folder: DataFolder) {
  const giveUpAt = Date.now() + longestStopMs;
  while (Date.now() < giveUpAt && isOurServer(server.pid, folder) && !claim.othersRemain()) await wait(pauseMs);
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
