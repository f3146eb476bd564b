import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { type LastStanding, lastStanding } from "./rules.ts";

/** What can be taken back of this deal, unless its close was debriefed or a debrief of it begun. */
export async function findLastStanding(db: Db, workspace: WorkspaceId, dealId: string): Promise<LastStanding | null> {
  const { rows } = await sql<{ last: unknown }>`
    select last_standing as last from deals d
    where workspace_id = ${workspace} and id = ${dealId} and not exists (
      select from debriefs b
      where b.workspace_id = d.workspace_id and b.deal_id = d.id and b.closed_at = d.closed_at)`.execute(db);
  const read = lastStanding.safeParse(rows[0]?.last);
  return read.success ? read.data : null;
}

/** Takes out the stage change that a write made; one the deal's history had already stays. */
export async function deleteStageChange(
  tx: Tx,
  workspace: WorkspaceId,
  dealId: string,
  { wrote, at }: LastStanding,
): Promise<void> {
  await tx
    .deleteFrom("stage_changes")
    .where("workspace_id", "=", workspace)
    .where("deal_id", "=", dealId)
    .where("stage_id", "=", wrote.stageId)
    .where("entered_at", "=", new Date(wrote.enteredAt))
    .where("known_at", "=", new Date(at))
    .execute();
}
