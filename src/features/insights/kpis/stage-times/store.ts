import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import type { Instant } from "../../../../platform/dates.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { BulkMarks } from "../../../deals/closes/bulk-edits/rules.ts";
import type { Stretch } from "../rules.ts";
import { inSlice, type Slice } from "../store.ts";
import { mayBeBulk } from "../times/store.ts";
import type { StayEnd } from "./rules.ts";

type Begun = { stretch: Stretch; now: Instant };

/**
 * Stays of deals `d` in open stages of their pipeline that began in a stretch: deal_id, stage_id, begins, ends, ended, whether the
 * close that the deal has today ended it (by_close), and what tells a bulk edit. An entry into the stage in which the deal stands
 * already is no new stay. Only the stretch is read as a whole; what lies before and after it is looked up where it is asked for.
 */
function staysIn(workspace: WorkspaceId, { stretch: { from, until }, now }: Begun, deals: RawBuilder<SqlBool>) {
  const present = sql`${new Date(now)}::timestamptz`;
  const isLooked = until < now ? sql`(e.next is null or e.next = e.stage_id)` : sql`e.next = e.stage_id`;
  // Materialized: in a team that is new to the planner it would else read all entries anew for every deal.
  return sql`
    with e as materialized (
      select c.deal_id, c.stage_id, c.entered_at, s.type, s.pipeline_id, s.position, lag(c.stage_id) over w as before,
        lead(c.stage_id) over w as next, lead(c.entered_at) over w as next_at, lead(s.type) over w as next_type
      from stage_changes c join stages s on s.workspace_id = c.workspace_id and s.id = c.stage_id
      where c.workspace_id = ${workspace} and c.entered_at >= ${new Date(from)} and c.entered_at < ${new Date(until)}
      window w as (partition by c.deal_id order by c.entered_at, s.position, s.id)
    )
    select t.deal_id, t.stage_id, t.entered_at as begins, t.ended, t.by_close, t.owner_id, t.created_at, t.final_close as closed_at,
      case when t.closes_first then t.first_close when t.ended = 'still' then ${present} else t.next_at end as ends
    from (
      select e.deal_id, e.stage_id, e.entered_at, m.next_at, x.first_close, x.closes_first, x.final and x.closes_first as by_close,
        d.owner_id, d.created_at, d.closed_at as final_close,
        case when x.closes_first then x.status
          when m.next_at is not null then case m.next_type when 'open' then 'moved-on' else m.next_type end
          when x.final and d.status <> 'open' and d.closed_at is null then 'undated'
          else 'still' end as ended
      from e
      join deals d on d.workspace_id = ${workspace} and d.id = e.deal_id and d.pipeline_id = e.pipeline_id
      left join lateral (
        select p.entered_at, ps.type from stage_changes p join stages ps on ps.workspace_id = p.workspace_id and ps.id = p.stage_id
        where ${isLooked} and p.workspace_id = ${workspace} and p.deal_id = e.deal_id and p.stage_id <> e.stage_id
          and p.entered_at >= e.entered_at and p.entered_at <= ${present}
          and (p.entered_at, ps.position, ps.id) > (e.entered_at, e.position, e.stage_id)
        order by p.entered_at, ps.position, ps.id limit 1
      ) later on true
      cross join lateral (
        select case when ${isLooked} then later.entered_at else e.next_at end as next_at,
          case when ${isLooked} then later.type else e.next_type end as next_type
      ) m
      left join lateral (
        select o.closed_at, o.status from earlier_outcomes o
        where o.workspace_id = ${workspace} and o.deal_id = e.deal_id and o.closed_at >= e.entered_at
        order by o.closed_at limit 1
      ) u on true
      cross join lateral (
        select coalesce(u.closed_at, d.closed_at) as first_close, coalesce(u.status, d.status) as status, u.closed_at is null as final,
          coalesce(least(m.next_at, ${present}) >= coalesce(u.closed_at, d.closed_at), false) as closes_first
      ) x
      where e.type = 'open' and e.before is distinct from e.stage_id and ${deals}
        and (x.final and d.closed_at < e.entered_at) is not true
        and (e.before is not null or e.stage_id is distinct from (
          select p.stage_id from stage_changes p join stages ps on ps.workspace_id = p.workspace_id and ps.id = p.stage_id
          where p.workspace_id = ${workspace} and p.deal_id = e.deal_id and p.entered_at < e.entered_at
          order by p.entered_at desc, ps.position desc, ps.id desc limit 1))
    ) t`;
}

/** Deals `d` that came to this stage of their pipeline in a stretch; or of them those that stand there still. */
export const stayedAt = (
  workspace: WorkspaceId,
  begun: Begun,
  { stageId, still }: { stageId: string | null; still: boolean },
): RawBuilder<SqlBool> => sql`d.id in (
  with y as materialized (${staysIn(workspace, begun, sql`true`)})
  select y.deal_id from y where y.stage_id = ${stageId}::uuid ${still ? sql`and y.ended = 'still'` : sql``})`;

/** Of closes that may be of a bulk edit `closedAt` says which; then one row is one kind of close. */
export type StayRow = {
  stageId: string;
  ended: StayEnd | "undated";
  days: number;
  stays: number;
  ownerId: string | null;
  createdAt: Instant | null;
  closedAt: Instant | null;
};

/** Stays that began in a stretch, added up by stage, days and how they ended; and of how many deals they are. */
export async function tallyStays(
  db: Db,
  slice: Slice,
  begun: Begun,
  marks: BulkMarks,
): Promise<{ stays: StayRow[]; dealsAt: Map<string, number> }> {
  const ms = (column: string) => sql`floor(date_part('epoch', ${sql.ref(column)}) * 1000 + 0.0005)`;
  const { rows } = await sql<StayRow | (Omit<StayRow, "ended"> & { ended: "deals" })>`
    with stays as materialized (${staysIn(slice.workspace, begun, inSlice(slice))}),
    told as (select d.*, d.by_close and coalesce(${mayBeBulk(marks)}, false) as maybe from stays d)
    select stage_id as "stageId", ended,
      case when ended = 'undated' then 0 else floor(extract(epoch from ends - begins) / 86400)::int end as days,
      count(*) as stays, case when maybe then owner_id end as "ownerId",
      case when maybe then ${ms("created_at")} end as "createdAt", case when maybe then ${ms("closed_at")} end as "closedAt"
    from told group by 1, 2, 3, 5, 6, 7
    union all
    select stage_id, 'deals', 0, count(*), null, null, null from (select distinct stage_id, deal_id from stays) f group by 1`.execute(
    db,
  );
  const dealsAt = new Map<string, number>();
  const stays: StayRow[] = [];
  for (const { ended, ...row } of rows) {
    if (ended === "deals") dealsAt.set(row.stageId, row.stays);
    else stays.push({ ...row, ended });
  }
  return { stays, dealsAt };
}
