import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../../../platform/database/database.ts";
import type { Day } from "../../../../../platform/dates.ts";
import type { Period } from "../../rules.ts";
import { inSlice, type Slice } from "../../store.ts";
import type { PromiseState, PromiseTally } from "./rules.ts";

/** The days a report is of, and today, both by the team's calendar. */
export type Promised = { slice: Slice; period: Period; today: Day; timeZone: string };

/** Repairs promised by a day of the period, each with its deal and what became of it by today. */
const promises = ({ slice, period: { from, until }, today, timeZone }: Promised): RawBuilder<unknown> => sql`
  select t.deal_id as "dealId", case
      when t.state = 'dropped' then 'dropped'
      when t.state = 'done' then case when (t.finished_at at time zone ${timeZone})::date <= t.due_on then 'kept' else 'done-late' end
      when t.due_on < ${today}::date then 'still-open'
      else 'to-come' end as state
  from repair_tasks t join deals d on d.workspace_id = t.workspace_id and d.id = t.deal_id
  where t.workspace_id = ${slice.workspace} and t.due_on between ${from}::date and ${until}::date and ${inSlice(slice)}`;

export async function tallyPromises(db: Db, promised: Promised): Promise<PromiseTally[]> {
  const { rows } = await sql<PromiseTally>`
    select p.state, count(*) as count from (${promises(promised)}) p group by 1`.execute(db);
  return rows;
}

/** Deals `d` with a promise of which this became. */
export const withPromise = (promised: Promised, states: readonly PromiseState[]): RawBuilder<SqlBool> =>
  sql`d.id in (select p."dealId" from (${promises(promised)}) p where p.state = any(${states}::text[]))`;
