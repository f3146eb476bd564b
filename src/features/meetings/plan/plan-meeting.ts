import type { Tx } from "../../../platform/database/database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { countAnswered } from "../../post-mortems/quotes/store.ts";
import { enoughToTell } from "../../team/small-groups/rules.ts";
import { findMember } from "../../team/store.ts";
import { mayEdit, mayFollow, mayPlan } from "../access.ts";
import type { MeetingView } from "../live/contract.ts";
import { showMeeting } from "../live/show-meeting.ts";
import { insertEvents, listPeople, lockMeeting, meetingShapeOf } from "../live/store.ts";
import { countQuotable } from "../proposals/store.ts";
import { phaseOf } from "../running/rules.ts";
import { replaceTopics } from "../topics/store.ts";
import type { MeetingPlan } from "./contract.ts";
import { countKnown, insertMeeting, replacePeople, updateMeetingPlan } from "./store.ts";

type Asked = MeetingPlan & { id: string; version: number };

/** Plans a meeting, or changes its plan until the worksheet begins. Planned twice under one id, it is one meeting. */
export async function planMeeting({ db, session, now }: Acting, { id, version, ...plan }: Asked): Promise<MeetingView> {
  if (!mayPlan(session)) throw new Refusal("NOT_ALLOWED");
  if (plan.periodFrom > plan.periodTo) throw new Refusal("WRONG_PERIOD");
  await db.transaction().execute(async (tx) => {
    await refuseStrangers(tx, session, plan);
    const made = { madeBy: session.memberId, madeAt: new Date(now) };
    if (version === 0 && (await insertMeeting(tx, session.workspace, id, plan, made))) {
      await replacePeople(tx, session.workspace, id, plan.memberIds);
      await replaceTopics(tx, session.workspace, id, plan.topics);
      return;
    }
    await changePlan(tx, { session, now }, { id, version, ...plan });
  });
  return showMeeting({ db, session, now }, { id });
}

async function changePlan(
  tx: Tx,
  { session, now }: Omit<Acting, "db">,
  { id, version, ...plan }: Asked,
): Promise<void> {
  const { workspace, memberId } = session;
  const meeting = await lockMeeting(tx, workspace, id, memberId);
  if (!meeting || !mayEdit(session, meeting)) throw new Refusal("NOT_FOUND");
  // Sent a second time, because the first answer was lost.
  if (version === 0 && meeting.version === 1 && meeting.madeBy === memberId) return;
  if (meeting.version !== version) throw new Refusal("CHANGED_MEANWHILE");
  const phase = phaseOf(meeting);
  // Once it runs, it is theirs who are in it.
  if (phase !== "planned" && !mayFollow(session, meeting)) throw new Refusal("NOT_FOUND");
  const isLater = meeting.round !== null && meeting.round >= plan.rounds.length;
  if ((phase !== "planned" && phase !== "round" && phase !== "voting") || isLater) throw new Refusal("NOT_NOW");
  await updateMeetingPlan(tx, workspace, id, plan);
  const { gone, added } = await replacePeople(tx, workspace, id, plan.memberIds);
  await replaceTopics(tx, workspace, id, plan.topics);
  const after = await lockMeeting(tx, workspace, id, memberId);
  if (!after) throw new Error("The meeting that was just changed is not there.");
  const people = await listPeople(tx, workspace, id, added);
  await insertEvents(
    tx,
    workspace,
    id,
    [
      { kind: "meeting", detail: meetingShapeOf(after) },
      ...(gone.length + added.length > 0 ? [{ kind: "people" as const, detail: { people, gone } }] : []),
      // Which ones is read when it is told.
      { kind: "topics", detail: { topics: [] } },
    ],
    new Date(now),
  );
}

/** Invited are people of the team who can sign in; who leads may plan; and nobody puts deals on a wall they don't see. */
async function refuseStrangers(tx: Tx, session: Session, { memberIds, leadId, topics }: MeetingPlan): Promise<void> {
  const lead = await findMember(tx, session.workspace, leadId);
  if (!lead || lead.deactivatedAt !== null || !mayPlan(lead)) throw new Refusal("UNKNOWN_PERSON");
  const dealIds = new Set(topics.flatMap(({ dealId }) => dealId ?? []));
  const reasonIds = new Set(topics.flatMap(({ reasonId }) => reasonId ?? []));
  const invited = new Set(memberIds);
  const asked = { memberIds: [...invited], dealIds: [...dealIds], reasonIds: [...reasonIds] };
  const visible = await findVisibleOwners(tx, session);
  const known = await countKnown(tx, session.workspace, visible, asked);
  if (known.members < invited.size) throw new Refusal("UNKNOWN_PERSON");
  if (known.deals < dealIds.size || known.reasons < reasonIds.size) throw new Refusal("NOT_FOUND");
  await refuseWhatIsNotForAll(tx, session, topics, visible);
}

/** A meeting's wall is read by everybody in it: a customer's words need their consent, a lesson's the team's. */
async function refuseWhatIsNotForAll(
  tx: Tx,
  session: Session,
  topics: MeetingPlan["topics"],
  visible: VisibleOwners,
): Promise<void> {
  const recommended = topics.filter(({ kind }) => kind === "recommendation");
  const asked = recommended.flatMap(({ sourceId, dealId }) => (sourceId === null ? [] : { sourceId, dealId }));
  if (asked.length < recommended.length) throw new Refusal("NOT_FOUND");
  if (asked.length > 0) {
    const unnamedToo = enoughToTell(await countAnswered(tx, session.workspace));
    const quotable = await countQuotable(tx, session.workspace, { visible, unnamedToo }, asked);
    if (quotable < asked.length) throw new Refusal("NOT_FOUND");
  }
  const hasLessons = topics.some(({ kind, sourceId }) => kind === "lesson" && sourceId !== null);
  if (hasLessons && (await findDebriefReader(tx, session)).others !== "everything") throw new Refusal("NOT_FOUND");
}
