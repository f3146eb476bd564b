import type { ActingSealed } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { BeforeWriting, StoryText, StoryWriting } from "./contract.ts";
import { findMyDraft } from "./drafts/keep-draft.ts";
import { aboutStory, findKnowing, isMine, refuseUnlessInPerson } from "./know-again.ts";
import { countPeople, findStory, type StoredStory } from "./store.ts";

export async function showBeforeWriting({ db, ...asking }: ActingSealed): Promise<BeforeWriting> {
  const { why } = await findKnowing(db, asking);
  return { whyNotKept: why, people: await countPeople(db, asking.session.workspace) };
}

/** A story as its writer left it: what is kept, and what is told. */
export async function openWriting({ db, ...asking }: ActingSealed, { id }: { id: string }): Promise<StoryWriting> {
  const { session } = asking;
  refuseUnlessInPerson(session);
  const knowing = await findKnowing(db, asking);
  const story = await findStory(db, session.workspace, id);
  if (story && isMine(knowing, story, aboutStory(session, id)) !== true) throw new Refusal("NOT_FOUND");
  const draft = await findMyDraft(db, knowing, id);
  if (!story && !draft) throw new Refusal("NOT_FOUND");
  return {
    draft: draft ? { version: draft.version, text: draft.text } : null,
    told: story ? { version: story.version, text: textOf(story), takenDown: takenDownOf(story) } : null,
  };
}

export function textOf({ title, happened, movedOn, reasons, dealId, isAnonymous }: StoredStory): StoryText {
  return { title, happened, movedOn, reasonIds: reasons.map(({ id }) => id), dealId, anonymous: isAnonymous };
}

const takenDownOf = ({ takenDownOn, takenDownWhy }: StoredStory) =>
  takenDownOn === null ? null : { on: takenDownOn, why: takenDownWhy };
