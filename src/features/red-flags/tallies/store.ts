import { type RawBuilder, sql } from "kysely";
import type { Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/** The deals of these whose changes are seen from here on: call it before they are read. */
export async function deleteChanges(tx: Tx, workspace: WorkspaceId, dealIds: readonly string[]): Promise<void> {
  if (dealIds.length === 0) return;
  await sql`delete from changed_deals where workspace_id = ${workspace} and deal_id = any(${dealIds}::uuid[])`.execute(
    tx,
  );
}

/** Takes these deals out of the counts, as what they were counted. Needs the lock of the readings, as all of these do. */
export async function uncountDeals(tx: Tx, workspace: WorkspaceId, dealIds: readonly string[]): Promise<void> {
  if (dealIds.length > 0) await addToTallies(tx, workspace, -1, sql`and c.deal_id = any(${dealIds}::uuid[])`);
}

/** Counts these deals as they stand now, by the readings that were just made of them. Closed ones are no longer counted. */
export async function countDeals(
  tx: Tx,
  workspace: WorkspaceId,
  dealIds: readonly string[],
  readAt: Instant,
): Promise<void> {
  if (dealIds.length === 0) return;
  const these = sql`workspace_id = ${workspace} and id = any(${dealIds}::uuid[])`;
  await sql`
    with closed as (
      delete from read_deals where workspace_id = ${workspace}
        and deal_id in (select id from deals where ${these} and status <> 'open')
    )
    insert into read_deals as c (workspace_id, deal_id, read_at, owner_id, currency, amount_cents)
    select workspace_id, id, ${new Date(readAt)}, owner_id, currency, amount_cents
    from deals where ${these} and status = 'open'
    on conflict (workspace_id, deal_id) do update set
      read_at = greatest(c.read_at, excluded.read_at),
      owner_id = excluded.owner_id, currency = excluded.currency, amount_cents = excluded.amount_cents`.execute(tx);
  await addToTallies(tx, workspace, 1, sql`and c.deal_id = any(${dealIds}::uuid[])`);
}

/** Counts everything anew: with a new day, and after deals were taken out together with what was counted of them. */
export async function recountTallies(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await sql`delete from changed_deals m using deals d
    where m.workspace_id = ${workspace} and d.workspace_id = m.workspace_id and d.id = m.deal_id
      and d.status <> 'open' and not exists (
        select from read_deals c where c.workspace_id = m.workspace_id and c.deal_id = m.deal_id
      )`.execute(tx);
  await sql`delete from flag_tallies where workspace_id = ${workspace}`.execute(tx);
  await addToTallies(tx, workspace, 1, sql``);
}

async function addToTallies(tx: Tx, workspace: WorkspaceId, sign: 1 | -1, which: RawBuilder<unknown>): Promise<void> {
  const hasMoney = sql`r.kind = 'up' and c.amount_cents is not null`;
  await sql`
    insert into flag_tallies as t (workspace_id, flag_id, kind, owner_id, currency, deals, amount_cents)
    select c.workspace_id, r.flag_id, r.kind, c.owner_id, case when ${hasMoney} then c.currency end,
      ${sign}::integer * count(*), ${sign}::integer * coalesce(sum(c.amount_cents) filter (where ${hasMoney}), 0)
    from read_deals c
    join flag_readings r on r.workspace_id = c.workspace_id and r.deal_id = c.deal_id
    where c.workspace_id = ${workspace} ${which}
    group by 1, 2, 3, 4, 5
    on conflict (workspace_id, flag_id, kind, owner_id, currency) do update set
      deals = t.deals + excluded.deals, amount_cents = t.amount_cents + excluded.amount_cents`.execute(tx);
}
