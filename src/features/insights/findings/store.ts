import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";

/** Which judged candidates a deal shows and which it does not, by their numbers. */
export type DealSigns = { dealId: string; shown: Buffer; judged: Buffer };

const atOnce = 5_000;

/** Replaces what is kept of every closed deal. */
export async function replaceDealSigns(tx: Tx, workspace: WorkspaceId, deals: Iterable<DealSigns>): Promise<void> {
  await tx.deleteFrom("deal_signs").where("workspace_id", "=", workspace).execute();
  let part: DealSigns[] = [];
  const write = async () => {
    const ids = part.map(({ dealId }) => dealId);
    const shown = part.map((deal) => deal.shown.toString("hex"));
    const judged = part.map((deal) => deal.judged.toString("hex"));
    await sql`
      insert into deal_signs (workspace_id, deal_id, newest_at, shown, judged)
      select ${workspace}::uuid, r.id, d.newest_at, decode(r.shown, 'hex'), decode(r.judged, 'hex')
      from unnest(${ids}::uuid[], ${shown}::text[], ${judged}::text[]) as r (id, shown, judged)
      join deals d on d.workspace_id = ${workspace} and d.id = r.id`.execute(tx);
    part = [];
  };
  for (const deal of deals) {
    part.push(deal);
    if (part.length === atOnce) await write();
  }
  if (part.length > 0) await write();
}

export type ClosePlace = { newestAt: string; id: string };

/** The closed deals that show a judged candidate, or do not; newest first, as they stood when they were looked at. */
export async function listDealsBySign(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  { number, shows }: { number: number; shows: boolean },
  { after, limit }: { after: ClosePlace | null; limit: number },
): Promise<ClosePlace[]> {
  // Whoever sees all deals need not ask whose each of them is, which takes most of the time.
  const seen =
    visible === "all"
      ? sql``
      : sql`join deals d on d.workspace_id = s.workspace_id and d.id = s.deal_id and ${ownedByVisible(visible)}`;
  // Told by what a bit is not: PostgreSQL holds that for common and walks the index until the page is full. Told by what it
  // is, it holds every sign for rare, and reads and sorts them all.
  const { rows } = await sql<{ id: string; newestAt: Date }>`
    select s.deal_id as id, s.newest_at as "newestAt"
    from deal_signs s ${seen}
    where s.workspace_id = ${workspace} and get_bit(s.judged, ${number}) <> 0
      and get_bit(s.shown, ${number}) <> ${shows ? 0 : 1}
      and ${after ? sql`(s.newest_at, s.deal_id) < (${after.newestAt}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by s.newest_at desc, s.deal_id desc limit ${limit}`.execute(db);
  return rows.map(({ id, newestAt }) => ({ id, newestAt: newestAt.toISOString() }));
}

/** How often each reason was named in debriefs of losses, with the money, and over how many debriefs. */
export async function tallyReasons(
  db: Db,
  workspace: WorkspaceId,
  currency: string,
): Promise<{ debriefed: number; rows: { reasonId: string; named: number; amountCents: number | null }[] }> {
  const { rows } = await sql<{ reasonId: string | null; named: number; amountCents: number | null }>`
    with losses as (
      select b.id, d.id as deal_id, case when d.currency = ${currency} then d.amount_cents end as amount_cents
      from debriefs b
      join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id and d.closed_at = b.closed_at
      where b.workspace_id = ${workspace} and b.state = 'recorded' and b.outcome = 'lost' and d.status = 'lost'
    )
    select null::uuid as "reasonId", count(*) as named, null::bigint as "amountCents" from losses
    union all
    select r.reason_id, count(*), sum(l.amount_cents)::bigint
    from losses l join debrief_reasons r on r.workspace_id = ${workspace} and r.debrief_id = l.id
    group by r.reason_id`.execute(db);
  const debriefed = rows.find(({ reasonId }) => reasonId === null)?.named ?? 0;
  return {
    debriefed,
    rows: rows.flatMap(({ reasonId, ...row }) => (reasonId === null ? [] : [{ reasonId, ...row }])),
  };
}

/** So many people recorded the debriefs that name these reasons. */
export async function countLossWriters(db: Db, workspace: WorkspaceId): Promise<number> {
  const { rows } = await sql<{ writers: number }>`
    select count(distinct b.recorded_by) as writers from debriefs b
    where b.workspace_id = ${workspace} and b.state = 'recorded' and b.outcome = 'lost'`.execute(db);
  return rows[0]?.writers ?? 0;
}
