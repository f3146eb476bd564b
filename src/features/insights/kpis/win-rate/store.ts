import { type RawBuilder, sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { Stretch } from "../rules.ts";
import { aimOf, closedIn, closedOn, hasAmount, inSlice, type Place, type Slice } from "../store.ts";
import type { SegmentedBy } from "./contract.ts";
import type { ClosedTally } from "./rules.ts";

export type Segmented = { by: SegmentedBy; column?: string | undefined };

/** Deals that closed in a stretch, added up by how they ended and what their money is to be reckoned with. */
export async function tallyClosed(
  db: Db,
  slice: Slice,
  stretch: Stretch,
  { currency, timeZone, segmented }: Pick<Place, "currency" | "timeZone"> & { segmented: Segmented | null },
): Promise<ClosedTally[]> {
  const { rows } = await sql<ClosedTally>`
    select c.segment, c.won, c.currency, c."on", count(*) as deals, coalesce(sum(c.cents), 0) as cents,
      coalesce(sum(c.cents * c.cents), 0) as squares
    from (
      select ${segmented ? segmentOf(segmented) : sql`null::text`} as segment, d.status = 'won' as won,
        case when ${hasAmount} then d.currency end as currency,
        case when ${hasAmount} and d.currency <> ${currency} then ${closedOn(timeZone)} end as "on",
        case when ${hasAmount} then d.amount_cents::float8 end as cents
      from deals d
      where ${inSlice(slice)} and ${closedIn(stretch)}
    ) c
    group by 1, 2, 3, 4`.execute(db);
  return rows;
}

function segmentOf({ by, column }: Segmented): RawBuilder<string | null> {
  switch (by) {
    case "person":
      return sql`coalesce(d.owner_id::text, 'nobody')`;
    case "pipeline":
      return sql`d.pipeline_id::text`;
    case "source":
      return sql`coalesce(d.lead_source, '')`;
    case "column":
      return sql`coalesce(d.attributes ->> ${column ?? ""}, '')`;
    case "persona":
    case "campaign":
      return sql`coalesce(${aimOf(by)}::text, 'none')`;
  }
}

const tablesOfNames = { person: "members", pipeline: "pipelines", persona: "aims", campaign: "aims" } as const;

/** What people, pipelines, personas and campaigns are called, by their ids. */
export async function findSegmentNames(
  db: Db,
  workspace: WorkspaceId,
  by: keyof typeof tablesOfNames,
): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom(tablesOfNames[by])
    .select(["id", "name"])
    .where("workspace_id", "=", workspace)
    .execute();
  // Of which no persona or campaign is known has no name either, as what has no source.
  return new Map([["none", ""], ...rows.map(({ id, name }): [string, string] => [id, name])]);
}
