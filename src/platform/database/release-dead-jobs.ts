import type pg from "pg";

/**
 * Gives back to the queue what was held by a program that died: graphile-worker itself waits four hours for one. Every
 * program that works on jobs keeps a connection that listens for them, so a job taken before the oldest connection there
 * is was taken by a program that is gone.
 */
export async function releaseDeadJobs(pool: pg.Pool): Promise<void> {
  await pool.query(`
    select graphile_worker.force_unlock_workers(array(
      select distinct locked_by from graphile_worker._private_jobs
      where locked_at < (
        select min(backend_start) from pg_stat_activity
        where datname = current_database() and application_name = current_setting('application_name')
      )
    ))`);
}
