import { sql } from "kysely";
import type { Staging } from "../staging/store.ts";

const manyRows = 5_000;

/**
 * Inserting many rows costs mostly what is done once a row beside it: keys to other tables are checked, indexes are
 * kept. Both are done once for all rows instead, where that is safe:
 *
 * - What the rows refer to was found by joining, and is locked here in one statement; where the server lets us, the
 *   same check is not repeated a million times.
 * - Into a table that holds no row of anybody, indexes are built after the rows. Nobody has deals to wait for.
 */
export type BulkLoad = (table: BulkTable, rows: number, insert: () => Promise<number>) => Promise<number>;
type BulkTable = keyof typeof kept;

/** What a foreign key would lock row by row: nothing the rows refer to can go before they are there. */
const kept = {
  accounts: ({ tx, workspace }: Staging) =>
    sql`select from workspaces where workspace_id = ${workspace} for key share`.execute(tx),
  deals: ({ tx, workspace }: Staging) =>
    sql`
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
        + (select count(*) from kept_stages) as kept`.execute(tx),
};

/** To be called before anything is written to these tables, with how many rows the file has. */
export async function beginBulkLoad(staging: Staging, tables: BulkTable[], rowsRead: number): Promise<BulkLoad> {
  const empty = rowsRead < manyRows ? [] : await lockEmptyTables(staging.tx, tables);
  return (table, rows, insert) => {
    if (rows < manyRows) return insert();
    const unchecked = () => withoutRepeatedChecks(staging, table, insert);
    return empty.includes(table) ? withoutIndexes(staging, table, unchecked) : unchecked();
  };
}

async function withoutRepeatedChecks(staging: Staging, table: BulkTable, insert: () => Promise<number>) {
  const { tx } = staging;
  const { rows } = await sql<{ allowed: boolean }>`
    select has_parameter_privilege('session_replication_role', 'set') as allowed`.execute(tx);
  if (!rows[0]?.allowed) return insert();
  // Of rows that this transaction has just written the planner knows nothing, and a guess of one row would have each of
  // them looked up in a list as long: PostgreSQL 15 took 12 s for 20,000.
  await sql`set local enable_nestloop = off`.execute(tx);
  await kept[table](staging);
  await sql`set local enable_nestloop to default`.execute(tx);
  await sql`set local session_replication_role = 'replica'`.execute(tx);
  const inserted = await insert();
  await sql`set local session_replication_role = 'origin'`.execute(tx);
  return inserted;
}

async function withoutIndexes({ tx }: Staging, table: BulkTable, insert: () => Promise<number>): Promise<number> {
  const { rows: indexes } = await sql<{ name: string; definition: string }>`
    select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i
    where i.indrelid = ${table}::regclass and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
    order by 1`.execute(tx);
  for (const { name } of indexes) await sql`drop index ${sql.raw(name)}`.execute(tx);
  const inserted = await insert();
  await sql`set local maintenance_work_mem = '128MB'`.execute(tx);
  for (const { definition } of indexes) await sql`${sql.raw(definition)}`.execute(tx);
  return inserted;
}

/** Holds those of the tables for this import alone that are empty and ours, if nobody is at them for more than a moment. */
async function lockEmptyTables(tx: Staging["tx"], tables: BulkTable[]): Promise<BulkTable[]> {
  const empty = await emptyOnes(tx, tables);
  if (empty.length === 0) return [];
  await sql`savepoint before_lock`.execute(tx);
  try {
    // All at once, and given up before the server would look for who waits for whom: a page that reads goes first.
    await sql`set local lock_timeout = '900ms'`.execute(tx);
    await sql`lock table ${sql.join(empty.map((table) => sql.table(table)))} in access exclusive mode`.execute(tx);
    await sql`set local lock_timeout = 0`.execute(tx);
    return await emptyOnes(tx, empty);
  } catch (error) {
    if (!isNotGiven(error)) throw error;
    await sql`rollback to savepoint before_lock`.execute(tx);
    return [];
  }
}

async function emptyOnes(tx: Staging["tx"], tables: BulkTable[]): Promise<BulkTable[]> {
  const empty: BulkTable[] = [];
  for (const table of tables) {
    const { rows } = await sql<{ empty: boolean }>`
      select pg_has_role(relowner, 'usage') and not exists (select from ${sql.table(table)}) as empty
      from pg_class where oid = ${table}::regclass`.execute(tx);
    if (rows[0]?.empty) empty.push(table);
  }
  return empty;
}

/** The lock was not given in time, or somebody would have waited for us while we wait for them. */
const isNotGiven = (error: unknown) =>
  error instanceof Error && "code" in error && (error.code === "55P03" || error.code === "40P01");
