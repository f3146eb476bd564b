import { sql } from "kysely";
import type { Staging } from "../staging/store.ts";

const manyRows = 20_000;

/**
 * Inserting many deals costs mostly what is done once a row beside it: three keys to other tables are checked, five
 * indexes are kept. Both are done once for all rows instead, where that is safe:
 *
 * - What the rows refer to was found by joining, and is locked here in one statement; where the server lets us, the
 *   same check is not repeated a million times.
 * - Into a table that holds no deal of anybody, indexes are built after the rows. Nobody has deals to wait for.
 */
export async function bulkLoad(staging: Staging, rows: number, insert: () => Promise<number>): Promise<number> {
  if (rows < manyRows) return insert();
  return withoutIndexes(staging, () => withoutRepeatedChecks(staging, insert));
}

async function withoutRepeatedChecks({ tx, workspace }: Staging, insert: () => Promise<number>): Promise<number> {
  const { rows } = await sql<{ allowed: boolean }>`
    select has_parameter_privilege('session_replication_role', 'set') as allowed`.execute(tx);
  if (!rows[0]?.allowed) return insert();
  // What a foreign key would lock row by row: nothing the deals refer to can go before they are there.
  await sql`
    with kept_accounts as (
      select a.id from accounts a where a.workspace_id = ${workspace} and a.id in (select id from staged_accounts)
      for key share
    ), kept_members as (
      select m.id from members m where m.workspace_id = ${workspace} and m.id in (select id from staged_members)
      for key share
    ), kept_stages as (
      select s.id from stages s join pipelines p on p.workspace_id = s.workspace_id and p.id = s.pipeline_id
      where s.workspace_id = ${workspace} and s.pipeline_id in (select "pipelineId" from staged_stages)
      for key share
    )
    select (select count(*) from kept_accounts) + (select count(*) from kept_members)
      + (select count(*) from kept_stages) as kept`.execute(tx);
  await sql`set local session_replication_role = 'replica'`.execute(tx);
  const inserted = await insert();
  await sql`set local session_replication_role = 'origin'`.execute(tx);
  return inserted;
}

async function withoutIndexes({ tx }: Staging, insert: () => Promise<number>): Promise<number> {
  if (!(await lockEmptyDeals(tx))) return insert();
  const { rows: indexes } = await sql<{ name: string; definition: string }>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i
    where i.indrelid = 'deals'::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
    order by 1`.execute(tx);
  for (const { name } of indexes) await sql`drop index ${sql.raw(name)}`.execute(tx);
  const inserted = await insert();
  await sql`set local maintenance_work_mem = '128MB'`.execute(tx);
  for (const { definition } of indexes) await sql`${sql.raw(definition)}`.execute(tx);
  return inserted;
}

/** Holds the table of deals for this import alone, if it is empty, ours, and nobody is at it for more than a moment. */
async function lockEmptyDeals(tx: Staging["tx"]): Promise<boolean> {
  const { rows } = await sql<{ possible: boolean }>`
    select pg_has_role(relowner, 'usage') and not exists (select from deals) as possible
    from pg_class where oid = 'deals'::regclass`.execute(tx);
  if (!rows[0]?.possible) return false;
  await sql`savepoint before_lock`.execute(tx);
  try {
    await sql`set local lock_timeout = '2s'`.execute(tx);
    await sql`lock table deals in access exclusive mode`.execute(tx);
    await sql`set local lock_timeout = 0`.execute(tx);
    const { rows: now } = await sql<{ empty: boolean }>`select not exists (select from deals) as empty`.execute(tx);
    return now[0]?.empty ?? false;
  } catch (error) {
    if (!isLockTimeout(error)) throw error;
    await sql`rollback to savepoint before_lock`.execute(tx);
    return false;
  }
}

const isLockTimeout = (error: unknown) => error instanceof Error && "code" in error && error.code === "55P03";
