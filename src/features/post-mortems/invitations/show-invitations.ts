import type { Acting } from "../../../platform/http/acting.ts";
import { mayWritePostMortem } from "../access.ts";
import { findVisiblePostMortem } from "../conversations/find-own-post-mortem.ts";
import type { InvitationShape, WhyNotInvited } from "./contract.ts";
import { whyNotToInvite } from "./rules.ts";
import { listInvitations, shapeOf } from "./store.ts";

type Shown = { rows: InvitationShape[]; mayInvite: boolean; whyNot: WhyNotInvited; isAnswered: boolean };

/** How a customer was invited so far, for whoever reads the post-mortem. */
export async function showInvitations({ db, session }: Acting, postMortemId: string): Promise<Shown> {
  const { postMortem, visible } = await findVisiblePostMortem(db, session, postMortemId);
  const rows = await listInvitations(db, session.workspace, postMortemId);
  return {
    rows: rows.map(shapeOf),
    mayInvite: mayWritePostMortem(session, visible, postMortem),
    whyNot: whyNotToInvite(postMortem),
    isAnswered: postMortem.given.some(({ source }) => source === "form"),
  };
}
