import type { ActingSealed } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { StoryText, StoryWriting } from "./contract.ts";
import { findMyDraft } from "./drafts/keep-draft.ts";
import { aboutStory, findKnowing, isMine, refuseUnlessInPerson } from "./know-again.ts";
import { countPeople, findStory, type StoredStory } from "./store.ts";

/** A story as its writer left it: what is kept, what is told, and what to know before telling it. */
export async function openWriting({ db, ...asking }: ActingSealed, { id }: { id: string }): Promise<StoryWriting> {
  const { session } = asking;
  refuseUnlessInPerson(session);
  const knowing = await findKnowing(db, asking);
  const story = await findStory(db, session.workspace, id);
  if (story && isMine(knowing, story, aboutStory(session, id)) !== true) throw new Refusal("NOT_FOUND");
  const draft = await findMyDraft(db, knowing, id);
  return {
    draft: draft ? { version: draft.version, text: draft.text } : null,
    told: story ? { version: story.version, text: textOf(story), takenDown: takenDownOf(story) } : null,
    whyNotKept: knowing.why,
    people: await countPeople(db, session.workspace),
  };
}

export function textOf({ title, happened, movedOn, reasons, dealId, isAnonymous }: StoredStory): StoryText {
  return { title, happened, movedOn, reasonIds: reasons.map(({ id }) => id), dealId, anonymous: isAnonymous };
}

const takenDownOf = ({ takenDownOn, takenDownWhy }: StoredStory) =>
  takenDownOn === null ? null : { on: takenDownOn, why: takenDownWhy };
