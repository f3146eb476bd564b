import { isDeepStrictEqual } from "node:util";
import type { Tx } from "../../platform/database/database.ts";
import { dayOf } from "../../platform/dates.ts";
import type { ActingSealed } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Session } from "../../platform/session.ts";
import { findVisibleDeal } from "../deals/find-visible-deal.ts";
import type { StoryShape, StoryText } from "./contract.ts";
import { findMyDraft } from "./drafts/keep-draft.ts";
import { deleteDraftOf, findDraft } from "./drafts/store.ts";
import { aboutStory, findKnowing, isMine, type Knowing, refuseUnlessInPerson, signatureOf } from "./know-again.ts";
import { textOf } from "./open-writing.ts";
import { refuseUnknownReasons } from "./refuse-unknown-reasons.ts";
import { isWhole, settledStory } from "./rules.ts";
import { showStoryIn } from "./show-story.ts";
import { insertStory, lockStory, type StoredStory, updateStory } from "./store.ts";

/** Tells a story, or tells one of mine differently. Its draft is done with. */
export async function tellStory(
  { db, now, ...asking }: ActingSealed,
  { id, version, text }: { id: string; version: number; text: StoryText },
): Promise<StoryShape> {
  const { session } = asking;
  if (text.anonymous) refuseUnlessInPerson(session);
  const said = settledStory(text);
  if (!isWhole(said)) throw new Refusal("SOMETHING_MISSING");
  return db.transaction().execute(async (tx) => {
    const knowing = await findKnowing(tx, asking);
    const current = await lockStory(tx, session.workspace, id);
    if (current && isMine(knowing, current, aboutStory(session, id)) !== true) throw new Refusal("NOT_FOUND");
    await refuseOthersDraft(tx, knowing, id);
    // The answer to this very telling was lost on its way, and it was repeated.
    const isRepeated = current?.version === version + 1 && isDeepStrictEqual(textOf(current), said);
    if (!isRepeated) await write(tx, asking, current, { id, version, said, today: dayOf(now, session.timeZone) });
    if (await findMyDraft(tx, knowing, id)) await deleteDraftOf(tx, session.workspace, id);
    return showStoryIn(tx, asking, id);
  });
}

type Written = { id: string; version: number; said: StoryText; today: string };

async function write(
  tx: Tx,
  asking: Pick<ActingSealed, "session" | "secrets">,
  current: StoredStory | undefined,
  { id, version, said, today }: Written,
): Promise<void> {
  const { session } = asking;
  if ((current?.version ?? 0) !== version) throw new Refusal("CHANGED_MEANWHILE");
  if (current && !current.isAnonymous && said.anonymous) throw new Refusal("NAMED_ALREADY");
  await refuseUnknown(tx, session, said, current);
  const { anonymous, ...words } = said;
  if (current) {
    // The mark stays as it is: it is the same person.
    const signature =
      anonymous && current.authorMark
        ? { memberId: null, authorMark: current.authorMark }
        : { memberId: session.memberId, authorMark: null };
    await updateStory(tx, session.workspace, { id, ...words }, signature);
    return;
  }
  const signature = await signatureOf(tx, asking, { anonymous, about: aboutStory(session, id) });
  if (!(await insertStory(tx, session.workspace, { id, ...words }, signature, today)))
    throw new Refusal("CHANGED_MEANWHILE");
}

async function refuseUnknown(
  tx: Tx,
  session: Session,
  { reasonIds, dealId }: StoryText,
  current: StoredStory | undefined,
): Promise<void> {
  await refuseUnknownReasons(tx, session.workspace, reasonIds);
  // A link that stands may lead to a deal that went to somebody else since.
  if (dealId !== null && dealId !== current?.dealId) await findVisibleDeal(tx, session, dealId);
}

/** Under the id of what somebody else is writing, nothing is told. */
async function refuseOthersDraft(tx: Tx, knowing: Knowing, id: string): Promise<void> {
  const { session, seals } = knowing;
  if (seals && (await findDraft(tx, session.workspace, id)) && !(await findMyDraft(tx, knowing, id)))
    throw new Refusal("NOT_FOUND");
}
