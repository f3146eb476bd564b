import { candidates, type Habit } from "./candidates.ts";
import { rollDice, the } from "./dice.ts";
import {
  amountLogOdds,
  amountScore,
  drawAmount,
  drawSegment,
  drawSource,
  type Segment,
  type Source,
  segments,
  sources,
} from "./market.ts";

/** Candidate key → percentage points of win rate that deals with it win more (less: below zero). */
export type Planted = Readonly<Record<string, number>>;

export type PlantedCause = {
  key: string;
  name: string;
  /** Points planted, as a share: -0.2 is twenty points less. */
  difference: number;
  /** Among the deals that entered this stage (0: all deals). */
  amongDealsFromStage: number;
  logOdds: number;
  prevalence: number;
};

/**
 * How deals are decided, written down. The log-odds of winning a deal that is worked to its end are
 *
 *     intercept + amountLogOdds × amountScore + source's + segment's + skillLogOdds × rep's skill + Σ causes it has
 *
 * and the outcome is rolled from that probability alone. Of the deals that will be lost, `earlyLosses[s]` is the share
 * lost at the end of stage s instead of after the last one, whatever the cause.
 */
export type TrueModel = {
  intercept: number;
  amountLogOdds: number;
  sources: Readonly<Record<string, number>>;
  segments: Readonly<Record<string, number>>;
  /** Per unit of skill; reps' skills lie between -0.5 and 0.5. Zero unless asked for. */
  skillLogOdds: number;
  causes: readonly PlantedCause[];
  winRate: number;
  earlyLosses: readonly number[];
};

export type Circumstances = { amount: number; source: Source; segment: Segment; skill: number };

export function chance(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

export function baseLogOdds(model: Pick<TrueModel, "intercept" | "skillLogOdds">, deal: Circumstances): number {
  return (
    model.intercept +
    amountLogOdds * amountScore(deal.amount) +
    deal.source.logOdds +
    deal.segment.logOdds +
    model.skillLogOdds * deal.skill
  );
}

/** The share of later-lost deals that are still alive on entering a stage. */
export function lossesReaching(earlyLosses: readonly number[], stage: number): number {
  return earlyLosses.slice(0, stage).reduce((left, share) => left - share, 1);
}

export function candidateIndex(key: string): number {
  const index = candidates.findIndex((candidate) => candidate.key === key);
  if (index === -1) throw new RangeError(`There is no candidate "${key}" to plant`);
  return index;
}

type Term = { target: number; stage: number; logOdds: number; low: number; high: number; values: Float64Array };

const sampleSize = 5_000;
const cannotAllHold = "These differences cannot all hold at once with this win rate. Plant fewer or smaller ones.";

/**
 * Finds the log-odds that make the planted differences and the win rate come out exactly as asked, on a fixed sample of
 * circumstances (the same for every seed, so the true model depends on what was asked and on nothing else).
 *
 * A cause's difference is standardised: the same deals with it and without it, all else as it is. Candidates are
 * independent of each other and of all else, so the plain difference between deals with and without it is the same.
 */
export function solveModel(ask: {
  planted: Planted;
  winRate: number;
  skillPoints: number;
  earlyLosses: readonly number[];
}): TrueModel {
  const dice = rollDice(20_261_122);
  const asked = Object.entries(ask.planted)
    .filter(([, points]) => points !== 0)
    .map(([key, points]) => ({ candidate: the(candidates, candidateIndex(key)), points }));
  // Independent causes cannot explain more of the outcome's variance than there is.
  const explained = asked.reduce(
    (sum, { candidate: { prevalence }, points }) => sum + (points / 100) ** 2 * prevalence * (1 - prevalence),
    0,
  );
  if (explained >= ask.winRate * (1 - ask.winRate)) throw new RangeError(cannotAllHold);
  const terms: Term[] = asked.map(({ candidate, points }) => ({
    target: points / 100,
    stage: candidate.stage,
    logOdds: 0,
    low: 0,
    high: 1,
    values: new Float64Array(sampleSize),
  }));
  const skill: Term = {
    target: ask.skillPoints / 100,
    stage: 0,
    logOdds: 0,
    low: -0.5,
    high: 0.5,
    values: new Float64Array(sampleSize),
  };
  if (ask.skillPoints !== 0) terms.push(skill);
  const fixed = new Float64Array(sampleSize);
  for (let row = 0; row < sampleSize; row++) {
    const segment = drawSegment(dice);
    const source = drawSource(dice);
    fixed[row] = amountLogOdds * amountScore(drawAmount(dice, segment)) + source.logOdds + segment.logOdds;
    for (const [index, { candidate }] of asked.entries())
      the(terms, index).values[row] = dice.happens(candidate.prevalence) ? 1 : 0;
    skill.values[row] = dice.between(-0.5, 0.5);
  }
  const intercept = settle(fixed, terms, ask.winRate, ask.earlyLosses);
  return {
    intercept,
    amountLogOdds,
    sources: Object.fromEntries(sources.map((source) => [source.name, source.logOdds])),
    segments: Object.fromEntries(segments.map((segment) => [segment.name, segment.logOdds])),
    skillLogOdds: skill.logOdds,
    causes: asked.map(({ candidate, points }, index) => ({
      key: candidate.key,
      name: candidate.name,
      difference: points / 100,
      amongDealsFromStage: candidate.stage,
      logOdds: the(terms, index).logOdds,
      prevalence: candidate.prevalence,
    })),
    winRate: ask.winRate,
    earlyLosses: ask.earlyLosses,
  };
}

/** Newton's method on one term after the other until every target is met. Sets the terms, returns the intercept. */
function settle(fixed: Float64Array, terms: Term[], winRate: number, earlyLosses: readonly number[]): number {
  const sum = Float64Array.from(fixed);
  let intercept = 0;
  for (let round = 0; round < 200; round++) {
    let worst = 0;
    const overall = winRateAt(sum, null, 0, intercept, 1);
    intercept -= (overall.rate - winRate) / overall.slope;
    worst = Math.abs(overall.rate - winRate);
    for (const term of terms) {
      const reaching = lossesReaching(earlyLosses, term.stage);
      const high = winRateAt(sum, term, term.high, intercept, reaching);
      const low = winRateAt(sum, term, term.low, intercept, reaching);
      const miss = high.rate - low.rate - term.target;
      worst = Math.max(worst, Math.abs(miss));
      const step = Math.max(-1, Math.min(1, miss / (term.high * high.slope - term.low * low.slope)));
      for (let row = 0; row < sampleSize; row++) sum[row] = the(sum, row) - step * the(term.values, row);
      term.logOdds -= step;
      // Odds of one to a million: it runs away, because no model can do what was asked.
      if (Math.abs(term.logOdds) > 14) throw new RangeError(cannotAllHold);
    }
    if (worst < 1e-6) return intercept;
  }
  throw new RangeError(cannotAllHold);
}

/** Win rate among the deals still alive at a stage, were this term's value the same for all; and its slope by log-odds. */
function winRateAt(sum: Float64Array, term: Term | null, value: number, intercept: number, reaching: number) {
  let won = 0;
  let alive = 0;
  let wonSlope = 0;
  for (let row = 0; row < sum.length; row++) {
    const own = term ? term.logOdds * (value - the(term.values, row)) : 0;
    const p = chance(intercept + the(sum, row) + own);
    won += p;
    alive += p + (1 - p) * reaching;
    wonSlope += p * (1 - p);
  }
  return { rate: won / alive, slope: (wonSlope * alive - won * wonSlope * (1 - reaching)) / (alive * alive) };
}

/**
 * How likely a deal has a habit that nothing has settled yet. `stageShareLeft`: how much of the present stage is still to
 * come; `othersLeft`: the share of deals without the habit that would still be where this one is.
 */
export function unsettledChance(habit: Habit, stage: number, stageShareLeft: number, othersLeft: number): number {
  const left = habit.window.reduce((sum, at) => sum + (at > stage ? 1 : at === stage ? stageShareLeft : 0), 0);
  const yetToCome = left / habit.window.length;
  const withEvent = habit.eventShows ? habit.prevalence : 1 - habit.prevalence;
  const eventStill = (withEvent * yetToCome) / (withEvent * yetToCome + (1 - withEvent) * othersLeft);
  return habit.eventShows ? eventStill : 1 - eventStill;
}

/**
 * The probability of winning a deal that is alive in a stage: over every way its unsettled causes may yet turn out, the
 * wins among what would still be alive here.
 */
export function chanceWhileOpen(
  settledLogOdds: number,
  unsettled: readonly { logOdds: number; probability: number }[],
  reaching: number,
): number {
  let won = 0;
  let alive = 0;
  const visit = (index: number, logOdds: number, weight: number) => {
    const next = unsettled[index];
    if (next) {
      visit(index + 1, logOdds + next.logOdds, weight * next.probability);
      visit(index + 1, logOdds, weight * (1 - next.probability));
      return;
    }
    const p = chance(logOdds);
    won += weight * p;
    alive += weight * (p + (1 - p) * reaching);
  };
  visit(0, settledLogOdds, 1);
  return won / alive;
}
