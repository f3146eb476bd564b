import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { MeetingShape } from "../live/contract.ts";
import { lockLed } from "../live/find-followed.ts";
import { insertEvents, meetingShapeOf } from "../live/store.ts";
import { updateMeetingStanding } from "../plan/store.ts";
import { keepRecord } from "../record/keep-record.ts";
import type { RunAct } from "./contract.ts";
import { afterAct } from "./rules.ts";

type Asked = { id: string; version: number; act: RunAct };

/** Does what who leads the meeting says, if it still stands as they saw it. */
export async function runMeeting({ db, session, now }: Acting, { id, version, act }: Asked): Promise<MeetingShape> {
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    const meeting = await lockLed(tx, session, id);
    if (meeting.version !== version) throw new Refusal("CHANGED_MEANWHILE");
    const acted = afterAct(meetingShapeOf(meeting), act, now);
    if (!acted) throw new Refusal("NOT_NOW");
    const at = new Date(now).toISOString();
    const after = {
      ...acted,
      version: version + 1,
      startedAt: act.kind === "start" ? at : acted.startedAt,
      endedAt: act.kind === "end" ? at : acted.endedAt,
    };
    await updateMeetingStanding(tx, workspace, after);
    if (after.state === "ended") await keepRecord(tx, { session, now }, after);
    await insertEvents(tx, workspace, id, [{ kind: "meeting", detail: after }], new Date(now));
    return after;
  });
}
