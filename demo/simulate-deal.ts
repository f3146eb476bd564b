import type { LossKind } from "../src/features/deals/contract.ts";
import { accountOfDeal, pad, repOf, simulateAccount } from "./account.ts";
import { drawCloseDates } from "./deal-close-dates.ts";
import { attributesOf, type DealCourse, drawCandidates, drawCourse } from "./deal-course.ts";
import { drawPeople } from "./deal-people.ts";
import { drawStepAnswers } from "./deal-steps.ts";
import { drawTouches } from "./deal-touches.ts";
import { type Dice, the } from "./dice.ts";
import { amountScore, drawAmount, drawSource, lostStage, products, stageNames, wonStage } from "./market.ts";
import { reps } from "./names.ts";
import type { SimulatedDeal } from "./simulated-deal.ts";
import { baseLogOdds, chance, type TrueModel } from "./true-model.ts";
import type { WorkingCalendar, WorkingTime } from "./working-time.ts";

export type World = {
  seed: number;
  currency: string;
  calendar: WorkingCalendar;
  endsAt: WorkingTime;
  accountCount: number;
  attributeCount: number;
  repShares: readonly number[];
  tiedToAmount: ReadonlySet<string>;
  bulkTimes: readonly WorkingTime[];
  truth: TrueModel;
  plantedIndexes: readonly number[];
  outline: boolean;
};

const competitors = ["Quorvane", "Bellstride", "Nimbrix", "Ostrelle", "Their own spreadsheet"] as const;
/** A bulk edit closes what was decided in the working days before it. */
export const bulkEditDays = 8;
const terms = [12, 24, 36, 12, 6] as const;
const snoozeReasons = [
  "Waiting for their new budget year",
  "Their project lead is on leave",
  "Works council meets first",
] as const;
/** Mostly in the catalogue's own words, as a team writes that has used it for a while. */
const lossReasons: Record<LossKind, readonly string[]> = {
  competitor: ["Lost to competitor", "Price", "Competitor's product fits better", "Incumbent relationship"],
  "no-decision": ["No urgency, no decision", "Budget gone", "Project put on hold", "They went silent"],
  disqualified: ["Not an ideal target", "Weak lead", "Disqualified"],
  unknown: ["Other", "Price"],
};

/** One deal from its first day to its end or the story's, whichever comes first. */
export function simulateDeal(dice: Dice, number: number, createdAt: WorkingTime, world: World): SimulatedDeal {
  const { calendar, truth } = world;
  const account = simulateAccount(world.seed, accountOfDeal(dice.share(), world.accountCount), world.repShares);
  const source = drawSource(dice);
  const amount = drawAmount(dice, account.segment);
  const has = drawCandidates(dice, world.tiedToAmount, amountScore(amount));
  const course = drawCourse(dice, createdAt, has);

  const skill = account.repNumber / (reps.length - 1) - 0.5;
  const without = baseLogOdds(truth, { amount, source, segment: account.segment, skill });
  const causes = truth.causes.filter((_, order) => the(has, the(world.plantedIndexes, order)));
  const finalProbability = chance(causes.reduce((sum, cause) => sum + cause.logOdds, without));
  const won = dice.share() < finalProbability;
  const lastStage = drawLastStage(dice, won, truth.earlyLosses);

  const decidedAt = the(course.stageStarts, lastStage + 1);
  const tidied = dice.happens(0.9);
  const bulk = world.bulkTimes.find((time) => tidied && time > decidedAt && time - decidedAt < bulkEditDays);
  const endsAt = (bulk ?? decidedAt) + (bulk === undefined ? 0 : dice.between(0, 0.0015));
  const closed = endsAt <= world.endsAt;
  const until = Math.min(endsAt, world.endsAt);

  const known = <Fact extends { at: WorkingTime }>(facts: Fact[]) =>
    facts
      .filter(({ at }) => at < until || at === createdAt)
      .map((fact) => ({ ...fact, at: calendar.instantAt(fact.at) }));
  const closeDates = drawCloseDates(dice, course, calendar);
  // Named on won deals as often as on lost ones; who lost to a competitor has named one.
  const competitor = dice.happens(0.45) ? dice.pick(competitors) : null;
  const outcome = drawOutcome(dice, won, lastStage, competitor !== null);
  const term = dice.pick(terms);
  const product = dice.pick(products);
  const snooze = closed ? null : drawSnooze(dice, course, world);
  // Last of all, so that a deal told in outline is the same deal.
  const people = world.outline ? [] : drawPeople(dice, world.seed, account, course);
  const touches = world.outline ? [] : drawTouches(dice, course, people, source, paceOf(account.repNumber), until);
  const stepAnswers = world.outline ? [] : drawStepAnswers(dice, course, people);
  const entered = course.stageStarts.slice(0, lastStage + 1).map((at, stage) => ({ name: the(stageNames, stage), at }));
  const reached = (stage: number) => stage <= lastStage && the(course.stageStarts, stage) < until;

  return {
    number,
    id: `D-${pad(number + 1)}`,
    name: `${account.name}: ${product}`,
    account,
    rep: repOf(reps, account),
    source,
    product,
    amount,
    currency: world.currency,
    createdAt: calendar.instantAt(createdAt),
    status: closed ? (won ? "won" : "lost") : "open",
    lossKind: closed ? outcome.lossKind : null,
    lossReason: closed ? outcome.lossReason : null,
    closedAt: closed ? calendar.instantAt(endsAt) : null,
    competitor,
    pitchedOn: reached(2) ? calendar.dayAt(the(course.stageStarts, 2) + 0.4) : null,
    offeredTermMonths: reached(3) ? term : null,
    closeDates: known(closeDates),
    stages: [
      ...known(entered),
      ...(closed ? [{ name: won ? wonStage : lostStage, at: calendar.instantAt(endsAt) }] : []),
    ],
    people: people
      .filter(({ roles }) => the(roles, 0).at < until || the(roles, 0).at === createdAt)
      .map(({ person, roles }) => ({ person, roles: known(roles) })),
    touches: known(touches).map(({ person, ...touch }) => ({ ...touch, personId: person?.person.id ?? null })),
    stepAnswers: known(stepAnswers),
    attributes: attributesOf(has, world.attributeCount),
    snooze,
    truth: { course, finalProbability, logOddsWithoutCauses: without, endsAt, won },
  };
}

/** The stage a deal is in when it ends: the last, or earlier for some of those that are lost. */
function drawLastStage(dice: Dice, won: boolean, earlyLosses: readonly number[]): number {
  const lastStage = stageNames.length - 1;
  const late = Math.max(0, 1 - earlyLosses.reduce((sum, share) => sum + share, 0));
  const stage = dice.weighted([...earlyLosses, late]);
  return won || stage >= earlyLosses.length ? lastStage : stage;
}

/** Some reps are on the phone more often than others; it changes nothing. */
function paceOf(repNumber: number): number {
  return 0.85 + 0.04 * repNumber;
}

function drawOutcome(dice: Dice, won: boolean, stage: number, rivalled: boolean) {
  const kinds = ["competitor", "no-decision", "disqualified", "unknown"] as const;
  const early = stage < 2;
  const kind = the(kinds, dice.weighted([rivalled ? 70 : 0, early ? 35 : 45, early ? 45 : 6, 10]));
  const reason = dice.pick(lossReasons[kind]);
  const written = dice.happens(0.85);
  return { lossKind: won ? null : kind, lossReason: won || !written ? null : reason };
}

/** A few open deals rest for a good reason. */
function drawSnooze(dice: Dice, course: DealCourse, { calendar, endsAt }: World): SimulatedDeal["snooze"] {
  if (!dice.happens(0.04) || endsAt - the(course.stageStarts, 0) < 8) return null;
  const startedAt = calendar.instantAt(endsAt - dice.between(1, 6));
  const untilOn = calendar.dayAt(endsAt + dice.between(5, 30));
  return { reason: dice.pick(snoozeReasons), startedAt, untilOn };
}
