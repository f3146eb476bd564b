import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { MeetingShape } from "../live/contract.ts";
import { lockLed, lockToEnd } from "../live/find-followed.ts";
import { insertEvents, meetingShapeOf } from "../live/store.ts";
import { updateMeetingStanding } from "../plan/store.ts";
import { keepRecord } from "../record/keep-record.ts";
import type { RunAct } from "./contract.ts";
import { afterAct } from "./rules.ts";

type Asked = { id: string; version: number; act: RunAct };

/**
 * Does what who leads the meeting says, if it still stands as they saw it. Where nobody leads it any more, others end it from
 * wherever it stands.
 */
export async function runMeeting({ db, session, now }: Acting, { id, version, act }: Asked): Promise<MeetingShape> {
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    const meeting = await (act.kind === "end" ? lockToEnd : lockLed)(tx, session, id);
    if (meeting.version !== version) throw new Refusal("CHANGED_MEANWHILE");
    const shape = meetingShapeOf(meeting);
    const toSheets = meeting.leadId === null ? afterAct(shape, { kind: "worksheet" }, now) : null;
    const acted = afterAct(toSheets ?? shape, act, now);
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
