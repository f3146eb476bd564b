import { sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import type { Instant } from "../../../../platform/dates.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { DealActivity } from "./rules.ts";

type Row = Omit<DealActivity, "happenedAt" | "names"> & {
  happenedAt: Date;
  dealName: string;
  accountName: string | null;
  contactName: string | null;
};

/** Calls of ours and meetings on a person's deals in this time, logged by themselves or by nobody in particular. Oldest first. */
export async function listDealActivities(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  { from, until }: { from: Instant; until: Instant },
): Promise<DealActivity[]> {
  const { rows } = await sql<Row>`
    select a.id, a.deal_id as "dealId", a.kind, a.answered, a.happened_at as "happenedAt", d.name as "dealName",
      (select name from accounts where workspace_id = d.workspace_id and id = d.account_id) as "accountName",
      (select name from contacts where workspace_id = d.workspace_id and id = a.contact_id) as "contactName"
    from deals d cross join lateral (
      select * from activities
      where workspace_id = ${workspace} and deal_id = d.id
        and happened_at >= ${new Date(from)} and happened_at <= ${new Date(until)}
        and (kind = 'meeting' or (kind = 'call' and direction is distinct from 'incoming'))
        and (member_id is null or member_id = ${memberId})
    ) a
    where d.workspace_id = ${workspace} and d.owner_id = ${memberId}
    order by a.happened_at, a.id`.execute(db);
  return rows.map(({ dealName, accountName, contactName, happenedAt, ...row }) => ({
    ...row,
    happenedAt: happenedAt.getTime(),
    names: [accountName, contactName, dealName].filter((name) => name !== null),
  }));
}
