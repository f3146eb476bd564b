import type { Tx } from "../../../platform/database/database.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { ActingSealed } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { StoryShape } from "../contract.ts";
import {
  aboutComment,
  aboutStory,
  findKnowing,
  isMine,
  type Knowing,
  refuseUnlessInPerson,
  signatureOf,
} from "../know-again.ts";
import { mostComments } from "../rules.ts";
import { isInSight, showStoryIn } from "../show-story.ts";
import { lockStory, type StoredStory } from "../store.ts";
import { deleteCommentOf, insertComment, listComments, updateComment } from "./store.ts";

type Said = { storyId: string; id: string; version: number; body: string; anonymous: boolean };

/** Says something under a story, or says it differently. Whoever told it without a name speaks as the author here. */
export async function saveComment({ db, now, ...asking }: ActingSealed, said: Said): Promise<StoryShape> {
  const { session } = asking;
  if (said.anonymous) refuseUnlessInPerson(session);
  return db.transaction().execute(async (tx) => {
    const knowing = await findKnowing(tx, asking);
    const story = await lockVisible(tx, knowing, said.storyId);
    const comments = await listComments(tx, session.workspace, story.id);
    const current = comments.find(({ id }) => id === said.id);
    if (current) {
      if (isMine(knowing, current, aboutComment(session, story.id, said.id)) !== true) throw new Refusal("NOT_FOUND");
      // Said again as it stands: the answer was lost on its way.
      if (current.body !== said.body) {
        if (current.version !== said.version) throw new Refusal("CHANGED_MEANWHILE");
        await updateComment(tx, session.workspace, said);
      }
    } else {
      if (said.version !== 0) throw new Refusal("CHANGED_MEANWHILE");
      if (comments.length >= mostComments) throw new Refusal("TOO_MANY_COMMENTS");
      const { anonymous, byTeller } = await standingOf(knowing, story, said.anonymous);
      const about = aboutComment(session, story.id, said.id);
      const signature = await signatureOf(tx, asking, { anonymous, about });
      const writtenOn = dayOf(now, session.timeZone);
      const { storyId, id, body } = said;
      await insertComment(tx, session.workspace, { ...signature, storyId, id, body, byTeller, writtenOn });
    }
    return showStoryIn(tx, asking, story.id);
  });
}

/** Nobody who told a story without a name is ever shown with one below it: where that cannot be known, nothing is said. */
function standingOf(knowing: Knowing, story: StoredStory, wished: boolean): { anonymous: boolean; byTeller: boolean } {
  const mine = isMine(knowing, story, aboutStory(knowing.session, story.id));
  if (!story.isAnonymous) return { anonymous: wished, byTeller: mine === true && !wished };
  refuseUnlessInPerson(knowing.session);
  if (mine === null) throw new Refusal("NO_KEY", { message: knowing.why ?? "" });
  return { anonymous: wished || mine, byTeller: mine };
}

export async function deleteComment(
  { db, ...asking }: ActingSealed,
  { storyId, id }: { storyId: string; id: string },
): Promise<StoryShape> {
  const { session } = asking;
  return db.transaction().execute(async (tx) => {
    const knowing = await findKnowing(tx, asking);
    const story = await lockVisible(tx, knowing, storyId);
    const comment = (await listComments(tx, session.workspace, story.id)).find((each) => each.id === id);
    if (!comment || isMine(knowing, comment, aboutComment(session, storyId, id)) !== true)
      throw new Refusal("NOT_FOUND");
    await deleteCommentOf(tx, session.workspace, { storyId, id });
    return showStoryIn(tx, asking, storyId);
  });
}

async function lockVisible(tx: Tx, knowing: Knowing, storyId: string): Promise<StoredStory> {
  const story = await lockStory(tx, knowing.session.workspace, storyId);
  if (!story || !isInSight(knowing, story)) throw new Refusal("NOT_FOUND");
  return story;
}
