import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/** A close of a deal on which the practice applied. */
export type AppliedClose = {
  ownerId: string | null;
  closedAt: Date;
  createdAt: Date | null;
  won: boolean;
  withIt: boolean;
};

/**
 * Closed deals on which a practice applied: the flag it had then was up there, before the close, at some time while it
 * was adopted. With it: done before the close, as told at that time. Whatever was linked, done or told later decides nothing.
 */
export async function listAppliedCloses(db: Db, workspace: WorkspaceId, practiceId: string): Promise<AppliedClose[]> {
  const { rows } = await sql<AppliedClose>`
    with versions as (
      select state, flag_id, changed_at as from_at,
        coalesce(lead(changed_at) over (order by version), 'infinity') as until_at
      from practice_changes where workspace_id = ${workspace} and practice_id = ${practiceId}
    ),
    adopted as materialized (
      select flag_id, from_at, until_at from versions where state = 'adopted' and flag_id is not null
    )
    select d.owner_id as "ownerId", d.closed_at as "closedAt", d.created_at as "createdAt", d.status = 'won' as won,
      exists (
        select from practice_uses u
        left join repair_tasks t on t.workspace_id = u.workspace_id and t.id = u.task_id and t.state = 'done'
        where u.workspace_id = d.workspace_id and u.practice_id = ${practiceId} and u.deal_id = d.id
          and coalesce(u.done_at, t.finished_at) < d.closed_at
      ) as "withIt"
    from deals d
    where d.workspace_id = ${workspace} and d.status in ('won', 'lost')
      -- Its index is by the newest instant of a deal, which of a closed one is its close.
      and d.newest_at >= (select min(from_at) from adopted) and d.closed_at > (select min(from_at) from adopted)
      and exists (
        select from flag_changes c
        join adopted a on a.flag_id = c.flag_id
        where c.workspace_id = d.workspace_id and c.deal_id = d.id and c.became = 'up'
          and c.at < least(a.until_at, d.closed_at) and a.from_at < d.closed_at
          -- It stayed up until it was read otherwise, or the deal was closed.
          and not exists (
            select from flag_changes n
            where n.workspace_id = c.workspace_id and n.deal_id = c.deal_id and n.flag_id = c.flag_id
              and (n.at, n.id) > (c.at, c.id) and n.at <= a.from_at)
      )`.execute(db);
  return rows;
}

/** When a practice was adopted first, and whether it ever had a flag while it was. */
export async function findAdoption(
  db: Db,
  workspace: WorkspaceId,
  practiceId: string,
): Promise<{ since: Date | null; isShown: boolean }> {
  const { rows } = await sql<{ since: Date | null; isShown: boolean }>`
    select min(changed_at) as since, coalesce(bool_or(flag_id is not null), false) as "isShown"
    from practice_changes
    where workspace_id = ${workspace} and practice_id = ${practiceId} and state = 'adopted'`.execute(db);
  return rows[0] ?? { since: null, isShown: false };
}
