import { sql } from "kysely";
import type { Db, Tx } from "../../../../platform/database/database.ts";
import { dayMs, type Instant } from "../../../../platform/dates.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { PersonShare } from "../../own-or-team/rules.ts";
import type { CustomerContact } from "./rules.ts";

/** What somebody's calls brought longer ago says little about what they bring now. */
const lookBackMs = 365 * dayMs;

/** A person's calls and meetings of the last year, by customer. What they logged in a block is counted there, by how it ended. */
export async function listCustomerContacts(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  until: Instant,
): Promise<CustomerContact[]> {
  const { rows } = await sql<{ customer: string; at: Date; meeting: boolean }>`
    select coalesce(d.account_id, d.id) as customer, a.happened_at as at, a.kind = 'meeting' as meeting
    from deals d cross join lateral (
      select id, kind, happened_at from activities
      where workspace_id = ${workspace} and deal_id = d.id
        and happened_at > ${new Date(until - lookBackMs)} and happened_at <= ${new Date(until)}
        and (kind = 'meeting' or (kind = 'call' and direction is distinct from 'incoming'))
        and (member_id is null or member_id = ${memberId})
      -- By that person's deals, never through everybody's activities.
      offset 0
    ) a
    where d.workspace_id = ${workspace} and d.owner_id = ${memberId}
      and not exists (select from block_efforts e join filling_blocks b
        on b.workspace_id = e.workspace_id and b.id = e.block_id and b.member_id = ${memberId}
        where e.workspace_id = ${workspace} and e.id = a.id)`.execute(db);
  return rows.map(({ at, ...contact }) => ({ ...contact, at: at.getTime() }));
}

/** Calls that somebody logged in their own blocks of the last year, and how many gave a meeting. */
export async function countBlockCalls(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  until: Instant,
): Promise<{ calls: number; meetings: number }> {
  const { rows } = await sql<{ calls: number; meetings: number }>`
    select count(*) as calls, count(*) filter (where e.result = 'meeting') as meetings
    from filling_blocks b join block_efforts e on e.workspace_id = b.workspace_id and e.block_id = b.id
    where b.workspace_id = ${workspace} and b.member_id = ${memberId} and e.kind = 'call'
      and e.made_at > ${new Date(until - lookBackMs)} and e.made_at <= ${new Date(until)}`.execute(db);
  return rows[0] ?? { calls: 0, meetings: 0 };
}

/** What everybody's calls on deals brought when they were last counted. */
export async function listCallShares(db: Db, workspace: WorkspaceId): Promise<PersonShare[]> {
  return db
    .selectFrom("call_shares")
    .select(["member_id as memberId", "meetings as count", "calls as of"])
    .where("workspace_id", "=", workspace)
    .orderBy("member_id")
    .execute();
}

export async function replaceCallShares(
  tx: Tx,
  workspace: WorkspaceId,
  shares: readonly PersonShare[],
  countedAt: Instant,
): Promise<void> {
  await tx.deleteFrom("call_shares").where("workspace_id", "=", workspace).execute();
  if (shares.length === 0) return;
  await tx
    .insertInto("call_shares")
    .values(
      shares.map(({ memberId, count, of }) => ({
        ...{ workspace_id: workspace, member_id: memberId, calls: of, meetings: count },
        counted_at: new Date(countedAt),
      })),
    )
    .execute();
}

/** Everybody who owns a deal. */
export async function listSellers(db: Db, workspace: WorkspaceId): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select m.id from members m where m.workspace_id = ${workspace} and exists (
      select from deals d where d.workspace_id = m.workspace_id and d.owner_id = m.id)
    order by m.id`.execute(db);
  return rows.map(({ id }) => id);
}
