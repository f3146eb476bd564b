import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { MeetingIdea } from "../live/contract.ts";
import { lockLed } from "../live/find-followed.ts";
import { ideaOf, insertEvents, type StoredMeeting } from "../live/store.ts";
import { findIdea, listIdeasByIds, listMergedInto, updateMergedInto } from "./store.ts";

type Asked = { meetingId: string; id: string; into: string | null };

/** Puts an idea, and what was merged into it, into another one; or takes it out again. Votes count where it stands. */
export async function mergeIdea({ db, session, now }: Acting, { meetingId, id, into }: Asked): Promise<MeetingIdea> {
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    refuseOutside(await lockLed(tx, session, meetingId));
    const idea = await findIdea(tx, workspace, meetingId, id);
    const target = into === null ? null : await findIdea(tx, workspace, meetingId, into);
    if (!idea || target === undefined) throw new Refusal("NOT_FOUND");
    if (idea.mergedInto === into) return ideaOf(idea);
    // An idea stands in one that stands by itself; what became a practice stays what it is.
    if (target && (target.mergedInto !== null || target.removed || target.id === id)) throw new Refusal("NOT_NOW");
    if (idea.practiceId !== null && into !== null) throw new Refusal("NOT_NOW");
    const moved = [
      id,
      ...(into === null ? [] : (await listMergedInto(tx, workspace, meetingId, id)).map((each) => each.id)),
    ];
    await updateMergedInto(tx, workspace, meetingId, moved, into);
    const counted = [id, idea.mergedInto, into].flatMap((each) => each ?? []);
    const changed = await listIdeasByIds(tx, workspace, meetingId, [...moved, ...counted]);
    const votes = changed
      .filter((each) => counted.includes(each.id))
      .map((each) => ({ ideaId: each.id, votes: each.votes }));
    const ideas = changed.filter((each) => moved.includes(each.id)).map((each) => untold(ideaOf(each)));
    const told = [
      { kind: "ideas" as const, detail: { ideas } },
      { kind: "votes" as const, detail: { votes } },
    ];
    await insertEvents(tx, workspace, meetingId, told, new Date(now));
    const after = changed.find((each) => each.id === id);
    if (!after) throw new Error("The idea that was just merged is not there.");
    return ideaOf(after);
  });
}

function refuseOutside({ state }: Pick<StoredMeeting, "state">): void {
  if (state !== "running") throw new Refusal("NOT_NOW");
}

const untold = ({ votes: _, ...idea }: MeetingIdea) => idea;
