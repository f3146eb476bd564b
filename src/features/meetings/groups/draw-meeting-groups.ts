import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { listTeam } from "../../team/store.ts";
import { leads, mayEdit } from "../access.ts";
import type { MeetingView } from "../live/contract.ts";
import { showMeeting } from "../live/show-meeting.ts";
import { insertEvents, listPeople, lockMeeting, meetingShapeOf, type StoredMeeting } from "../live/store.ts";
import { listTimesTogether, updateGroups, updateMeetingStanding } from "../plan/store.ts";
import { drawGroups, type Together } from "./rules.ts";

type Asked = { id: string; version: number; of: "invited" | "joined" };

/** Draws everybody's group anew; whoever is not drawn is in none. */
export async function drawMeetingGroups(
  { db, session, now }: Acting,
  { id, version, of }: Asked,
  dice: () => number = Math.random,
): Promise<MeetingView> {
  const { workspace } = session;
  await db.transaction().execute(async (tx) => {
    const meeting = await lockMeeting(tx, workspace, id, session.memberId);
    refuseGrouping(session, meeting);
    if (meeting.version !== version) throw new Refusal("CHANGED_MEANWHILE");
    const people = await listPeople(tx, workspace, id);
    const drawn = people.filter(({ joined }) => of === "invited" || joined);
    const managers = new Map((await listTeam(tx, workspace)).map((member) => [member.id, member.managerId]));
    const groups = drawGroups(
      drawn.map((person) => ({ id: person.id, managerId: managers.get(person.id) ?? null })),
      togetherOf(
        await listTimesTogether(
          tx,
          workspace,
          drawn.map((person) => person.id),
        ),
      ),
      dice,
    );
    const numbers = new Map(groups.flatMap((group, place) => group.map((memberId) => [memberId, place + 1] as const)));
    const placed = people.map((person) => ({ ...person, groupNumber: numbers.get(person.id) ?? null }));
    await updateGroups(
      tx,
      workspace,
      id,
      placed.map(({ id: memberId, groupNumber }) => ({ memberId, groupNumber })),
    );
    const after = { ...meetingShapeOf(meeting), version: meeting.version + 1 };
    await updateMeetingStanding(tx, workspace, after);
    const told = [
      { kind: "people" as const, detail: { people: placed, gone: [] } },
      { kind: "meeting" as const, detail: after },
    ];
    await insertEvents(tx, workspace, id, told, new Date(now));
  });
  return showMeeting({ db, session, now }, { id });
}

/** Puts one person into another group, or out of theirs. */
export async function moveToGroup(
  { db, session, now }: Acting,
  { id, memberId, groupNumber }: { id: string; memberId: string; groupNumber: number | null },
): Promise<{ memberId: string; groupNumber: number | null }> {
  const { workspace } = session;
  return db.transaction().execute(async (tx) => {
    refuseGrouping(session, await lockMeeting(tx, workspace, id, session.memberId));
    const [person] = await listPeople(tx, workspace, id, [memberId]);
    if (!person) throw new Refusal("NOT_FOUND");
    if (person.groupNumber !== groupNumber) {
      await updateGroups(tx, workspace, id, [{ memberId, groupNumber }]);
      const detail = { people: [{ ...person, groupNumber }], gone: [] };
      await insertEvents(tx, workspace, id, [{ kind: "people", detail }], new Date(now));
    }
    return { memberId, groupNumber };
  });
}

function refuseGrouping(
  session: Acting["session"],
  meeting: StoredMeeting | undefined,
): asserts meeting is StoredMeeting {
  if (!meeting || !(mayEdit(session, meeting) || leads(session, meeting) || meeting.isInvited))
    throw new Refusal("NOT_FOUND");
  if (!leads(session, meeting) && !mayEdit(session, meeting)) throw new Refusal("NOT_ALLOWED");
  if (meeting.state !== "planned" && meeting.state !== "running") throw new Refusal("NOT_NOW");
}

function togetherOf(pairs: readonly { one: string; other: string; times: number }[]): Together {
  const times = new Map(pairs.map(({ one, other, times: met }) => [`${one} ${other}`, met]));
  return (one, other) => times.get(`${one} ${other}`) ?? times.get(`${other} ${one}`) ?? 0;
}
