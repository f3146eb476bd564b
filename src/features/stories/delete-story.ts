import type { ActingSealed } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { findMyDraft } from "./drafts/keep-draft.ts";
import { deleteDraftOf } from "./drafts/store.ts";
import { aboutStory, findKnowing, isMine } from "./know-again.ts";
import { deleteStories, lockStory } from "./store.ts";

/** Takes a story of mine away for good, with its conversation. Nothing tells that it was there. */
export async function deleteStory(
  { db, ...asking }: ActingSealed,
  { id }: { id: string },
): Promise<{ deleted: boolean }> {
  const { session } = asking;
  return db.transaction().execute(async (tx) => {
    const knowing = await findKnowing(tx, asking);
    const story = await lockStory(tx, session.workspace, id);
    if (!story || isMine(knowing, story, aboutStory(session, id)) !== true) throw new Refusal("NOT_FOUND");
    await deleteStories(tx, session.workspace, [id]);
    if (await findMyDraft(tx, knowing, id)) await deleteDraftOf(tx, session.workspace, id);
    return { deleted: true };
  });
}
