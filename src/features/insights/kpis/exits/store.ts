import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { DebriefReader } from "../../../deals/debrief-sharing/access.ts";
import { isShared } from "../../../deals/debrief-sharing/store.ts";
import type { LeftBy } from "../contract.ts";
import { furthest } from "../funnel/store.ts";
import type { Stretch } from "../rules.ts";
import { closedIn, inSlice, type Slice } from "../store.ts";
import type { ExitTally } from "./rules.ts";

export type CauseTold = { by: LeftBy; reader: DebriefReader };

/** What a lost deal `d` left for, as far as this person may read it; null where nothing is told. */
function causeOf(workspace: WorkspaceId, { by, reader }: CauseTold): RawBuilder<string | null> {
  switch (by) {
    case "loss-kind":
      return sql`d.loss_kind`;
    case "crm-reason":
      return sql`nullif(btrim(d.crm_reason), '')`;
    case "reason":
      return sql`(
        select r.reason_id::text
        from debriefs b join debrief_reasons r on r.workspace_id = b.workspace_id and r.debrief_id = b.id
        where b.workspace_id = ${workspace} and b.deal_id = d.id and b.closed_at = d.closed_at and b.state = 'recorded'
          and ${isShared(reader, "reasons")}
        order by r.position, r.reason_id limit 1)`;
  }
}

/** Lost deals `d` that left for this; empty: for nothing that is told. */
export const leftFor = (workspace: WorkspaceId, told: CauseTold, cause: string): RawBuilder<SqlBool> =>
  sql`(d.status = 'lost' and coalesce(${causeOf(workspace, told)}, '') = ${cause})`;

/** Deals that closed in a stretch, by pipeline, how they ended, how far they came, and what lost ones left for. */
export async function tallyExits(db: Db, slice: Slice, stretch: Stretch, told: CauseTold): Promise<ExitTally[]> {
  const { rows } = await sql<ExitTally>`
    select c."pipelineId", c.won, c.furthest, c.cause, count(*) as deals
    from (
      select d.pipeline_id as "pipelineId", d.status = 'won' as won, ${furthest(slice.workspace)} as furthest,
        case when d.status = 'lost' then ${causeOf(slice.workspace, told)} end as cause
      from deals d where ${inSlice(slice)} and ${closedIn(stretch)}
    ) c group by 1, 2, 3, 4`.execute(db);
  return rows;
}
