import { randomUUID } from "node:crypto";
import { type Dice, rollDice } from "../../../demo/dice.ts";
import { addDays, addMonths, dayMs, dayOf, type Instant, startOfDay } from "../../platform/dates.ts";
import { finishCheckUp } from "../check-ups/finish-check-up.ts";
import type { OfferChangeKind } from "../check-ups/offer-changes/contract.ts";
import { saveOfferChange } from "../check-ups/offer-changes/save-offer-change.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { findDebriefReader } from "../deals/debrief-sharing/find-debrief-reader.ts";
import { moveDeal } from "../deals/move-deal.ts";
import { saveLimit } from "../debriefs/product-limits/keep-limits.ts";
import { listProductLimits } from "../debriefs/product-limits/store.ts";
import { listReasonsOf } from "../reasons/store.ts";
import { inOrder } from "../sales-process/rules.ts";
import { listPipelinesOf } from "../sales-process/store.ts";
import { listTeam } from "../team/store.ts";
import { onAWeekday, type Scene } from "./record-past-work.ts";
import { findPipelineOf, listCallsDue, type WaitingCall } from "./store.ts";

const hourMs = 3_600_000;

/** What has become of lost customers since: most calls that were due were made, some came back, and the offer moved on. */
export async function recordCheckUps(scene: Scene): Promise<void> {
  await callTheLost(scene, rollDice(5));
  await noteWhatChanged(scene);
}

type Call = WaitingCall & { at: Instant };

async function callTheLost(scene: Scene, dice: Dice): Promise<void> {
  const { db, workspace, timeZone, now, sessionOf } = scene;
  const yesterday = addDays(dayOf(now, timeZone), -1);
  for (const due of await listCallsDue(db, workspace, yesterday)) {
    const at = onAWeekday(startOfDay(due.dueOn, timeZone) + 10 * hourMs);
    const call = { ...due, at };
    const by = { db, session: sessionOf(due.ownerId), now: at };
    const isMade = dice.happens(0.75) && at < now;
    const { outcome, reached, note } = endOfCall(dice);
    const course = courseOf(dice);
    if (!isMade) continue;
    const done = await finishCheckUp(by, { id: due.id, outcome, reached, note });
    if (done.reopenedAs) await goOn(scene, call, done.reopenedAs.dealId, course);
  }
}

function endOfCall(dice: Dice): { outcome: "reopened" | "later" | "never"; reached: boolean; note: string } {
  const chance = dice.whole(1, 100);
  if (chance <= 38) return { outcome: "reopened", reached: true, note: dice.pick(callsThatOpened) };
  if (chance <= 53) return { outcome: "later", reached: true, note: dice.pick(callsWithHope) };
  if (chance <= 63) return { outcome: "later", reached: false, note: "" };
  return { outcome: "never", reached: dice.happens(0.9), note: dice.pick(callsForNothing) };
}

type Course = { moveAfter: number; closeAfter: number; outcome: "won" | "lost" | null };

const courseOf = (dice: Dice): Course => ({
  moveAfter: dice.whole(3, 9),
  closeAfter: dice.whole(16, 45),
  outcome: dice.pick(["won", "won", "lost", "lost", null] as const),
});

/** A customer who came back knows us: the new deal is soon beyond its first stage, and some are decided by now. */
async function goOn(
  { db, workspace, now, sessionOf }: Scene,
  call: Call,
  dealId: string,
  course: Course,
): Promise<void> {
  const session = sessionOf(call.ownerId);
  const movedAt = onAWeekday(call.at + course.moveAfter * dayMs);
  if (movedAt >= now) return;
  const pipelines = await listPipelinesOf(db, workspace);
  const pipelineId = await findPipelineOf(db, workspace, dealId);
  const stages = pipelines.filter(({ id }) => id === pipelineId).flatMap(inOrder);
  const second = stages.filter(({ type }) => type === "open")[1];
  if (second) await moveDeal({ db, session, now: movedAt }, { id: dealId, stageId: second.id });
  const closedAt = onAWeekday(call.at + course.closeAfter * dayMs);
  if (course.outcome === null || closedAt >= now) return;
  await closeDeal({ db, session, now: closedAt }, { id: dealId, outcome: course.outcome });
}

/** Kept by whoever does marketing for the team. */
async function noteWhatChanged({ db, workspace, timeZone, now, sessionOf }: Scene): Promise<void> {
  const keeper = (await listTeam(db, workspace)).find(({ role }) => role === "marketing");
  if (!keeper) return;
  const by = { db, session: sessionOf(keeper.id), now };
  const reasons = new Map((await listReasonsOf(db, workspace)).map(({ key, id }) => [key, id]));
  const today = dayOf(now, timeZone);
  for (const { monthsAgo, kind, words, answers } of offerChanges) {
    const reasonIds = answers.flatMap((key) => reasons.get(key) ?? []);
    await saveOfferChange(by, { id: randomUUID(), kind, fromOn: addMonths(today, -monthsAgo), words, reasonIds });
  }
  const reader = await findDebriefReader(db, by.session);
  const limits = await listProductLimits(db, workspace, "all", reader, { after: null, limit: 50 });
  const dearest = [...limits].sort((one, other) => other.deals - one.deals || (one.name < other.name ? -1 : 1));
  for (const [place, { monthsAhead, ...became }] of limitsSince.entries()) {
    const limit = dearest[place];
    if (!limit) continue;
    const statusOn = addMonths(today, monthsAhead);
    await saveLimit(by, { id: limit.id, name: limit.name, statusOn, ...became });
  }
}

const offerChanges: { monthsAgo: number; kind: OfferChangeKind; words: string; answers: string[] }[] = [
  {
    ...{ monthsAgo: 2, kind: "price", words: "A smaller start: one site, at half the price, to grow from." },
    answers: ["price", "budget-gone"],
  },
  {
    ...{ monthsAgo: 4, kind: "terms", words: "Twelve months instead of thirty-six, and out after six." },
    answers: ["contract-terms", "switching-effort"],
  },
  {
    ...{ monthsAgo: 5, kind: "product", words: "Moving the data over is done by us, within two weeks." },
    answers: ["switching-effort", "incumbent"],
  },
  {
    monthsAgo: 8,
    kind: "other",
    words: "Hosted in the customer's own country, with its certificate.",
    answers: ["legal-security-review"],
  },
];
/** What became of the limits that cost the most deals. */
const limitsSince = [
  { status: "resolved", monthsAhead: -1, note: "In every plan, without an extra charge." },
  { status: "planned", monthsAhead: 3, note: "In the spring release; they can try it from February." },
] as const;

const callsThatOpened = [
  "The others' support let them wait for a week. They want to see our new version.",
  "A new head of operations, who knew us from her last company.",
  "Their contract ends in spring, and nobody wants to renew it.",
  "The project that was on hold has its budget now.",
];
const callsForNothing = [
  "Signed for three more years with the others.",
  "Built something of their own and are happy with it.",
  "The site was closed.",
];
const callsWithHope = [
  "Not happy with the others' support; look at it again in the next budget round.",
  "A new head of operations starts soon. Call her then.",
  "Asked for our new prices in spring.",
];
