import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { mayWrite } from "./access.ts";
import type { PracticeShape } from "./contract.ts";
import { lockReadPractice, showPracticeIn } from "./show-practice.ts";
import { updatePracticeState } from "./store.ts";

/** We no longer do this, or never will. What was planned with it stays to be done or taken away. */
export async function retirePractice(
  { db, ...acting }: Acting,
  { id, why }: { id: string; why: string },
): Promise<PracticeShape> {
  const { session, now } = acting;
  return db.transaction().execute(async (tx) => {
    const practice = await lockReadPractice(tx, acting, id);
    if (!mayWrite(session, practice)) throw new Refusal("NOT_ALLOWED");
    if (practice.state !== "retired") {
      const by = { memberId: session.memberId, at: new Date(now) };
      await updatePracticeState(tx, session.workspace, id, { state: "retired", note: why }, by);
    }
    return showPracticeIn(tx, acting, id);
  });
}
