import { addDays, type Day, dayOf, type Instant } from "../src/platform/dates.ts";
import { type SimulatedAccount, simulateAccount } from "./account.ts";
import { attributes, candidates, habitKeys, habits } from "./candidates.ts";
import { stageDays, stillInStage } from "./deal-course.ts";
import { rollDice, the } from "./dice.ts";
import { managers, others, reps, type TeamMember } from "./names.ts";
import { simulateDeal } from "./simulate-deal.ts";
import type { SimulatedDeal } from "./simulated-deal.ts";
import {
  chanceWhileOpen,
  lossesReaching,
  type Planted,
  solveModel,
  type TrueModel,
  unsettledChance,
} from "./true-model.ts";
import { type WorkingCalendar, workingCalendar } from "./working-time.ts";

export type TeamToSimulate = {
  seed: number;
  /** The story's last instant; it begins two years earlier. */
  endsAt: Instant;
  timeZone: string;
  deals?: number;
  currency?: string;
  /** Candidate → percentage points. What is not named does nothing. See `plantAmong`. */
  planted?: Planted;
  winRate?: number;
  /** Win rate of the ablest rep less that of the least able, in points. */
  skillPoints?: number;
  /** Of the deals that will be lost, the share lost at the end of the first, second, … stage. */
  earlyLosses?: readonly number[];
  /** Candidates that are likelier on large deals. They do nothing, but a careless comparison will blame them. */
  tiedToAmount?: readonly string[];
  /** How many of the thirty attributes the export shows. */
  attributes?: number;
  /** Mornings on which everything decided in the last days was closed within one minute. */
  bulkEdits?: number;
};

export type SimulatedTeam = {
  seed: number;
  timeZone: string;
  currency: string;
  startsAt: Instant;
  endsAt: Instant;
  /** Reps, managers, and the people around them. */
  members: readonly TeamMember[];
  dealCount: number;
  accountCount: number;
  attributeCount: number;
  /**
   * In order of creation, one at a time: memory does not grow with their number. Each call tells the same story again.
   * In outline, people, touches and step answers are left out, which is several times faster; all else is the same.
   */
  deals: (how?: { outline: boolean }) => Generator<SimulatedDeal>;
  accounts: () => Generator<SimulatedAccount>;
  truth: TrueModel;
  /** The true probability of winning this deal, for somebody who knows the model and all that had happened by then. */
  probabilityAt: (deal: SimulatedDeal, at: Instant) => number;
  /** True for a deal that has what the candidate says, whether or not anything is planted on it. In `candidates` order. */
  has: (deal: SimulatedDeal, key: string) => boolean;
};

/** What is planted when nothing else is asked for. */
export const usualCauses: Planted = {
  "no-decision-maker": -20,
  "single-contact": -14,
  "time-frame-never-asked": -12,
  "presented-too-early": -10,
  "slow-answers": -10,
  "silent-after-proposal": -12,
};

const usualEarlyLosses = [0.1, 0.1, 0.08];
const storyDays = 730;
const repShares = [1.25, 1.1, 0.8, 1, 1.05, 0.9, 1.2, 0.75, 0.95];

/** A B2B software sales team of nine over two years, of which everything is known: above all why it wins and loses. */
export function simulateTeam(ask: TeamToSimulate): SimulatedTeam {
  const { seed, endsAt, timeZone, deals: dealCount = 3_000, currency = "EUR" } = ask;
  const planted = ask.planted ?? usualCauses;
  const tied = new Set(ask.tiedToAmount ?? []);
  for (const key of Object.keys(planted))
    if (tied.has(key)) throw new RangeError(`"${key}" cannot be planted and tied to the amount at once`);
  const truth = solveModel({
    planted,
    winRate: ask.winRate ?? 0.45,
    skillPoints: ask.skillPoints ?? 0,
    earlyLosses: ask.earlyLosses ?? usualEarlyLosses,
  });
  const lastDay = dayOf(endsAt, timeZone);
  // Deals that are open at the end have a future, though nobody is told of it.
  const calendar = workingCalendar(addDays(lastDay, -storyDays - 10), addDays(lastDay, 400), timeZone);
  const startsOn = addDays(lastDay, -storyDays);
  const startsAt = calendar.instantAt(Math.ceil(calendar.timeAt(calendarStart(calendar, startsOn))));
  const begins = calendar.timeAt(startsAt);
  const ends = calendar.timeAt(endsAt);
  const accountCount = Math.max(1, Math.ceil(dealCount * 0.6));
  const attributeCount = ask.attributes ?? attributes.length;
  const creation = creationTimes(calendar.days, begins, ends);
  const bulkTimes = bulkEditTimes(ask.bulkEdits ?? 3, begins, ends);
  const plantedIndexes = truth.causes.map((cause) => candidates.findIndex(({ key }) => key === cause.key));

  return {
    seed,
    timeZone,
    currency,
    startsAt,
    endsAt,
    members: [...managers, ...reps, ...others],
    dealCount,
    accountCount,
    attributeCount,
    truth,
    *deals({ outline } = { outline: false }) {
      for (let number = 0; number < dealCount; number++) {
        const dice = rollDice(seed, number);
        const createdAt = creation((number + dice.share()) / dealCount);
        yield simulateDeal(dice, number, createdAt, {
          seed,
          currency,
          calendar,
          endsAt: ends,
          accountCount,
          attributeCount,
          repShares,
          tiedToAmount: tied,
          bulkTimes,
          truth,
          plantedIndexes,
          outline,
        });
      }
    },
    *accounts() {
      for (let number = 0; number < accountCount; number++) yield simulateAccount(seed, number, repShares);
    },
    probabilityAt: (deal, at) => probabilityAt(truth, plantedIndexes, calendar, deal, at),
    has: (deal, key) =>
      the(
        deal.truth.course.has,
        candidates.findIndex((candidate) => candidate.key === key),
      ),
  };
}

/** Picks causes to plant, by lot, among the forty. `points` is taken as it is: give a number below zero for a harm. */
export function plantAmong(ask: { seed: number; howMany: number; points: number }): Planted {
  const dice = rollDice(ask.seed, 40);
  const byLot = candidates.map(({ key }) => ({ key, lot: dice.share() })).sort((one, other) => one.lot - other.lot);
  return Object.fromEntries(byLot.slice(0, ask.howMany).map(({ key }) => [key, ask.points]));
}

function calendarStart(calendar: WorkingCalendar, day: Day): Instant {
  const index = calendar.days.findIndex((each) => each >= day);
  return calendar.instantAt(index);
}

/** More deals in spring and autumn, fewer in August and at Christmas; the second year is a little busier. */
function creationTimes(days: readonly Day[], begins: number, ends: number): (share: number) => number {
  const byMonth = [0.95, 1, 1.15, 1.05, 1, 0.95, 0.85, 0.7, 1.1, 1.15, 1.05, 0.7];
  const upTo = [0];
  for (let index = Math.floor(begins); index <= Math.floor(ends); index++) {
    const open = Math.min(index + 1, ends) - Math.max(index, begins);
    const growth = 1 + (0.15 * (index - begins)) / (ends - begins);
    const month = Number(the(days, index).slice(5, 7)) - 1;
    upTo.push(the(upTo, upTo.length - 1) + Math.max(0, open) * growth * the(byMonth, month));
  }
  const total = the(upTo, upTo.length - 1);
  return (share) => {
    const wanted = share * total;
    let first = 0;
    let last = upTo.length - 1;
    while (last - first > 1) {
      const middle = (first + last) >> 1;
      if (the(upTo, middle) <= wanted) first = middle;
      else last = middle;
    }
    const from = Math.max(Math.floor(begins) + first, begins);
    const to = Math.min(Math.floor(begins) + first + 1, ends);
    return from + ((wanted - the(upTo, first)) / (the(upTo, last) - the(upTo, first))) * (to - from);
  };
}

function bulkEditTimes(count: number, begins: number, ends: number): number[] {
  return Array.from(
    { length: count },
    (_, index) => Math.floor(begins + ((ends - begins) * (index + 1.4)) / (count + 1)) + 0.12,
  );
}

function probabilityAt(
  truth: TrueModel,
  plantedIndexes: readonly number[],
  calendar: WorkingCalendar,
  deal: SimulatedDeal,
  at: Instant,
): number {
  if (at < deal.createdAt) throw new RangeError("The deal did not exist yet");
  if (deal.closedAt !== null && at >= deal.closedAt) return deal.status === "won" ? 1 : 0;
  const time = calendar.timeAt(at);
  const { course } = deal.truth;
  const next = course.stageStarts.findIndex((start) => start > time);
  const stage = next === -1 ? stageDays.length - 1 : Math.max(0, next - 1);
  let settled = deal.truth.logOddsWithoutCauses;
  const unsettled: { logOdds: number; probability: number }[] = [];
  for (const [order, { logOdds }] of truth.causes.entries()) {
    const index = the(plantedIndexes, order);
    const key = habitKeys[index];
    const has = the(course.has, index);
    if (key === undefined) {
      if (has) settled += logOdds;
      continue;
    }
    const event = the(course.settledAt, index);
    const closesAt = the(course.stageStarts, Math.max(...habits[key].window) + 1);
    if ((event !== null && event <= time) || closesAt <= time) {
      if (has) settled += logOdds;
      continue;
    }
    const passed = (time - the(course.stageStarts, stage)) / the(stageDays, stage).days;
    const left = habits[key].eventShows ? 1 : Math.max(0.03, 1 - passed);
    const othersLeft = key === "stuck-in-demo" && stage === 2 ? Math.max(0.001, stillInStage(stage, passed)) : 1;
    unsettled.push({ logOdds, probability: unsettledChance(habits[key], stage, left, othersLeft) });
  }
  return chanceWhileOpen(settled, unsettled, lossesReaching(truth.earlyLosses, stage));
}
