import { runMigrations } from "graphile-worker";
import type pg from "pg";
import { migrate } from "./migrate.ts";

/** Brings a database to this program's schema: our tables, and the job queue's own. */
export async function prepareDatabase(pool: pg.Pool, migrationsFolder: string): Promise<void> {
  const { applied } = await migrate(pool, migrationsFolder);
  // The queue's tables need a look only when ours changed, or when it was never set up.
  const queue = await pool.query<{ there: boolean }>(
    "select to_regclass('graphile_worker.migrations') is not null as there",
  );
  if (applied.length > 0 || !queue.rows[0]?.there) await runMigrations({ pgPool: pool });
}
