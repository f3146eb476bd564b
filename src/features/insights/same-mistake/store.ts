import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

export type SameMistakeRow = {
  reasonId: string;
  named: number;
  repeats: number;
  repeatsCents: number | null;
  promises: number;
  firstPromiseAt: Date | null;
  repairedWon: number;
  repairedLost: number;
  repairedWonCents: number | null;
  leftWon: number;
  leftLost: number;
};

/**
 * For every reason that debriefs of losses name: how often, how often again by somebody who had promised against it by
 * then, and how deals ended on which the promised flag came up since, repaired and left as they were.
 *
 * Somebody promised against a reason when a promise of theirs, made from a loss whose debrief names it, watches the flag
 * that the reason hangs together with. It counts from its making until it was ended, and for that person's deals only.
 */
export async function tallySameMistakes(
  db: Db,
  workspace: WorkspaceId,
  currency: string,
): Promise<{ debriefed: number; writers: number; rows: SameMistakeRow[] }> {
  const { rows } = await sql<
    Omit<SameMistakeRow, "reasonId"> & { reasonId: string | null; debriefed: number; writers: number }
  >`
    with losses as (
      select b.id, b.deal_id, b.recorded_by, d.owner_id, d.closed_at, case when d.currency = ${currency} then d.amount_cents end as cents
      from debriefs b
      join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id and d.closed_at = b.closed_at
      where b.workspace_id = ${workspace} and b.state = 'recorded' and b.outcome = 'lost' and d.status = 'lost'
    ),
    named as (
      select r.reason_id, l.* from losses l
      join debrief_reasons r on r.workspace_id = ${workspace} and r.debrief_id = l.id
    ),
    promises as (
      select n.reason_id, c.member_id, c.flag_id, min(c.made_at) as made_at,
        max(coalesce(c.ended_at, 'infinity')) as ended_at
      from commitments c
      join named n on n.deal_id = c.deal_id
      join reasons r on r.workspace_id = c.workspace_id and r.id = n.reason_id and r.flag_id = c.flag_id
      where c.workspace_id = ${workspace}
      group by n.reason_id, c.member_id, c.flag_id
    ),
    repeats as (
      select n.reason_id, count(*) as repeats, sum(n.cents)::bigint as cents
      from named n
      where exists (select from promises p where p.reason_id = n.reason_id and p.member_id = n.owner_id
        and n.closed_at > p.made_at and n.closed_at <= p.ended_at)
      group by n.reason_id
    ),
    since as (
      select distinct on (p.reason_id, d.id) p.reason_id, d.id, d.status,
        case when d.currency = ${currency} then d.amount_cents end as cents,
        exists (select from repair_tasks t where t.workspace_id = ${workspace} and t.deal_id = d.id
          and t.flag_id = p.flag_id and t.state = 'done' and t.finished_at > p.made_at) as repaired,
        exists (select from flag_changes f where f.workspace_id = ${workspace} and f.deal_id = d.id
          and f.flag_id = p.flag_id and f.became = 'up' and f.at > p.made_at and f.at < d.closed_at) as came_up
      from promises p
      join deals d on d.workspace_id = ${workspace} and d.owner_id = p.member_id and d.status <> 'open'
        and d.closed_at > p.made_at and d.closed_at <= p.ended_at
      order by p.reason_id, d.id
    ),
    ended as (
      select reason_id,
        count(*) filter (where repaired and status = 'won') as "repairedWon",
        count(*) filter (where repaired and status = 'lost') as "repairedLost",
        (sum(cents) filter (where repaired and status = 'won'))::bigint as "repairedWonCents",
        count(*) filter (where came_up and not repaired and status = 'won') as "leftWon",
        count(*) filter (where came_up and not repaired and status = 'lost') as "leftLost"
      from since group by reason_id
    )
    select n.reason_id as "reasonId", count(*) as named, l.debriefed, l.writers,
      coalesce(max(r.repeats), 0) as repeats, max(r.cents) as "repeatsCents",
      (select count(*) from promises p where p.reason_id = n.reason_id) as promises,
      (select min(p.made_at) from promises p where p.reason_id = n.reason_id) as "firstPromiseAt",
      coalesce(max(e."repairedWon"), 0) as "repairedWon", coalesce(max(e."repairedLost"), 0) as "repairedLost",
      max(e."repairedWonCents") as "repairedWonCents",
      coalesce(max(e."leftWon"), 0) as "leftWon", coalesce(max(e."leftLost"), 0) as "leftLost"
    from (select count(*) as debriefed, count(distinct recorded_by) as writers from losses) l
    left join named n on true
    left join repeats r on r.reason_id = n.reason_id
    left join ended e on e.reason_id = n.reason_id
    group by n.reason_id, l.debriefed, l.writers
    order by max(r.cents) desc nulls last, count(*) desc, n.reason_id`.execute(db);
  return {
    debriefed: rows[0]?.debriefed ?? 0,
    writers: rows[0]?.writers ?? 0,
    // Where no debrief names a reason, one row still tells how many there are.
    rows: rows.flatMap(({ debriefed: _, writers: __, reasonId, ...row }) =>
      reasonId === null ? [] : [{ reasonId, ...row }],
    ),
  };
}
