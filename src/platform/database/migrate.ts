import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type pg from "pg";

/** Any number unique to us: two programs starting at once wait for each other here. */
const migrationLock = 7_310_442_019;

/**
 * Brings a database to this program's schema: forward-only SQL files, in name order, each in its own transaction.
 * Refuses a database that a newer program has migrated, or whose applied files were changed since.
 */
export async function migrate(pool: pg.Pool, folder: string): Promise<{ applied: string[] }> {
  const client = await pool.connect();
  const applied: string[] = [];
  try {
    await client.query("set statement_timeout = 0");
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await client.query(
      "create table if not exists schema_migrations (name text primary key, sha256 text not null, applied_at timestamptz not null default now())",
    );
    const done = new Map(
      (await client.query<{ name: string; sha256: string }>("select name, sha256 from schema_migrations")).rows.map(
        (row) => [row.name, row.sha256],
      ),
    );
    const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
    const unknown = [...done.keys()].find((name) => !names.includes(name));
    if (unknown) {
      throw new Error(
        `This database was set up by a newer Comeback (it knows ${unknown}). Start that version, or use another database.`,
      );
    }
    for (const name of names) {
      const sql = await readFile(join(folder, name), "utf8");
      const sha256 = createHash("sha256").update(sql).digest("hex");
      const before = done.get(name);
      if (before === sha256) continue;
      if (before) throw new Error(`The migration ${name} was changed after it had been applied. Restore the file.`);
      await client.query("begin");
      try {
        await client.query(sql);
        await client.query("insert into schema_migrations (name, sha256) values ($1, $2)", [name, sha256]);
        await client.query("commit");
      } catch (error) {
        await client.query("rollback");
        throw error;
      }
      applied.push(name);
    }
  } finally {
    // Closing the connection also gives the lock back, whatever happened.
    client.release(true);
  }
  return { applied };
}
