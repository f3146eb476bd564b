import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { mayWrite } from "./access.ts";
import type { PracticeShape, PracticeState } from "./contract.ts";
import { lockReadPractice, showPracticeIn } from "./show-practice.ts";
import { updatePracticeState } from "./store.ts";

/** Those who adopt are to look at it. */
export async function askReview(acting: Acting, { id }: { id: string }): Promise<PracticeShape> {
  return moveDraft(acting, { id, to: "in-review", note: "" });
}

/** It lacks something; it is a draft again. */
export async function sendBack(acting: Acting, { id, note }: { id: string; note: string }): Promise<PracticeShape> {
  return moveDraft(acting, { id, to: "draft", note });
}

type Move = { id: string; to: Extract<PracticeState, "draft" | "in-review">; note: string };

async function moveDraft({ db, ...acting }: Acting, { id, to, note }: Move): Promise<PracticeShape> {
  const { session, now } = acting;
  return db.transaction().execute(async (tx) => {
    const practice = await lockReadPractice(tx, acting, id);
    if (!mayWrite(session, practice)) throw new Refusal("NOT_ALLOWED");
    if (practice.state !== to) {
      const isBeingWritten = practice.state === "draft" || practice.state === "in-review";
      if (!isBeingWritten) throw new Refusal("NOT_AS_IT_STANDS");
      const by = { memberId: session.memberId, at: new Date(now) };
      await updatePracticeState(tx, session.workspace, id, { state: to, note }, by);
    }
    return showPracticeIn(tx, acting, id);
  });
}
