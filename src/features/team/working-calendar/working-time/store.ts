import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import { dayOf, type Instant } from "../../../../platform/dates.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";

/**
 * The working time of a stretch, day by worked day: when each began and how long it is, in seconds, and what was worked before it.
 * The first one stands for all time before: nothing had been worked.
 */
export type WorkingTime = { begins: number[]; lengths: number[]; before: number[] };

/** By the team's calendar and its clock, also where that clock was changed; from the day of one instant to that of another. */
export async function findWorkingTime(
  db: Db,
  workspace: WorkspaceId,
  timeZone: string,
  { from, until }: { from: Instant; until: Instant },
): Promise<WorkingTime> {
  const { rows } = await sql<{ begins: number; length: number }>`
    select date_part('epoch', worked.begins) as begins, date_part('epoch', worked.ends - worked.begins) as length
    from (
      select day, (day + w.working_from) at time zone ${timeZone} as begins,
        (day + w.working_until) at time zone ${timeZone} as ends
      from workspaces w,
        generate_series(${dayOf(from, timeZone)}::timestamp, ${dayOf(until, timeZone)}::timestamp, '1 day') day
      where w.workspace_id = ${workspace} and extract(isodow from day) = any(w.working_weekdays)
        and not exists (select from holidays h where h.workspace_id = w.workspace_id and h.held_on = day::date)
    ) worked
    -- A day that a clock left out was not worked: the instants told for it are those of its neighbour.
    where (worked.begins at time zone ${timeZone})::date = worked.day::date
    order by 1`.execute(db);
  const time: WorkingTime = { begins: [-1e12], lengths: [0], before: [0] };
  let worked = 0;
  for (const { begins, length } of rows) {
    time.begins.push(begins);
    time.lengths.push(length);
    time.before.push(worked);
    worked += length;
  }
  return time;
}

/** How many seconds had been worked by an instant of that stretch: two of them tell how long the team worked between. */
export function workedBy({ begins, lengths, before }: WorkingTime, at: RawBuilder<unknown>): RawBuilder<number> {
  const seconds = sql`date_part('epoch', ${at})`;
  const day = sql`width_bucket(${seconds}, ${begins}::float8[])`;
  return sql`((${before}::float8[])[${day}] + least(${seconds} - (${begins}::float8[])[${day}], (${lengths}::float8[])[${day}]))`;
}
