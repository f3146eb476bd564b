import type { Tx } from "../../platform/database/database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { ActingIn } from "../deals/mark-deal-changed.ts";
import { mayAdopt } from "./access.ts";
import type { PracticeShape } from "./contract.ts";
import { findConfidedWords } from "./origins/store.ts";
import { saysAsSaid } from "./rules.ts";
import { lockReadPractice, showPracticeIn } from "./show-practice.ts";
import { updatePracticeState } from "./store.ts";

/** From now on it is everybody's; one that was retired is taken up again. Adopted twice, it is adopted once. */
export async function adoptPractice({ db, ...acting }: Acting, { id }: { id: string }): Promise<PracticeShape> {
  return db.transaction().execute((tx) => adoptPracticeIn(tx, acting, { id }));
}

/** The same, as part of the caller's transaction. */
export async function adoptPracticeIn(tx: Tx, acting: ActingIn, { id }: { id: string }): Promise<PracticeShape> {
  const { session, now } = acting;
  const practice = await lockReadPractice(tx, acting, id);
  if (!mayAdopt(session)) throw new Refusal("NOT_ALLOWED");
  if (practice.state !== "adopted") {
    const confided = await findConfidedWords(tx, session.workspace, id);
    if (confided !== undefined && saysAsSaid(practice, confided)) throw new Refusal("CUSTOMERS_WORDS");
    const by = { memberId: session.memberId, at: new Date(now) };
    await updatePracticeState(tx, session.workspace, id, { state: "adopted", note: "" }, by);
  }
  return showPracticeIn(tx, acting, id);
}
