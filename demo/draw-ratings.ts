import type { Dice } from "./dice.ts";

/**
 * What lost customers decide by, written down: how much it counts to them and how they see us and the winner, as means on a scale
 * from 1 to 5. Whoever asks them should find we are slower to get going and worse at answering, and easier to use; and
 * nothing of the rest. The keys are those of the priorities a workspace begins with.
 */
export const truePriorities = [
  { key: "fit", importance: 4.5, us: 3.6, winner: 3.7 },
  { key: "start", importance: 4.3, us: 2.6, winner: 4.0 },
  { key: "price", importance: 3.9, us: 3.0, winner: 3.2 },
  { key: "support", importance: 3.8, us: 2.9, winner: 3.7 },
  { key: "ease", importance: 3.6, us: 4.1, winner: 3.2 },
  { key: "trust", importance: 3.4, us: 3.5, winner: 3.6 },
  { key: "integration", importance: 3.1, us: 3.2, winner: 3.3 },
  { key: "terms", importance: 2.4, us: 3.3, winner: 3.2 },
] as const;

export type DrawnRating = { key: string; importance: number; us: number; winner: number | null };

const spread = 0.85;

/** One customer's ratings. Who is strict is strict with both; who chose nobody rates no winner. A few leave some out. */
export function drawRatings(dice: Dice, hasWinner: boolean): DrawnRating[] {
  const strictness = 0.4 * dice.normal();
  const rate = (mean: number) => Math.min(5, Math.max(1, Math.round(mean + strictness + spread * dice.normal())));
  return truePriorities.flatMap(({ key, importance, us, winner }) => {
    const rated = { key, importance: rate(importance - strictness), us: rate(us), winner: rate(winner) };
    const isSaid = dice.happens(0.9);
    return isSaid ? [{ ...rated, winner: hasWinner ? rated.winner : null }] : [];
  });
}
