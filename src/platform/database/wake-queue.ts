import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";

const pauseMs = 50;
const mostLooks = 20;

/**
 * Says that there is work when a queue is free again in which jobs wait. Without it, a worker that ended one of its jobs asks for
 * the next before that end is written down, gets none, and looks again only seconds later.
 */
export async function wakeQueue(pool: Pick<pg.Pool, "query">, queueId: number): Promise<void> {
  for (let look = 0; look < mostLooks; look++) {
    await wait(pauseMs);
    const { rows } = await pool.query(
      `select q.is_available, case when q.is_available and exists (
          select from graphile_worker._private_jobs j where j.job_queue_id = q.id and j.is_available and j.run_at <= now()
        ) then pg_notify('jobs:insert', json_build_object('r', random(), 'count', 1)::text) end
      from graphile_worker._private_job_queues q where q.id = $1`,
      [queueId],
    );
    if (rows[0]?.is_available !== false) return;
  }
}
