import { dayOf } from "../../platform/dates.ts";
import type { ActingSealed } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { insertAuditEntry } from "../team/audit/store.ts";
import { mayTakeDown } from "./access.ts";
import { listComments, updateCommentStanding } from "./comments/store.ts";
import type { StoryShape } from "./contract.ts";
import { showStoryIn } from "./show-story.ts";
import { lockStory, updateStoryStanding } from "./store.ts";

type Judged = { storyId: string; commentId: string | null };

/** Takes a story, or a comment, out of everybody's sight; whoever wrote it sees why. Nothing of it is lost. */
export async function takeDown(
  acting: ActingSealed,
  { why, ...judged }: Judged & { why: string },
): Promise<StoryShape> {
  return judge(acting, judged, why);
}

export async function putBack(acting: ActingSealed, judged: Judged): Promise<StoryShape> {
  return judge(acting, judged, null);
}

async function judge(
  { db, now, ...asking }: ActingSealed,
  { storyId, commentId }: Judged,
  why: string | null,
): Promise<StoryShape> {
  const { session } = asking;
  const { workspace } = session;
  if (!mayTakeDown(session)) throw new Refusal("NOT_ALLOWED");
  const down = why === null ? null : { on: dayOf(now, session.timeZone), why };
  return db.transaction().execute(async (tx) => {
    if (!(await lockStory(tx, workspace, storyId))) throw new Refusal("NOT_FOUND");
    if (commentId === null) await updateStoryStanding(tx, workspace, storyId, down);
    else {
      const comments = await listComments(tx, workspace, storyId);
      if (!comments.some(({ id }) => id === commentId)) throw new Refusal("NOT_FOUND");
      await updateCommentStanding(tx, workspace, { storyId, id: commentId }, down);
    }
    const what = commentId === null ? "story" : "comment";
    // Who took it down, and nothing of what it said or who said it.
    await insertAuditEntry(tx, workspace, {
      memberId: session.memberId,
      action: down ? `took a ${what} down` : `brought a ${what} back`,
      subjectKind: what,
      subjectId: commentId ?? storyId,
    });
    return showStoryIn(tx, asking, storyId);
  });
}
