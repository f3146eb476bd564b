import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { mayEdit } from "../access.ts";
import type { MeetingShape } from "../live/contract.ts";
import { insertEvents, lockMeeting, meetingShapeOf } from "../live/store.ts";
import { updateMeetingStanding } from "./store.ts";

/** Calls a meeting off that has not begun. Called off twice, it is called off once. */
export async function cancelMeeting({ db, session, now }: Acting, { id }: { id: string }): Promise<MeetingShape> {
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    const meeting = await lockMeeting(tx, workspace, id, session.memberId);
    if (!meeting || !mayEdit(session, meeting)) throw new Refusal("NOT_FOUND");
    if (meeting.state === "cancelled") return meetingShapeOf(meeting);
    if (meeting.state !== "planned") throw new Refusal("NOT_NOW");
    const cancelled = { ...meetingShapeOf(meeting), state: "cancelled" as const, version: meeting.version + 1 };
    await updateMeetingStanding(tx, workspace, cancelled);
    await insertEvents(tx, workspace, id, [{ kind: "meeting", detail: cancelled }], new Date(now));
    return cancelled;
  });
}
