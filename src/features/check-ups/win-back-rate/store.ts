import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";
import type { CustomerGroup, Ending } from "./rules.ts";

/**
 * Customers of these owners whose day to be called has come, alike ones together. A loss counts once, however often it was
 * called; it came back if a deal was linked to it since its first call, or if it was itself opened again in a call.
 */
export async function countCustomers(
  db: Db,
  workspace: WorkspaceId,
  owners: VisibleOwners,
  today: Day,
): Promise<CustomerGroup[]> {
  const { rows } = await sql<{ called: boolean; reached: boolean; ending: Ending; customers: number }>`
    with calls as (
      select deal_id, min(done_at) as first_at, coalesce(bool_or(reached), false) as reached,
        bool_or(done_at is null) as waits, bool_or(done_at is null and due_on < ${today}::date) as overdue,
        bool_or(outcome = 'reopened') as reopened,
        (array_agg(outcome order by done_at desc) filter (where done_at is not null))[1] as last_outcome
      from check_ups where workspace_id = ${workspace} group by deal_id
    ), customers as (
      select c.first_at is not null as called, c.reached,
        case
          when n.best = 1 then 'won' when n.best = 2 then 'open' when n.best = 3 then 'lost-again'
          when c.reopened then case d.status when 'won' then 'won' when 'open' then 'open' else 'lost-again' end
          when c.waits or c.last_outcome = 'later' then 'to-call-again'
          else 'no-further-call'
        end as ending
      from calls c
      join deals d on d.workspace_id = ${workspace} and d.id = c.deal_id
      left join lateral (
        select min(case l.status when 'won' then 1 when 'open' then 2 else 3 end) as best
        from win_backs w join deals l on l.workspace_id = w.workspace_id and l.id = w.deal_id
        where w.workspace_id = ${workspace} and w.earlier_deal_id = c.deal_id and w.linked_at >= c.first_at
      ) n on true
      where ${ownedByVisible(owners)} and (c.first_at is not null or (c.overdue and d.status <> 'won'))
    )
    select called, reached, ending, count(*) as customers from customers group by called, reached, ending`.execute(db);
  return rows.map(({ called, reached, ending, customers }) =>
    called ? { called, reached, ending, customers } : { called, customers },
  );
}

/** Customers who came back without having been called. */
export async function countUnasked(
  db: Db,
  workspace: WorkspaceId,
  owners: VisibleOwners,
): Promise<{ cameBack: number; won: number }> {
  const { rows } = await sql<{ cameBack: number; won: number }>`
    select count(*) as "cameBack", count(*) filter (where l.status = 'won') as won
    from win_backs w
    join deals d on d.workspace_id = w.workspace_id and d.id = w.earlier_deal_id
    join deals l on l.workspace_id = w.workspace_id and l.id = w.deal_id
    where w.workspace_id = ${workspace} and ${ownedByVisible(owners)} and not exists (
      select from check_ups c
      where c.workspace_id = w.workspace_id and c.deal_id = w.earlier_deal_id and c.done_at <= w.linked_at)`.execute(
    db,
  );
  return rows[0] ?? { cameBack: 0, won: 0 };
}

/** So many people have lost customers to call: what their calls come to together is a sum over these. */
export async function countSellers(db: Db, workspace: WorkspaceId): Promise<number> {
  const { rows } = await sql<{ sellers: number }>`
    select count(distinct d.owner_id) as sellers
    from check_ups c join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
    where c.workspace_id = ${workspace}`.execute(db);
  return rows[0]?.sellers ?? 0;
}
