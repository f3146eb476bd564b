import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { findContact } from "../../deals/contacts/store.ts";
import { findMember } from "../../team/store.ts";
import type { PostMortemState, Preparation } from "./contract.ts";
import { lockPostMortemToGoOn } from "./find-own-post-mortem.ts";
import { isSamePreparation, preparationOf } from "./preparation/rules.ts";
import { findPostMortem, type StoredPostMortem, updatePreparation } from "./store.ts";

type Saved = { version: number; state: PostMortemState; preparation: Preparation };

/** Keeps who leads it, whom to call, how to begin and when, as it is settled so far. */
export async function savePreparation(
  { db, session, now }: Acting,
  { id, version, preparation }: { id: string; version: number; preparation: Preparation },
): Promise<Saved> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const { postMortem } = await lockPostMortemToGoOn(tx, session, id);
    const current = preparationOf(postMortem);
    const isSame = isSamePreparation(current, preparation);
    // The answer to this very save was lost on its way, and the save repeated.
    if (isSame && postMortem.version === version + 1) return savedOf(postMortem);
    if (postMortem.version !== version)
      throw new Refusal("CHANGED_ELSEWHERE", { data: { version: postMortem.version, preparation: current } });
    if (isSame) return savedOf(postMortem);
    await refuseStrangers(tx, workspace, preparation);
    await updatePreparation(tx, workspace, id, preparation, { memberId, at: new Date(now) });
    const saved = await findPostMortem(tx, workspace, id);
    if (!saved) throw new Error("The post-mortem that was just prepared is not there.");
    return savedOf(saved);
  });
}

const savedOf = (postMortem: StoredPostMortem): Saved => ({
  version: postMortem.version,
  state: postMortem.state,
  preparation: preparationOf(postMortem),
});

/** Whoever leads it works here, and whoever is called is known here. */
async function refuseStrangers(tx: Tx, workspace: WorkspaceId, { leadId, contactId }: Preparation): Promise<void> {
  const lead = leadId === null ? null : await findMember(tx, workspace, leadId);
  if (leadId !== null && (!lead || lead.deactivatedAt !== null))
    throw new Refusal("NOT_FOUND", {
      message: "Whoever you chose to lead it does not work here. Choose somebody else.",
    });
  if (contactId !== null && !(await findContact(tx, workspace, contactId)))
    throw new Refusal("NOT_FOUND", { message: "This contact is not known here any more. Choose another." });
}
