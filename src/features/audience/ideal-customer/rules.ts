import type { FitBand, NeverBuys, RowCondition, Scorecard } from "./contract.ts";

/** Goes up whenever the method changes what it would say about the same deals. */
export const methodVersion = 1;

/** One point in log-odds: where things stand even, five in a hundred. */
export const logOddsOfPoint = 0.2;
/** What goes with losses alone would else have any number of points: this many leave two in a hundred of an even chance. */
export const mostPoints = 20;
/** A scorecard that nobody can keep in mind is none. */
export const mostRows = 8;
/**
 * Of deals with so few points practically none was ever won: the upper limit of their share lies below one in twenty, and
 * below a quarter of what is usual, since who wins little anyway must not give up on everybody.
 */
export function neverBuysBelow(usualShare: number): number {
  return Math.min(0.05, usualShare / 4);
}
/** What only a few customers show says something of these customers, and nothing of the next one. */
export const fewestCustomers = 10;

/** What a column says of a deal as it began: text, or cents where it is money. */
export type Fact = string | number | null;
/** 0: nothing is known. */
export const [unknownAnswer, noAnswer, yesAnswer] = [0, 1, 2] as const;
export type Answer = 0 | 1 | 2;

export function answerTo(is: RowCondition, fact: Fact): Answer {
  if (fact === null || fact === "") return unknownAnswer;
  if (is.kind === "value") return String(fact) === is.value ? yesAnswer : noAnswer;
  const number = typeof fact === "number" ? fact : numberIn(fact);
  if (!Number.isFinite(number)) return unknownAnswer;
  return number >= (is.from ?? Number.NEGATIVE_INFINITY) && number < (is.below ?? Number.POSITIVE_INFINITY)
    ? yesAnswer
    : noAnswer;
}

function numberIn(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}

export function keyOf(is: RowCondition): string {
  return is.kind === "value" ? `${is.heading}=${is.value}` : `${is.heading}:${is.from ?? ""}..${is.below ?? ""}`;
}

/** The answers of a deal to every row, as bits: what applies, and of what nothing is known. */
export type Marks = { shown: number; known: number };

export function marksOf(answers: readonly Answer[]): Marks {
  let [shown, known] = [0, 0];
  for (const [place, answer] of answers.entries()) {
    if (answer !== unknownAnswer) known |= 1 << place;
    if (answer === yesAnswer) shown |= 1 << place;
  }
  return { shown, known };
}

export function pointsOf(rows: readonly { points: number }[], { shown }: Pick<Marks, "shown">): number {
  return rows.reduce((sum, { points }, place) => sum + ((shown >> place) & 1 ? points : 0), 0);
}

/** What brought a deal its points, most first, and which headings say nothing of it. */
export function explain({ rows }: Pick<Scorecard, "rows">, marks: Marks) {
  const has = (bits: number, place: number) => ((bits >> place) & 1) === 1;
  return {
    points: pointsOf(rows, marks),
    applies: rows
      .filter((_, place) => has(marks.shown, place))
      .map(({ is, points }) => ({ is, points }))
      .toSorted((one, other) => Math.abs(other.points) - Math.abs(one.points)),
    unknown: [...new Set(rows.flatMap(({ is }, place) => (has(marks.known, place) ? [] : is.heading)))],
  };
}

/** There is one for any points. */
export function bandOf(bands: readonly FitBand[], points: number): FitBand | undefined {
  return bands.find(({ until }) => until === null || points <= until);
}

/** The points from which on downwards deals are named as never going to buy; null where none are. */
export function neverBuysUntil({ lowest, named }: NeverBuys): number | null {
  return named && lowest ? lowest.until : null;
}
