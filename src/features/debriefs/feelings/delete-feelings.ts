import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { AskedClose } from "./find-close.ts";
import { refuseUnlessInPerson } from "./open-own-feelings.ts";
import { deleteFeelingsOf } from "./store.ts";

/** Takes away what I wrote, whoever has the deal now, and whether or not it can be read. */
export async function deleteFeelings(
  { db, session }: Acting,
  { dealId, closedAt }: AskedClose,
): Promise<{ deleted: boolean }> {
  refuseUnlessInPerson(session);
  const { workspace, memberId } = session;
  const place = { memberId, dealId, closedAt: closedAt === undefined ? undefined : new Date(closedAt) };
  if (!(await deleteFeelingsOf(db, workspace, place))) {
    throw new Refusal("NOT_FOUND", { message: "You have written nothing about this close, or deleted it already." });
  }
  return { deleted: true };
}
