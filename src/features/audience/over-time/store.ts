import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Day, Instant } from "../../../platform/dates.ts";
import type { BulkMarks } from "../../deals/closes/bulk-edits/rules.ts";
import type { Stretch } from "../../insights/kpis/rules.ts";
import { aimOf, closedIn, closedOn, inSlice, type Slice } from "../../insights/kpis/store.ts";
import { mayBeBulk } from "../../insights/kpis/times/store.ts";

type Tally = { personaId: string | null; on: Day; won: number; deals: number };

/** Deals that closed in a stretch, by persona and day, those that may be bulk edits aside. */
export async function tallyDays(
  db: Db,
  slice: Slice,
  stretch: Stretch,
  { marks, timeZone }: { marks: BulkMarks; timeZone: string },
): Promise<Tally[]> {
  const { rows } = await sql<Tally>`
    select p.aim_id as "personaId", ${closedOn(timeZone)} as "on", count(*) filter (where d.status = 'won') as won,
      count(*) as deals
    from deals d
    left join deal_aims p on p.workspace_id = d.workspace_id and p.deal_id = d.id and p.kind = 'persona'
    where ${inSlice(slice)} and ${closedIn(stretch)} and ${mayBeBulk(marks)} is not true
    group by 1, 2`.execute(db);
  return rows;
}

type MaybeBulk = Tally & { ownerId: string | null; createdAt: Instant; closedAt: Instant };

/** Those left aside there, one by one: whether each is a bulk edit, only its rule can say. */
export async function listMaybeBulk(
  db: Db,
  slice: Slice,
  stretch: Stretch,
  { marks, timeZone }: { marks: BulkMarks; timeZone: string },
): Promise<MaybeBulk[]> {
  const ms = (column: string) => sql`floor(date_part('epoch', ${sql.ref(column)}) * 1000 + 0.0005)`;
  const { rows } = await sql<MaybeBulk>`
    select ${aimOf("persona")} as "personaId", ${closedOn(timeZone)} as "on", (d.status = 'won')::int as won, 1 as deals,
      d.owner_id as "ownerId", coalesce(${ms("d.created_at")}, 0) as "createdAt", ${ms("d.closed_at")} as "closedAt"
    from deals d
    where ${inSlice(slice)} and ${closedIn(stretch)} and ${mayBeBulk(marks)}`.execute(db);
  return rows;
}
