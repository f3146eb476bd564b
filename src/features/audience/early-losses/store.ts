import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { furthest } from "../../insights/kpis/funnel/store.ts";
import type { Stretch } from "../../insights/kpis/rules.ts";
import { aimOf, closedIn, inSlice, type Slice } from "../../insights/kpis/store.ts";
import { segmentOf } from "../../post-mortems/segments/store.ts";
import { messageOf } from "../on-deals/store.ts";
import type { ToldColumns } from "../settings/rules.ts";
import type { ToldApartBy } from "./contract.ts";
import type { EarlyTally } from "./rules.ts";

type Columns = Pick<ToldColumns, "messageColumn" | "segmentColumn">;

/** What is told of a closed deal `d`; null: nothing of this kind is. */
function toldOf(by: ToldApartBy, { messageColumn, segmentColumn }: Columns): RawBuilder<string | null> {
  switch (by) {
    case "persona":
    case "campaign":
      return sql`${aimOf(by)}::text`;
    case "segment":
      return segmentColumn === null ? sql`null::text` : segmentOf(segmentColumn);
    case "source":
      return sql`nullif(btrim(d.lead_source), '')`;
    case "message":
      return messageOf(messageColumn);
  }
}

/** Of a closed deal `d`: won, lost in one of the first stages, later, or nobody knows in which. */
function endedOf(workspace: WorkspaceId, early: readonly string[]): RawBuilder<string> {
  return sql`case when d.status = 'won' then 'won' else coalesce(
    (select case when f.id = any(${early}::uuid[]) then 'early' else 'later' end
     from (select ${furthest(workspace)} as id) f where f.id is not null), 'no-stage') end`;
}

/** Of a deal `d` or of its account `a`: what a column says, as `segmentOf` reads it one by one. */
const saidBy = (column: string): RawBuilder<string | null> => sql`coalesce(
  nullif(btrim(d.attributes ->> ${column}), ''), nullif(btrim(a.attributes ->> ${column}), ''))`;

type Asked = { stretch: Stretch; early: readonly string[]; columns: Columns };

/**
 * Deals that closed in a stretch, added up by each thing that is told of them, their pipeline and how they ended. What
 * is told is joined here, for all of them at once; the list below asks the same of one after the other.
 */
export async function tallyEarlyLosses(
  db: Db,
  slice: Slice,
  { stretch, early, columns: { messageColumn, segmentColumn } }: Asked,
): Promise<EarlyTally[]> {
  const { rows } = await sql<EarlyTally>`
    with closed as materialized (
      select d.pipeline_id, ${endedOf(slice.workspace, early)} as ended, p.aim_id::text as persona,
        ${segmentColumn === null ? sql`null::text` : saidBy(segmentColumn)} as segment,
        nullif(btrim(d.lead_source), '') as source, c.aim_id::text as campaign,
        coalesce(${messageColumn === null ? sql`null` : sql`nullif(btrim(d.attributes ->> ${messageColumn}), '')`},
          nullif(m.message, '')) as message
      from deals d
      left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
      left join deal_aims p on p.workspace_id = d.workspace_id and p.deal_id = d.id and p.kind = 'persona'
      left join deal_aims c on c.workspace_id = d.workspace_id and c.deal_id = d.id and c.kind = 'campaign'
      left join aims m on m.workspace_id = c.workspace_id and m.id = c.aim_id
      where ${inSlice(slice)} and ${closedIn(stretch)}
    )
    select case when grouping(persona) = 0 then 'persona' when grouping(segment) = 0 then 'segment'
        when grouping(source) = 0 then 'source' when grouping(campaign) = 0 then 'campaign' else 'message' end as by,
      coalesce(persona, segment, source, campaign, message) as key, pipeline_id as "pipelineId", ended, count(*) as deals
    from closed
    group by pipeline_id, ended, grouping sets ((persona), (segment), (source), (campaign), (message))`.execute(db);
  return rows;
}

/** What personas and campaigns are called, those taken out too. */
export async function findAimNames(db: Db, workspace: WorkspaceId): Promise<Map<string, string>> {
  const rows = await db.selectFrom("aims").select(["id", "name"]).where("workspace_id", "=", workspace).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export type DealPlace = { newestAt: string; id: string };

/** The deals behind one count, newest first. An empty key: those of which nothing of this kind is told. */
export async function listEarlyLossDeals(
  db: Db,
  slice: Slice,
  { stretch, early, columns, by, key, ended }: Asked & { by: ToldApartBy; key: string; ended: "early" | "won" },
  { after, limit }: { after: DealPlace | null; limit: number },
): Promise<DealPlace[]> {
  const told = toldOf(by, columns);
  const isTold: RawBuilder<SqlBool> = key === "" ? sql`${told} is null` : sql`${told} = ${key}`;
  const { rows } = await sql<{ id: string; newestAt: Date }>`
    select d.id, d.newest_at as "newestAt" from deals d
    where ${inSlice(slice)} and ${closedIn(stretch)} and ${isTold}
      and d.status = ${ended === "won" ? "won" : "lost"} and ${endedOf(slice.workspace, early)} = ${ended}
      and ${after ? sql`(d.newest_at, d.id) < (${after.newestAt}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by d.newest_at desc, d.id desc limit ${limit}`.execute(db);
  return rows.map(({ id, newestAt }) => ({ id, newestAt: newestAt.toISOString() }));
}
