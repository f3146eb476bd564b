import type { Db } from "../../platform/database/database.ts";
import type { ActingSealed } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { Session } from "../../platform/session.ts";
import { maySee } from "../deals/access.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { findDeal } from "../deals/store.ts";
import { maySeeTakenDown } from "./access.ts";
import { listComments, type StoredComment } from "./comments/store.ts";
import type { StoryComment, StoryRow, StoryShape, Teller } from "./contract.ts";
import { aboutComment, aboutHelped, aboutStory, findKnowing, isMine, type Knowing } from "./know-again.ts";
import { beginningOf } from "./rules.ts";
import { findStory, listHelpedMarks, type StoredStory } from "./store.ts";

/** A story with its conversation, as this reader may see it. */
export async function showStory(acting: ActingSealed, { id }: { id: string }): Promise<StoryShape> {
  return showStoryIn(acting.db, acting, id);
}

/** The same within a transaction. */
export async function showStoryIn(
  db: Db,
  asking: Pick<ActingSealed, "session" | "secrets">,
  id: string,
): Promise<StoryShape> {
  const { session } = asking;
  const story = await findStory(db, session.workspace, id);
  const knowing = await findKnowing(db, asking);
  if (!story || !isInSight(knowing, story)) throw new Refusal("NOT_FOUND");
  const row = rowOf(knowing, story);
  const comments = await listComments(db, session.workspace, id);
  return {
    ...row,
    movedOn: story.movedOn,
    happened: story.happened,
    version: story.version,
    deal: await findLinkedDeal(db, session, story.dealId),
    conversation: comments.flatMap((comment) => commentFor(knowing, id, comment)),
    helpedMe: row.mine ? null : await hasHelpedMe(db, knowing, id),
    whyNoComment: story.isAnonymous ? knowing.why : null,
  };
}

/** What is taken down is there for whoever told it, and whoever may bring it back. */
export function isInSight(knowing: Knowing, story: StoredStory): boolean {
  if (story.takenDownOn === null) return true;
  return maySeeTakenDown(knowing.session, isMine(knowing, story, aboutStory(knowing.session, story.id)) === true);
}

export function rowOf(knowing: Knowing, story: StoredStory): StoryRow {
  const mine = isMine(knowing, story, aboutStory(knowing.session, story.id)) === true;
  return {
    id: story.id,
    title: story.title,
    movedOn: beginningOf(story.movedOn),
    reasons: story.reasons,
    teller: tellerOf(story),
    toldOn: story.toldOn,
    helped: story.helped,
    comments: story.comments,
    mine,
    takenDown: takenDownOf(story),
  };
}

function commentFor(knowing: Knowing, storyId: string, comment: StoredComment): StoryComment[] {
  const { session } = knowing;
  const mine = isMine(knowing, comment, aboutComment(session, storyId, comment.id)) === true;
  if (comment.takenDownOn !== null && !maySeeTakenDown(session, mine)) return [];
  const { id, body, byTeller, writtenOn, version } = comment;
  return [{ id, body, byTeller, writtenOn, version, mine, teller: tellerOf(comment), takenDown: takenDownOf(comment) }];
}

function tellerOf({ isAnonymous, memberName }: Pick<StoredStory, "isAnonymous" | "memberName">): Teller {
  if (isAnonymous) return { kind: "anonymous" };
  return memberName === null ? { kind: "left" } : { kind: "named", name: memberName };
}

const takenDownOf = ({ takenDownOn, takenDownWhy }: Pick<StoredStory, "takenDownOn" | "takenDownWhy">) =>
  takenDownOn === null ? null : { on: takenDownOn, why: takenDownWhy };

/** For readers who see the deal; nothing of it, not even that there is one, for all others. */
async function findLinkedDeal(db: Db, session: Session, dealId: string | null): Promise<StoryShape["deal"]> {
  const deal = dealId === null ? undefined : await findDeal(db, session.workspace, dealId);
  if (!deal || !maySee(await findVisibleOwners(db, session), deal)) return null;
  return { id: deal.id, name: deal.name };
}

async function hasHelpedMe(db: Db, { session, seals, why }: Knowing, storyId: string): Promise<boolean | null> {
  if (seals === null || why !== null) return null;
  const marks = await listHelpedMarks(db, session.workspace, storyId);
  return marks.some((mark) => seals.isMarkOf(aboutHelped(session, storyId), mark) === true);
}
