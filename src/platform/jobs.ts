import { sql } from "kysely";
import type pg from "pg";
import type { Logger } from "pino";
import type { Database, Db } from "./database/database.ts";
import type { Instant } from "./dates.ts";

/** What a job is given. `signal` says that the program is stopping: finish soon, or throw and be run again. */
export type JobContext = { db: Database; pool: pg.Pool; now: Instant; log: Logger; signal: AbortSignal };
/** A feature's jobs by name. A payload is parsed by the job itself; its workspace by `workspaceOfJob`. */
export type JobHandlers = Record<string, (payload: unknown, context: JobContext) => Promise<void>>;

export type JobOptions = {
  /** At most one waiting job has this key; a later one replaces its payload and time. */
  key?: string;
  runAt?: Date;
  /** One that waits already keeps its time, so that nobody who goes on asking puts it off. */
  keepsTime?: boolean;
  /** Jobs of one queue run one after the other. */
  queue?: string;
  attempts?: number;
};

/**
 * Puts a job into the queue as part of the caller's transaction: it runs if and only if the transaction commits.
 * `payload` travels as JSON and always names its workspace.
 */
export async function enqueue(
  db: Db,
  name: string,
  payload: { workspace: string } & Record<string, unknown>,
  options: JobOptions = {},
): Promise<void> {
  const add = sql<{ id: number | null }>`select (graphile_worker.add_job(
    ${name}::text,
    payload := ${JSON.stringify(payload)}::json,
    queue_name := ${options.queue ?? null}::text,
    run_at := ${options.runAt ?? null}::timestamptz,
    max_attempts := ${options.attempts ?? 5}::integer,
    job_key := ${options.key ?? null}::text,
    job_key_mode := ${options.keepsTime ? "preserve_run_at" : "replace"}::text
  )).id`;
  // None was added where one with this key was taken up at that very moment: it has not seen what is written here.
  while ((await add.execute(db)).rows[0]?.id == null);
}
