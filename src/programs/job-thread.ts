import { parentPort, workerData } from "node:worker_threads";
import { pino } from "pino";
import { createDatabase, createPool } from "../platform/database/database.ts";
import { heavyJobs } from "./heavy-jobs.ts";

/** One heavy job, begun by `runInThread`. */
async function work(): Promise<void> {
  const { name, payload, now, connection } = workerData;
  const stopping = new AbortController();
  const hear = () => stopping.abort(new Error("The program is stopping."));
  parentPort?.on("message", hear);
  const pool = createPool({ ...connection, max: 2, statementTimeoutMs: 0 });
  try {
    const log = pino({ level: process.env.LOG_LEVEL ?? "warn" });
    await heavyJobs[name]?.(payload, { db: createDatabase(pool), pool, log, now, signal: stopping.signal });
  } catch (failed) {
    parentPort?.postMessage({ failed });
  } finally {
    parentPort?.off("message", hear);
    await pool.end().catch(() => {});
    parentPort?.close();
  }
}

await work();
