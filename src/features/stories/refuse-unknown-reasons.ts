import type { Db } from "../../platform/database/database.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { countLossReasons } from "./store.ts";

/** Whoever looks for a reason finds every story that names it, so only the catalogue's count. */
export async function refuseUnknownReasons(db: Db, workspace: WorkspaceId, ids: readonly string[]): Promise<void> {
  if (ids.length === 0 || (await countLossReasons(db, workspace, ids)) === new Set(ids).size) return;
  throw new Refusal("NOT_FOUND", { message: "A reason you chose is not in the catalogue. Choose another." });
}
