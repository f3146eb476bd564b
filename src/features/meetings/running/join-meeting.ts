import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { groupForLatecomer } from "../groups/rules.ts";
import type { MeetingPerson } from "../live/contract.ts";
import { lockFollowed } from "../live/find-followed.ts";
import { insertEvents, listPeople } from "../live/store.ts";
import { updateJoined } from "./store.ts";

/** Somebody is there: noted once. Where groups were drawn without them, they get into the smallest one. */
export async function joinMeeting({ db, session, now }: Acting, { id }: { id: string }): Promise<MeetingPerson> {
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const meeting = await lockFollowed(tx, session, id);
    const people = await listPeople(tx, workspace, id);
    const me = people.find((person) => person.id === memberId);
    // Who leads without being invited is there anyway.
    if (!me) throw new Refusal("NOT_ALLOWED");
    if (me.joined) return me;
    if (meeting.state === "ended" || meeting.state === "cancelled") throw new Refusal("NOT_NOW");
    const groupNumber = me.groupNumber ?? groupForLatecomer(people.map((person) => person.groupNumber));
    await updateJoined(tx, workspace, id, { memberId, groupNumber, at: new Date(now) });
    const joined = { ...me, joined: true, groupNumber };
    await insertEvents(tx, workspace, id, [{ kind: "people", detail: { people: [joined], gone: [] } }], new Date(now));
    return joined;
  });
}
