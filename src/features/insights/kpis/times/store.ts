import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import type { Instant } from "../../../../platform/dates.ts";
import type { BulkMarks } from "../../../deals/closes/bulk-edits/rules.ts";
import type { Stretch } from "../rules.ts";
import { inSlice, type Slice } from "../store.ts";
import type { DaysTally } from "./rules.ts";

type Until = { stretch: Stretch; now: Instant };

const createdIn = ({ from, until }: Stretch) =>
  sql`(d.created_at >= ${new Date(from)} and d.created_at < ${new Date(until)})`;

/** Closed deals `d` that may be of a bulk edit: whether one is, only its rule can say. */
export function mayBeBulk({ edits }: BulkMarks): RawBuilder<SqlBool> {
  const ranges = edits.map(({ at, until }) => `[${new Date(at).toISOString()},${new Date(until).toISOString()}]`);
  return sql`(abs(extract(epoch from d.closed_at - d.created_at)) < 60
    or ${`{${ranges.join(",")}}`}::tstzmultirange @> d.closed_at::timestamptz)`;
}

/** Begun in a stretch: how many deals were open for how many whole days of 24 hours, those that may be bulk edits aside. */
export async function tallyCycles(
  db: Db,
  slice: Slice,
  { stretch, now }: Until,
  marks: BulkMarks,
): Promise<{ tallies: DaysTally[]; undated: number }> {
  const { rows } = await sql<DaysTally & { known: boolean }>`
    select c.ended, c.known, case when c.known then floor(extract(epoch from c.ends - c.begins) / 86400)::int else 0 end as days,
      count(*) as deals
    from (
      select d.created_at as begins, d.status <> 'open' and (d.closed_at <= ${new Date(now)}) is not false as ended,
        least(d.closed_at, ${new Date(now)}::timestamptz) as ends,
        (d.status = 'open' or d.closed_at >= d.created_at) is true as known
      from deals d
      where ${inSlice(slice)} and ${createdIn(stretch)}
        and (d.status = 'open' or d.closed_at is null or not ${mayBeBulk(marks)})
    ) c group by 1, 2, 3`.execute(db);
  return {
    tallies: rows.filter(({ known }) => known).map(({ days, ended, deals }) => ({ days, ended, deals })),
    undated: rows.filter(({ known }) => !known).reduce((sum, { deals }) => sum + deals, 0),
  };
}

export type MaybeBulk = { ownerId: string | null; createdAt: Instant; closedAt: Instant };

/** The closed deals left aside there, one by one. */
export async function listMaybeBulk(db: Db, slice: Slice, stretch: Stretch, marks: BulkMarks): Promise<MaybeBulk[]> {
  const ms = (column: string) => sql`floor(date_part('epoch', ${sql.ref(column)}) * 1000 + 0.0005)`;
  const { rows } = await sql<MaybeBulk>`
    select d.owner_id as "ownerId", ${ms("d.created_at")} as "createdAt", ${ms("d.closed_at")} as "closedAt"
    from deals d
    where ${inSlice(slice)} and ${createdIn(stretch)} and d.status <> 'open' and d.closed_at is not null
      and ${mayBeBulk(marks)}`.execute(db);
  return rows;
}
