import { randomUUID } from "node:crypto";
import { type Dice, rollDice } from "../../../demo/dice.ts";
import type { Database } from "../../platform/database/database.ts";
import { dayMs, type Instant } from "../../platform/dates.ts";
import type { Session, WorkspaceId } from "../../platform/session.ts";
import { listDealRecords } from "../deals/record/store.ts";
import { asOf, type DealRecord } from "../deals/rules.ts";
import type { DebriefAnswers } from "../debriefs/contract.ts";
import { recordDebrief } from "../debriefs/record-debrief.ts";
import {
  asksForOwnPart,
  likelyPromise,
  likelyReasons,
  likelyTurningPoint,
  noAnswers,
  worstStepsFirst,
} from "../debriefs/rules.ts";
import type { ReasonShape, RepairShape } from "../reasons/contract.ts";
import { listReasonsOf, listRepairsOf } from "../reasons/store.ts";
import { missedSteps, type SalesProcess } from "../sales-process/rules.ts";
import { listPipelinesOf, listStepsOf } from "../sales-process/store.ts";
import { type ClosedDeal, listClosedDeals } from "./store.ts";

/** The demo team in its workspace, and how to act as one of its people at an instant. */
export type Scene = {
  db: Database;
  workspace: WorkspaceId;
  timeZone: string;
  now: Instant;
  /** Whoever looks at the demo. */
  viewer: Session;
  sessionOf: (memberId: string) => Session;
};

type Catalogue = { reasons: ReasonShape[]; repairs: RepairShape[]; process: SalesProcess };
type Chosen = { deal: ClosedDeal; by: Session; at: Instant };

/** Losses of the last quarter are debriefed but for the newest; of a year ago some, so that their calls are due now. */
const quarterMs = 90 * dayMs;
const newestMs = 6 * dayMs;
const yearAgo = { from: 400 * dayMs, to: 210 * dayMs };
/** As many at once as keep two cores and a small pool of connections busy. */
const atOnce = 4;

/** The debriefs, promises and calls a team that works with Comeback would have by now, each by its own use case. */
export async function recordPastWork(scene: Scene, progress: (share: number) => Promise<void>): Promise<void> {
  const { db, workspace } = scene;
  const dice = rollDice(3);
  // By themselves: what the product lacked changes nothing of what else was said.
  const needs = rollDice(6);
  const catalogue: Catalogue = {
    reasons: await listReasonsOf(db, workspace),
    repairs: await listRepairsOf(db, workspace),
    process: { steps: await listStepsOf(db, workspace), pipelines: await listPipelinesOf(db, workspace) },
  };
  const chosen = chooseDebriefs(scene, dice, await listClosedDeals(db, workspace, scene.now - yearAgo.from));
  const records = await listDealRecords(
    db,
    workspace,
    chosen.map(({ deal }) => deal.id),
  );
  const recordOf = new Map(records.map((record) => [record.id, record]));
  const promised = new Set<string>();
  // Written down first, one after the other: what chance says may not depend on which is saved first.
  const debriefs = chosen.flatMap((each) => {
    const record = recordOf.get(each.deal.id);
    if (!record) return [];
    const answers = answersTo(scene, dice, each, record, catalogue, promised);
    return [{ ...each, answers: each.deal.status === "lost" ? withNeed(answers, needs, catalogue) : answers }];
  });
  let done = 0;
  await eachOf(debriefs, async ({ deal, by, at, answers }) => {
    const debrief = { dealId: deal.id, debriefId: randomUUID(), version: 0, answers };
    await recordDebrief({ db, session: by, now: at }, { ...debrief, secondsSpent: secondsFor(answers) });
    done += 1;
    if (done % 25 === 0) await progress(done / debriefs.length);
  });
}

/** Each by whoever owns the deal: nobody is shown promises as theirs that they never made. */
function chooseDebriefs({ now, sessionOf }: Scene, dice: Dice, closed: readonly ClosedDeal[]): Chosen[] {
  return closed.flatMap((deal) => {
    const closedAt = deal.closedAt.getTime();
    const age = now - closedAt;
    const lost = deal.status === "lost";
    const recent = lost && age < quarterMs && age > newestMs && dice.happens(0.93);
    const yearOld = lost && age < yearAgo.from && age > yearAgo.to && dice.happens(0.14);
    const win = !lost && age < quarterMs && age > newestMs && dice.happens(0.12);
    const at = closedAt + dice.whole(1, 3) * dayMs;
    if (!recent && !yearOld && !win) return [];
    return [{ deal, by: sessionOf(deal.ownerId), at: onAWeekday(at) }];
  });
}

export function onAWeekday(at: Instant): Instant {
  const weekday = new Date(at).getUTCDay();
  return at + (weekday === 6 ? 2 : weekday === 0 ? 1 : 0) * dayMs;
}

/** What the record suggests, in the words of somebody who was there. */
function answersTo(
  { timeZone }: Scene,
  dice: Dice,
  { deal, by }: Chosen,
  record: DealRecord,
  { reasons, repairs, process }: Catalogue,
  promised: Set<string>,
): DebriefAnswers {
  const closedAt = deal.closedAt.getTime();
  const steps = worstStepsFirst(missedSteps(record, process, timeZone));
  const missedStepIds = steps.filter(({ state }) => state === "missed").map(({ stepId }) => stepId);
  const words = { whatWorked: dice.pick(worked), doDifferently: dice.pick(differently) };
  if (deal.status === "won") return { ...noAnswers, missedStepIds, whatWorked: words.whatWorked };

  const likely = likelyReasons("lost", steps, deal.crmReason, reasons).slice(0, 3);
  const usual = reasons.filter(({ key }) => key !== null && usualReasons.includes(key));
  const clean = likely.length === 0 && missedStepIds.length === 0 && dice.happens(0.5);
  const named = likely.length > 0 || clean ? likely : [dice.pick(usual)];
  const promise = likelyPromise(named, [], repairs);
  const isNew = promise !== null && !promised.has(`${by.memberId} ${promise.flagId}`);
  if (promise && isNew) promised.add(`${by.memberId} ${promise.flagId}`);
  const before = asOf(record, closedAt - 1);
  const turn = likelyTurningPoint(before, process.pipelines, { closedAt, timeZone });
  return {
    ...noAnswers,
    ...words,
    reasons: named.map(({ id, aboutProduct }) => ({
      reasonId: id,
      productScope: aboutProduct ? dice.pick(["inherent", "doable"] as const) : null,
      note: aboutProduct ? dice.pick(productNotes) : "",
    })),
    missedStepIds,
    cleanLoss: clean,
    ownPart: asksForOwnPart(named) ? dice.pick(ownParts) : "",
    turningPointAt: turn && new Date(turn.at).toISOString(),
    turningPointNote: turn?.note ?? "",
    commitments: promise && isNew ? [{ id: randomUUID(), ...promise }] : [],
  };
}

/** Now and then the product could not do what they needed. */
function withNeed(answers: DebriefAnswers, needs: Dice, { reasons }: Catalogue): DebriefAnswers {
  const { key, note } = needs.pick(needed);
  const reason = reasons.find((one) => one.key === key);
  const isNamed = answers.reasons.some(({ reasonId }) => reasonId === reason?.id);
  const isNeeded = needs.happens(0.17);
  const productScope = needs.happens(0.8) ? ("inherent" as const) : ("doable" as const);
  if (!reason || isNamed || !isNeeded || answers.cleanLoss) return answers;
  return { ...answers, reasons: [...answers.reasons, { reasonId: reason.id, productScope, note }] };
}

const secondsFor = (answers: DebriefAnswers) => 70 + 12 * answers.reasons.length + 5 * answers.missedStepIds.length;

export async function eachOf<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items[Symbol.iterator]();
  const oneByOne = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, oneByOne));
}

const usualReasons = ["no-urgency", "budget-gone", "price", "went-silent", "project-on-hold", "incumbent"];

const worked = [
  "The working session on their own data convinced the planners.",
  "We answered the security questions before they asked.",
  "Their champion presented our numbers inside, in her own words.",
  "The reference call with a company of their size.",
  "A short proposal: two pages, one price.",
  "We spoke with the people on the floor first.",
];
const differently = [
  "Ask in the first call who signs, and meet them before the proposal.",
  "Do not show anything until we can say their problem in their words.",
  "Agree the next date before every call ends.",
  "Get a second contact in the first two weeks.",
  "Ask what happens if they do nothing until summer.",
  "Answer the same day, even if it is only to say when.",
  "Ask who else they look at before we send a price.",
];
const ownParts = [
  "We named the price before they had seen what it saves.",
  "We knew of the budget round and did not ask for its date.",
  "We relied on one person to carry it through.",
  "We could have offered a smaller start.",
];
const needed = [
  { key: "product-gap", note: "Offline use in the warehouse." },
  { key: "product-gap", note: "Plans across two companies in one view." },
  { key: "product-gap", note: "Approval by two people." },
  { key: "missing-integration", note: "An interface to their payroll." },
  { key: "product-gap", note: "Offline use in the warehouse." },
];
const productNotes = [
  "Plans across two companies in one view.",
  "Offline use in the warehouse.",
  "An interface to their payroll.",
  "Approval by two people.",
];
