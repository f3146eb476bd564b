import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { Agreements } from "./contract.ts";

/** What this person agreed to; nothing as long as they said nothing. */
export async function findAgreements(db: Db, workspace: WorkspaceId, memberId: string): Promise<Agreements> {
  const row = await db
    .selectFrom("recovery_settings")
    .select(["may_be_asked as mayBeAsked", "tell_manager as tellManager"])
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return row ?? { mayBeAsked: false, tellManager: false };
}

export async function upsertAgreements(
  tx: Db | Tx,
  workspace: WorkspaceId,
  memberId: string,
  { mayBeAsked, tellManager }: Agreements,
): Promise<void> {
  const said = { may_be_asked: mayBeAsked, tell_manager: tellManager };
  await tx
    .insertInto("recovery_settings")
    .values({ workspace_id: workspace, member_id: memberId, ...said })
    .onConflict((conflict) => conflict.columns(["workspace_id", "member_id"]).doUpdateSet(said))
    .execute();
}
