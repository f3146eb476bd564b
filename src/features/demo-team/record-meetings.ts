import { randomUUID } from "node:crypto";
import { type Dice, rollDice } from "../../../demo/dice.ts";
import { addDays, dayMs, dayOf, type Instant, startOfDay } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { openSharedText } from "../../platform/shared-text.ts";
import { findDeal } from "../deals/store.ts";
import { mayPlan } from "../meetings/access.ts";
import { drawMeetingGroups } from "../meetings/groups/draw-meeting-groups.ts";
import { adoptIdea } from "../meetings/ideas/adopt-idea.ts";
import { mergeIdea } from "../meetings/ideas/merge-idea.ts";
import { voteForIdea } from "../meetings/ideas/vote-for-idea.ts";
import { createIdeaWriter } from "../meetings/ideas/write-ideas.ts";
import type { MeetingPlan } from "../meetings/plan/contract.ts";
import { insertMeeting, replacePeople } from "../meetings/plan/store.ts";
import { proposeMeeting } from "../meetings/proposals/propose-meeting.ts";
import type { RunAct } from "../meetings/running/contract.ts";
import { joinMeeting } from "../meetings/running/join-meeting.ts";
import { usualRounds } from "../meetings/running/rules.ts";
import { runMeeting } from "../meetings/running/run-meeting.ts";
import { replaceTopics } from "../meetings/topics/store.ts";
import { saveWorksheet } from "../meetings/worksheet/save-worksheet.ts";
import { showWorksheet } from "../meetings/worksheet/show-worksheet.ts";
import { listUses } from "../playbook/uses/store.ts";
import { listReasonsOf } from "../reasons/store.ts";
import { listTeam } from "../team/store.ts";
import { addWorkingDays, mondayToFriday } from "../team/working-calendar/rules.ts";
import { onAWeekday, type Scene } from "./record-past-work.ts";
import { finish } from "./record-playbook.ts";
import { findQuotedRecommendation } from "./store.ts";
import { adoptedIdeas, toldIdeas } from "./told-practices.ts";

const minuteMs = 60_000;
const votesEach = 3;

type People = { leadId: string; sellerIds: string[]; invitedIds: string[] };

/** A meeting of three weeks ago, from its agenda to what became of its ticks; and the next one, led by whoever looks. */
export async function recordMeetings(scene: Scene): Promise<void> {
  const team = await listTeam(scene.db, scene.workspace);
  const [lead, ...managers] = team.filter(({ role }) => role === "manager");
  const sellerIds = team.filter(({ role, managerId }) => role === "rep" && managerId !== null).map(({ id }) => id);
  if (!lead || sellerIds.length === 0) return;
  const people = { leadId: lead.id, sellerIds, invitedIds: [...sellerIds, ...managers.map(({ id }) => id)] };
  await holdMeeting(scene, people, rollDice(10));
  await planNext(scene, people);
}

/** As the plan of a meeting is kept. Demo people cannot sign in, so that nobody could invite them. */
async function plan({ db, workspace }: Scene, planned: MeetingPlan, by: { memberId: string; at: Instant }) {
  const id = randomUUID();
  await db.transaction().execute(async (tx) => {
    await insertMeeting(tx, workspace, id, planned, { madeBy: by.memberId, madeAt: new Date(by.at) });
    await replacePeople(tx, workspace, id, planned.memberIds);
    await replaceTopics(tx, workspace, id, planned.topics);
  });
  return id;
}

async function holdMeeting(scene: Scene, { leadId, sellerIds, invitedIds }: People, dice: Dice): Promise<void> {
  const { db, workspace, timeZone, now, sessionOf } = scene;
  const heldOn = dayOf(onAWeekday(now - 21 * dayMs), timeZone);
  const beginsAt = startOfDay(heldOn, timeZone) + 10 * 60 * minuteMs;
  const topics = await agendaOf(scene, beginsAt);
  const planned = {
    ...{ title: "What the last quarter's losses say", periodFrom: addDays(heldOn, -90), periodTo: heldOn },
    ...{ plannedFor: new Date(beginsAt).toISOString(), leadId, memberIds: invitedIds, topics },
    ...{ rounds: usualRounds, votesEach },
  };
  const id = await plan(scene, planned, { memberId: leadId, at: beginsAt - 5 * dayMs });
  let clock = beginsAt;
  const by = (memberId: string): Acting => {
    clock += 20_000;
    return { db, session: sessionOf(memberId), now: clock };
  };
  for (const memberId of invitedIds) await joinMeeting(by(memberId), { id });
  const drawn = await drawMeetingGroups(by(leadId), { id, version: 1, of: "joined" }, () => dice.share());
  let { version } = drawn.meeting;
  const run = async (act: RunAct) => {
    version = (await runMeeting(by(leadId), { id, version, act })).version;
  };
  await run({ kind: "start" });
  const ideaIds = await thinkOfIdeas(by, { id, topics, sellerIds });
  for (let round = 0; round < usualRounds.length; round += 1) {
    clock += 4 * minuteMs;
    await run({ kind: "next" });
  }
  await chooseIdeas(scene, by, { id, leadId, sellerIds, ideaIds });
  await run({ kind: "worksheet" });
  for (const memberId of sellerIds) await tick(by(memberId), id);
  clock += 10 * minuteMs;
  await run({ kind: "end" });
  const page = { after: null, limit: 100 };
  const ticked = await listUses(db, workspace, "all", { meetingId: id, state: "open" }, page);
  for (const [place, use] of ticked.entries()) {
    const deal = use.deal && (await findDeal(db, workspace, use.deal.id));
    if (deal?.ownerId && place % 2 === 0) await finish(scene, use, deal.ownerId);
  }
}

/** Two reasons, what a customer recommended and let us repeat, and a question. */
async function agendaOf({ db, workspace }: Scene, until: Instant): Promise<MeetingPlan["topics"]> {
  const reasons = new Map((await listReasonsOf(db, workspace)).map(({ key, id, name }) => [key, { id, name }]));
  const about = (key: string) => {
    const reason = reasons.get(key);
    const topic = { id: randomUUID(), kind: "loss" as const, dealId: null, sourceId: null };
    return reason ? [{ ...topic, words: reason.name, reasonId: reason.id }] : [];
  };
  const quoted = await findQuotedRecommendation(db, workspace, until);
  const nothing = { dealId: null, sourceId: null, reasonId: null };
  return [
    ...about("went-silent"),
    ...about("proposal-late"),
    quoted
      ? { id: randomUUID(), kind: "recommendation", reasonId: null, ...quoted }
      : { id: randomUUID(), kind: "question", words: "What would make them trust the switch?", ...nothing },
    { id: randomUUID(), kind: "question", words: "How do they feel what waiting costs?", ...nothing },
  ];
}

type By = (memberId: string) => Acting;
type Running = { id: string; topics: MeetingPlan["topics"]; sellerIds: readonly string[] };

async function thinkOfIdeas(by: By, { id, topics, sellerIds }: Running): Promise<string[]> {
  const write = createIdeaWriter();
  const ids: string[] = [];
  for (const [place, { topic, words }] of toldIdeas.entries()) {
    const text = openSharedText(null, { isSaved: true });
    text.type(words);
    const { update } = text.unsaved() ?? { update: "" };
    const writerId = sellerIds[place % sellerIds.length] ?? "";
    const ideaId = randomUUID();
    await write(by(writerId), { meetingId: id, id: ideaId, topicId: topics[topic]?.id ?? null, update });
    ids.push(ideaId);
  }
  return ids;
}

type Choosing = { id: string; leadId: string; sellerIds: readonly string[]; ideaIds: readonly string[] };

/** Merged, voted for by turns, and the two with the most votes adopted. */
async function chooseIdeas({ db, workspace }: Scene, by: By, { id, leadId, sellerIds, ideaIds }: Choosing) {
  const ideaAt = (place: number) => ideaIds[place] ?? "";
  for (const [place, { merged }] of toldIdeas.entries()) {
    if (merged === undefined) continue;
    await mergeIdea(by(leadId), { meetingId: id, id: ideaAt(place), into: ideaAt(merged) });
  }
  const left = toldIdeas.map(({ votes }) => votes);
  for (const memberId of sellerIds) {
    const wanted = [...left.keys()].sort((one, other) => (left[other] ?? 0) - (left[one] ?? 0)).slice(0, votesEach);
    for (const place of wanted.filter((each) => (left[each] ?? 0) > 0)) {
      left[place] = (left[place] ?? 0) - 1;
      await voteForIdea(by(memberId), { meetingId: id, id: ideaAt(place), voted: true });
    }
  }
  const reasons = new Map((await listReasonsOf(db, workspace)).map((reason) => [reason.key, reason.id]));
  for (const { idea, reason, ...words } of adoptedIdeas) {
    const links = { reasonId: reasons.get(reason) ?? null, flagId: null, repairId: null };
    await adoptIdea(by(leadId), { meetingId: id, id: ideaAt(idea), practiceId: randomUUID(), ...words, ...links });
  }
}

/** Each on the first two of their deals where a practice applies. */
async function tick(by: Acting, id: string): Promise<void> {
  const { deals } = await showWorksheet(by, { id });
  const applying = deals.flatMap(({ id: dealId, cells }) =>
    cells.flatMap(({ practiceId, applies }) => (applies === "yes" ? [{ dealId, practiceId, ticked: true }] : [])),
  );
  await saveWorksheet(by, { id, cells: applying.slice(0, 2), done: true });
}

/** In a few days, with what the period's losses propose. */
async function planNext(scene: Scene, { sellerIds }: People): Promise<void> {
  const { db, timeZone, now, viewer } = scene;
  if (!mayPlan(viewer)) return;
  const { title, periodFrom, periodTo, topics, rounds } = await proposeMeeting({ db, session: viewer, now }, {});
  const heldOn = addWorkingDays(dayOf(now, timeZone), 3, mondayToFriday);
  const plannedFor = new Date(startOfDay(heldOn, timeZone) + 10 * 60 * minuteMs).toISOString();
  const chosen = topics.slice(0, 5).map(({ because: _, ...topic }) => ({ ...topic, id: randomUUID() }));
  const planned = { title, periodFrom, periodTo, plannedFor, leadId: viewer.memberId, memberIds: sellerIds };
  await plan(scene, { ...planned, topics: chosen, rounds, votesEach }, { memberId: viewer.memberId, at: now });
}
