import { attributes, candidates, type HabitKey, habitKeys, habits } from "./candidates.ts";
import { type Dice, the } from "./dice.ts";
import type { WorkingTime } from "./working-time.ts";

/**
 * The course a deal takes if it is worked to its end: how long each stage lasts and when each habit shows or is ruled
 * out. Drawn before the outcome and without looking at it, so that nothing in it can hang together with winning except
 * what is planted.
 */
export type DealCourse = {
  /** In the order of `candidates`. */
  has: boolean[];
  /** Per habit, when the event came that settles it; null where it never came. */
  settledAt: (WorkingTime | null)[];
  /** When each open stage is entered, and last the end. */
  stageStarts: WorkingTime[];
};

type StageTimes = { days: number; least: number; most: number };

/** Working days per stage. Proposals take longest. */
export const stageDays: readonly StageTimes[] = [
  { days: 6, least: 0.5, most: 1.45 },
  { days: 9, least: 0.5, most: 1.45 },
  { days: 9, least: 0.5, most: 1.45 },
  { days: 14, least: 0.6, most: 1.35 },
  { days: 7, least: 0.5, most: 1.45 },
];

/** A deal that gets stuck after its demo stays there for three to five times the usual. */
const stuck = { least: 2.8, most: 5 };
/** Working days without a word that happen on any deal. Longer ones only happen where they are meant to. */
export const longestPause = 6;
/** Twelve working days are at least sixteen calendar days. */
export const silence = { leastDays: 12, mostDays: 14.5, startsAfterDays: 1.5 };

export function drawCourse(dice: Dice, createdAt: WorkingTime, has: boolean[]): DealCourse {
  const holds = (key: HabitKey) => the(has, habitKeys.indexOf(key));
  const stageStarts = [createdAt];
  for (const [stage, { days, least, most }] of stageDays.entries()) {
    // The mean of two draws: most stages take about their usual time.
    let share = (dice.between(least, most) + dice.between(least, most)) / 2;
    const long = dice.between(stuck.least, stuck.most);
    if (stage === 2 && holds("stuck-in-demo")) share = long;
    const length = days * share;
    // A long silence needs room; the stage is then one of the longer ones, but no longer than others get.
    const room = dice.between(silence.mostDays + 3, days * most);
    const taken = stage === 3 && holds("silent-after-proposal") ? Math.max(length, room) : length;
    stageStarts.push(the(stageStarts, stage) + taken);
  }
  const settledAt = habitKeys.map((key) => settling(dice, key, holds(key), stageStarts));
  return { has, settledAt, stageStarts };
}

/** Share of deals not stuck that would still be in their stage after this many of its usual lengths. */
export function stillInStage(stage: number, lengths: number): number {
  const { least, most } = the(stageDays, stage);
  const place = Math.max(0, Math.min(1, (lengths - least) / (most - least)));
  // The mean of two uniform draws is spread like a triangle.
  return place < 0.5 ? 1 - 2 * place * place : 2 * (1 - place) * (1 - place);
}

function settling(dice: Dice, key: HabitKey, holds: boolean, starts: readonly WorkingTime[]): WorkingTime | null {
  const { window, eventShows } = habits[key];
  const stage = the(window, Math.floor(dice.share() * window.length));
  const where = dice.share();
  if (holds !== eventShows) return null;
  const start = the(starts, stage);
  const length = the(starts, stage + 1) - start;
  if (key === "stuck-in-demo") return start + the(stageDays, stage).days * the(stageDays, stage).most;
  if (key === "silent-after-proposal") return start + silence.startsAfterDays + longestPause + 0.5;
  if (key === "close-date-pushed-twice") return start + length * (0.5 + 0.3 * where);
  if (key === "slow-answers") return start + length * (0.1 + 0.4 * where);
  return start + length * (0.05 + 0.9 * where);
}

/** Which candidates a deal has. `tiedToAmount` become likelier with the amount, and still do nothing by themselves. */
export function drawCandidates(dice: Dice, tiedToAmount: ReadonlySet<string>, amountScore: number): boolean[] {
  return candidates.map(({ key, prevalence }) => {
    const odds = (prevalence / (1 - prevalence)) * (tiedToAmount.has(key) ? Math.exp(1.2 * amountScore) : 1);
    return dice.share() < odds / (1 + odds);
  });
}

export function attributesOf(has: readonly boolean[], count: number): Record<string, string> {
  return Object.fromEntries(
    attributes
      .slice(0, count)
      .map(({ column, present, absent }, index) => [column, has[habitKeys.length + index] ? present : absent]),
  );
}
