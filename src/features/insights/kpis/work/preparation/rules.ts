import type { Sums } from "../../../../../statistics/ratio-of-sums.ts";
import { changeOf, shareOf } from "../../rules.ts";
import { addSums, noSums, shareHeld, sharesHeld } from "../ratios/rules.ts";
import type { PreparationFigures, Standings } from "./contract.ts";

/** How a step stood at the close, a letter each. */
export const letters = { inTime: "i", late: "l", missed: "m", notDue: "n" } as const;

/** Closed deals that ended the same way with every step as this: a letter a step, in their order; null: none was recorded. */
export type StepsTally = { won: boolean; pattern: string | null; deals: number };

type Step = { id: string; name: string };

const nothing: Standings = { due: 0, inTime: 0, late: 0, missed: 0 };

const add = (one: Standings, other: Standings): Standings => ({
  due: one.due + other.due,
  inTime: one.inTime + other.inTime,
  late: one.late + other.late,
  missed: one.missed + other.missed,
});

/** So many deals with these steps, each a letter. */
function standingsOf(steps: string, deals: number): Standings {
  const count = (letter: string) => deals * [...steps].filter((each) => each === letter).length;
  const [inTime, late, missed] = [count(letters.inTime), count(letters.late), count(letters.missed)];
  return { due: inTime + late + missed, inTime, late, missed };
}

/** The closed deals of one ending: how many had a step due, their steps, and the sums of x steps of those due, a deal at a time. */
function gather(tallies: readonly StepsTally[]) {
  let [deals, all] = [0, nothing];
  const sums = { inTime: noSums, late: noSums, missed: noSums };
  for (const { pattern, deals: of } of tallies) {
    const each = standingsOf(pattern ?? "", 1);
    if (each.due === 0) continue;
    deals += of;
    all = add(all, standingsOf(pattern ?? "", of));
    const sumsOf = (x: number): Sums => ({
      ...{ of, x: of * x, y: of * each.due },
      ...{ xx: of * x * x, xy: of * x * each.due, yy: of * each.due * each.due },
    });
    sums.inTime = addSums(sums.inTime, sumsOf(each.inTime));
    sums.late = addSums(sums.late, sumsOf(each.late));
    sums.missed = addSums(sums.missed, sumsOf(each.missed));
  }
  return { told: { deals, ...all }, sums };
}

export function preparationOf(steps: readonly Step[], tallies: readonly StepsTally[]): PreparationFigures {
  const ended = (won: boolean) => tallies.filter((tally) => tally.won === won);
  const [won, lost] = [gather(ended(true)), gather(ended(false))];
  const notRecorded = (some: readonly StepsTally[]) =>
    some.reduce((sum, { pattern, deals }) => (pattern === null ? sum + deals : sum), 0);
  return {
    won: won.told,
    lost: lost.told,
    notRecorded: { won: notRecorded(ended(true)), lost: notRecorded(ended(false)) },
    inTime: sharesHeld(won.sums.inTime, lost.sums.inTime),
    late: shareHeld(addSums(won.sums.late, lost.sums.late)),
    missed: shareHeld(addSums(won.sums.missed, lost.sums.missed)),
    steps: steps.map(({ id, name }, place) => {
      const stood = (some: readonly StepsTally[]) =>
        some.reduce((sum, { pattern, deals }) => add(sum, standingsOf(pattern?.[place] ?? "", deals)), nothing);
      const [ofWon, ofLost] = [stood(ended(true)), stood(ended(false))];
      const share = ({ inTime, due }: Standings) => ({ count: inTime, of: due });
      return {
        ...{ stepId: id, name, won: ofWon, lost: ofLost },
        ...{ inTimeWon: shareOf(share(ofWon)), inTimeLost: shareOf(share(ofLost)) },
        difference: changeOf(share(ofWon), share(ofLost)),
      };
    }),
  };
}
