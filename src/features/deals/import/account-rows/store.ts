import { sql } from "kysely";
import { type BulkLoad, beginBulkLoad } from "../bulk-load/store.ts";
import { matchOurIds, type Staging } from "../staging/store.ts";

/**
 * Finds or makes the account each staged row names, into `staged_accounts`: by the CRM's id, else by name. An account
 * known only by its name takes the id of the first row that tells it.
 */
export async function ensureAccounts(staging: Staging, bulkLoad: BulkLoad, mayHoldOurIds: boolean): Promise<void> {
  const { tx, workspace } = staging;
  if (mayHoldOurIds) await matchOurIds(staging, "accounts", "account_key");
  await sql`
    create temporary table wanted_accounts on commit drop as
    select account_key, min(account) as name from staged
    where refusal is null and account_key is not null group by 1`.execute(tx);
  await sql`analyze wanted_accounts`.execute(tx);
  await sql`
    update accounts a set source_key = w.account_key
    from (
      select distinct on (known.id) known.id, w.account_key
      from wanted_accounts w
      join accounts known on known.workspace_id = ${workspace} and lower(known.name) = lower(w.name)
        and (known.source_key is null or known.source_key like 'name:%')
      where w.account_key like 'id:%' and not exists (
        select from accounts other where other.workspace_id = ${workspace} and other.source_key = w.account_key)
      order by known.id, w.account_key
    ) w
    where a.workspace_id = ${workspace} and a.id = w.id
      -- Of several accounts with one name, only the first is taken over.
      and not exists (
        select from accounts twin where twin.workspace_id = ${workspace} and lower(twin.name) = lower(a.name)
          and twin.id < a.id and (twin.source_key is null or twin.source_key like 'name:%'))`.execute(tx);
  await sql`
    create temporary table staged_accounts on commit drop as
    select w.account_key, w.name, coalesce(by_key.id, by_name.id, gen_random_uuid()) as id,
      by_key.id is null and by_name.id is null as is_new
    from wanted_accounts w
    left join accounts by_key on by_key.workspace_id = ${workspace} and by_key.source_key = w.account_key
    left join (
      select distinct on (lower(name)) lower(name) as name, id from accounts
      where workspace_id = ${workspace} order by lower(name), created_at, id
    ) by_name on by_key.id is null and w.account_key like 'name:%' and by_name.name = substr(w.account_key, 6)`.execute(
    tx,
  );
  const { rows } = await sql<{ missing: number }>`
    select count(*) as missing from staged_accounts where is_new`.execute(tx);
  const missing = rows[0]?.missing ?? 0;
  const insert = async () => {
    await sql`
      insert into accounts (workspace_id, id, source_key, name)
      select ${workspace}::uuid, id, account_key, coalesce(name, substr(account_key, 4))
      from staged_accounts where is_new`.execute(tx);
    return missing;
  };
  if (missing > 0) await bulkLoad("accounts", missing, insert);
  await sql`analyze staged_accounts`.execute(tx);
}

export const stagedAccount = "source_key text, account_key text, account text, attributes jsonb";

/** A file of accounts: what it says of each replaces what it said before; what it leaves out stays. */
export async function mergeAccounts(staging: Staging, rowsRead: number, mayHoldOurIds: boolean) {
  const { tx, workspace } = staging;
  const before = await sql<{
    id: string;
  }>`select count(*) as id from accounts where workspace_id = ${workspace}`.execute(tx);
  await ensureAccounts(staging, await beginBulkLoad(staging, ["accounts"], rowsRead), mayHoldOurIds);
  const after = await sql<{
    id: string;
  }>`select count(*) as id from accounts where workspace_id = ${workspace}`.execute(tx);
  const inserted = Number(after.rows[0]?.id ?? 0) - Number(before.rows[0]?.id ?? 0);
  const { rows } = await sql<{ changed: number; valid: number }>`
    with told as (
      select a.id, s.account, s.attributes
      from staged s join staged_accounts a on a.account_key = s.account_key where s.refusal is null
    ), changed as (
      update accounts a set name = told.account, attributes = a.attributes || told.attributes
      from told
      where a.workspace_id = ${workspace} and a.id = told.id
        and (a.name <> told.account or a.attributes || told.attributes <> a.attributes)
      returning a.created_at
    )
    select (select count(*) from changed where created_at < now()) as changed, count(*) as valid from told`.execute(tx);
  const { changed = 0, valid = 0 } = rows[0] ?? {};
  return { inserted, updated: changed, unchanged: valid - inserted - changed };
}
