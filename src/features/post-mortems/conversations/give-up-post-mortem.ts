import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { findAnswers, updateToGiven } from "../customer-answers/store.ts";
import type { PostMortemRow } from "./contract.ts";
import { findVisiblePostMortem, lockPostMortemToWrite } from "./find-own-post-mortem.ts";
import { rowShapeOf, updateToGivenUp, updateToTakenUp } from "./store.ts";

/** There will be no conversation. What was answered stays. */
export async function giveUpPostMortem(
  { db, session, now }: Acting,
  { id, why }: { id: string; why: string },
): Promise<PostMortemRow> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const { postMortem } = await lockPostMortemToWrite(tx, session, id);
    if (postMortem.state === "held")
      throw new Refusal("CHANGED_MEANWHILE", { message: "This customer was heard already. Load the page again." });
    if (postMortem.state !== "given-up" || postMortem.givenUpWhy !== why)
      await updateToGivenUp(tx, workspace, id, why, { memberId, at: new Date(now) });
    return showRow(tx, session, id);
  });
}

/**
 * Takes up what was given up, or goes on with a conversation that was marked as held: its notes are being written again, and
 * are told nowhere until then. What the customer sent by form stays given.
 */
export async function takeUpPostMortem({ db, session, now }: Acting, { id }: { id: string }): Promise<PostMortemRow> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const { postMortem } = await lockPostMortemToWrite(tx, session, id);
    if (postMortem.state === "given-up" || postMortem.state === "held") {
      await updateToTakenUp(tx, workspace, id, { memberId, at: new Date(now) });
      const notes = await findAnswers(tx, workspace, id, "conversation");
      if (notes) await updateToGiven(tx, workspace, notes.id, null);
    }
    return showRow(tx, session, id);
  });
}

async function showRow(tx: Tx, session: Session, id: string): Promise<PostMortemRow> {
  const { postMortem, visible } = await findVisiblePostMortem(tx, session, id);
  return rowShapeOf(postMortem, session, visible);
}
