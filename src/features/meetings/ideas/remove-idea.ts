import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { leads } from "../access.ts";
import type { MeetingIdea } from "../live/contract.ts";
import { lockFollowed } from "../live/find-followed.ts";
import { ideaOf, insertEvents } from "../live/store.ts";
import { findIdea, listMergedInto, updateRemoved } from "./store.ts";

type Asked = { meetingId: string; id: string; removed: boolean };

/** Takes an idea off the wall, or puts it back: whoever began it, or who leads. What became a practice stays. */
export async function removeIdea(
  { db, session, now }: Acting,
  { meetingId, id, removed }: Asked,
): Promise<MeetingIdea> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const meeting = await lockFollowed(tx, session, meetingId);
    const idea = await findIdea(tx, workspace, meetingId, id);
    if (!idea) throw new Refusal("NOT_FOUND");
    if (!leads(session, meeting) && idea.memberId !== memberId) throw new Refusal("NOT_ALLOWED");
    if (idea.removed === removed) return ideaOf(idea);
    // What others thought of goes with it: that is for who leads.
    if (removed && !leads(session, meeting) && (await listMergedInto(tx, workspace, meetingId, id)).length > 0)
      throw new Refusal("NOT_ALLOWED");
    if (meeting.state !== "running" || idea.practiceId !== null) throw new Refusal("NOT_NOW");
    await updateRemoved(tx, workspace, meetingId, id, removed ? new Date(now) : null);
    const { votes, ...told } = { ...ideaOf(idea), removed };
    await insertEvents(tx, workspace, meetingId, [{ kind: "ideas", detail: { ideas: [told] } }], new Date(now));
    return { ...told, votes };
  });
}
