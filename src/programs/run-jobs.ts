import { EventEmitter } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { Logger as GraphileLogger, type Runner, run, type TaskList, type WorkerEvents } from "graphile-worker";
import type pg from "pg";
import type { Logger } from "pino";
import { createDatabase, type Database } from "../platform/database/database.ts";
import { releaseDeadJobs, sayAlive } from "../platform/database/release-dead-jobs.ts";
import { wakeQueue } from "../platform/database/wake-queue.ts";
import type { Instant } from "../platform/dates.ts";
import type { JobHandlers } from "../platform/jobs.ts";

/** Jobs at a time in one process; more processes do more. */
const concurrency = 2;
const pauseAfterFailureMs = 2_000;
/** How often it looks for jobs of other programs that died. */
const lookForDeadMs = 15_000;

/**
 * Works on the queue until stopped. A database that goes away only pauses it. Stopping lets running jobs see
 * `signal` and gives unfinished ones back to the queue. Before it begins, and again after a pause, it clears up behind
 * programs that died: `clearUp`, and the jobs they held.
 */
export function runJobs(
  pool: pg.Pool,
  handlers: JobHandlers,
  crontab: string,
  clearUp: (db: Database) => Promise<unknown>,
  { clock, log }: { clock: () => Instant; log: Logger },
): { stop: () => Promise<void> } {
  const stopping = new AbortController();
  const db = createDatabase(pool);
  const taskList: TaskList = Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      (payload: unknown) => handler(payload, { db, pool, log, now: clock(), signal: stopping.signal }),
    ]),
  );
  const logger = new GraphileLogger((scope) => (level, message) => {
    if (level === "error" || level === "warning") log.warn({ job: scope.taskIdentifier }, message);
  });

  const events: WorkerEvents = new EventEmitter();
  const alive = sayAlive(pool);
  // A job is held in the name of the pool its worker belongs to.
  events.on("pool:create", ({ workerPool }) => alive.add(workerPool.id));
  // What it could not give back, because the database was away, goes to the next one.
  events.on("pool:release", ({ workerPool }) => alive.remove(workerPool.id));
  events.on("job:complete", ({ job }) => {
    // Out of reach, it is found at the next look.
    if (job.job_queue_id !== null && !stopping.signal.aborted) wakeQueue(pool, job.job_queue_id).catch(() => {});
  });
  const looking = setInterval(() => {
    // Out of reach, it is looked at when the queue is.
    releaseDeadJobs(pool).catch(() => {});
  }, lookForDeadMs);

  let runner: Runner | undefined;
  const working = (async () => {
    while (!stopping.signal.aborted) {
      try {
        await clearUp(db);
        await releaseDeadJobs(pool);
        runner = await run({
          pgPool: pool,
          taskList,
          crontab,
          concurrency,
          logger,
          events,
          noHandleSignals: true,
          pollInterval: 2_000,
          // Only in batches does graphile-worker look at what becomes of a job's end: by itself it starts to write it down and
          // goes on, and a database that is away at that moment would end the whole program.
          preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
        });
        if (stopping.signal.aborted) await runner.stop();
        await runner.promise;
      } catch (error) {
        if (stopping.signal.aborted) return;
        log.warn({ err: error }, "the job queue is out of reach; trying again");
      }
      await wait(pauseAfterFailureMs, undefined, { signal: stopping.signal }).catch(() => {});
    }
  })();

  return {
    stop: async () => {
      stopping.abort();
      clearInterval(looking);
      await runner?.stop().catch(() => {});
      await working;
      await alive.stop();
    },
  };
}
