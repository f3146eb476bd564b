import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { updateTaskOwner } from "./store.ts";

/** Tasks that are still to do go from one person to another, all or only these; says which. */
export async function handOverTasks(
  tx: Tx,
  { session }: Pick<Acting, "session">,
  hands: { from: string; to: string; only?: readonly string[] | undefined },
): Promise<string[]> {
  return updateTaskOwner(tx, session.workspace, hands);
}
