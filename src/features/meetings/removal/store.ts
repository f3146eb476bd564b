import { sql } from "kysely";
import type { Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/** Takes out the meetings that any of these people were invited to, whole. */
export async function deleteMeetingsWith(tx: Tx, workspace: WorkspaceId, memberIds: readonly string[]): Promise<void> {
  await sql`
    delete from meetings m where m.workspace_id = ${workspace} and exists (
      select from meeting_people p where p.workspace_id = m.workspace_id and p.meeting_id = m.id
        and p.member_id = any(${[...memberIds]}::uuid[]))`.execute(tx);
}
