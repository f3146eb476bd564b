import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../access.ts";
import type { DealStatus, LinkedDeal } from "../contract.ts";
import { ownedByVisible } from "../store.ts";

/** The new deal with this lost customer that is still going on, if there is one. */
export async function findOpenWinBack(db: Db, workspace: WorkspaceId, earlierId: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select d.id from win_backs w
    join deals d on d.workspace_id = w.workspace_id and d.id = w.deal_id and d.status = 'open'
    where w.workspace_id = ${workspace} and w.earlier_deal_id = ${earlierId}
    order by w.linked_at desc limit 1`.execute(db);
  return rows[0]?.id;
}

/** Says of a new deal which loss it follows. The loss itself is left as it is. */
export async function insertWinBack(
  tx: Tx,
  workspace: WorkspaceId,
  link: { dealId: string; earlierDealId: string; linkedAt: Date; linkedBy: string },
): Promise<void> {
  await tx
    .insertInto("win_backs")
    .values({
      workspace_id: workspace,
      deal_id: link.dealId,
      earlier_deal_id: link.earlierDealId,
      linked_at: link.linkedAt,
      linked_by: link.linkedBy,
    })
    .execute();
}

type LinkedRow = Omit<LinkedDeal, "amount" | "closedAt"> & {
  status: DealStatus;
  amountCents: number | null;
  currency: string | null;
  closedAt: Date | null;
  isEarlier: boolean;
};

/** The deal that this one follows and those that follow it, oldest first, as far as this person sees them. */
export async function listLinkedDeals(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  dealId: string,
): Promise<{ earlier: LinkedDeal | null; later: LinkedDeal[] }> {
  const { rows } = await sql<LinkedRow>`
    select d.id, d.name, d.status, d.amount_cents as "amountCents", d.currency,
      case when d.status <> 'open' then coalesce(d.closed_at, d.recorded_at) end as "closedAt",
      linked.is_earlier as "isEarlier"
    from (
      select earlier_deal_id as id, true as is_earlier, linked_at from win_backs
      where workspace_id = ${workspace} and deal_id = ${dealId}
      union all
      select deal_id, false, linked_at from win_backs where workspace_id = ${workspace} and earlier_deal_id = ${dealId}
    ) linked
    join deals d on d.workspace_id = ${workspace} and d.id = linked.id
    where ${ownedByVisible(visible)}
    order by linked.linked_at, d.id`.execute(db);
  const linkedOf = ({ isEarlier: _, amountCents, currency, closedAt, ...row }: LinkedRow): LinkedDeal => ({
    ...row,
    amount: amountCents !== null && currency !== null ? { amountCents, currency } : null,
    closedAt: closedAt?.toISOString() ?? null,
  });
  const earlier = rows.find(({ isEarlier }) => isEarlier);
  return { earlier: earlier ? linkedOf(earlier) : null, later: rows.filter((row) => !row.isEarlier).map(linkedOf) };
}
