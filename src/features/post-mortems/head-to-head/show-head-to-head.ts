import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { listPriorities } from "../priorities/store.ts";
import type { HeadToHead } from "./contract.ts";
import { headToHeadOf } from "./rules.ts";
import { listRatedAnswers } from "./store.ts";

/** How customers compare us with the winner: a sum that names nobody, so that everybody reads it for the whole team. */
export async function showHeadToHead(
  { db, session: { workspace } }: Acting,
  { against }: { against?: string | undefined },
): Promise<HeadToHead> {
  return inSnapshot(db, async (tx) => {
    const [answers, catalogue] = await Promise.all([listRatedAnswers(tx, workspace), listPriorities(tx, workspace)]);
    return headToHeadOf(answers, catalogue, against ?? null);
  });
}
