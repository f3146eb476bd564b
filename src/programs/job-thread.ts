import { setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { pino } from "pino";
import { z } from "zod";
import { createDatabase, createPool } from "../platform/database/database.ts";
import { heavyJobs } from "./heavy-jobs.ts";

const work = z.strictObject({
  name: z.string(),
  payload: z.unknown(),
  now: z.number(),
  connection: z.record(z.string(), z.unknown()),
});

/** One heavy job, begun by `runInThread`. */
async function doWork(): Promise<void> {
  const { name, payload, now, connection } = work.parse(workerData);
  const stopping = new AbortController();
  const hear = () => stopping.abort(new Error("The program is stopping."));
  parentPort?.on("message", hear);
  const pool = createPool({ ...connection, max: 2 });
  try {
    const job = heavyJobs[name];
    if (!job) throw new Error(`There is no heavy job called ${name}.`);
    const log = pino({ level: process.env.LOG_LEVEL ?? "warn" });
    await job(payload, { db: createDatabase(pool), pool, log, now, signal: stopping.signal });
  } catch (error) {
    parentPort?.postMessage(error instanceof Error ? error : new Error(String(error)));
  } finally {
    parentPort?.off("message", hear);
    await pool.end().catch(() => {});
    parentPort?.close();
  }
}

/** A third of what others get who want the processor, too: whoever waits for a page comes first. */
const priority = 5;
// On Linux it is said of this thread alone, elsewhere it would be said of the whole program.
if (process.platform === "linux") setPriority(priority);
await doWork();
