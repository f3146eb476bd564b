import { expect, test } from "vitest";
import { choosePenalty, spreadPenalties } from "./choose-penalty.ts";
import { groupedFolds } from "./grouped-folds.ts";
import { ridgeCoefficients } from "./ridge-logistic.ts";
import { sparseRows } from "./sparse-rows.ts";

/** The first column moves the odds, the other twelve do nothing; a fixed sequence stands for chance. */
function table(deals: number) {
  let state = 7;
  const share = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const cells = Array.from({ length: deals }, () => Array.from({ length: 13 }, () => (share() < 0.5 ? 1 : 0)));
  const outcomes = Uint8Array.from(cells, (row) => (share() < (row[0] === 1 ? 0.8 : 0.3) ? 1 : 0));
  const groups = Int32Array.from(cells, (_, deal) => deal);
  const folds = groupedFolds({ groups, outcomes, folds: 5, order: Array.from(groups) });
  return { rows: sparseRows(cells), outcomes, folds };
}
const grid = [0.25, 1, 4, 16, 64, 256];

test("facts that do nothing get a heavy penalty of their own, and a fact that counts a light one", () => {
  const columnGroups = Uint8Array.of(0, ...Array.from({ length: 12 }, () => 1));
  const question = { ...table(400), columnGroups, grid };
  const apart = choosePenalty(question);
  const alike = choosePenalty({ ...question, columnGroups: new Uint8Array(13) });
  if (apart.kind !== "chosen" || alike.kind !== "chosen") throw new Error("a choice was expected");
  expect((apart.penalties[1] ?? 0) / (apart.penalties[0] ?? 1)).toBeGreaterThanOrEqual(4);
  expect(apart.logLoss).toBeLessThan(alike.logLoss);
});

test("the loss is that of models fitted without the rows they are judged on", () => {
  const question = { ...table(120), columnGroups: new Uint8Array(13), grid };
  const chosen = choosePenalty(question);
  if (chosen.kind !== "chosen") throw new Error("a choice was expected");
  const penalties = spreadPenalties(chosen.penalties, question.columnGroups);
  for (const fold of [0, 3]) {
    const weights = Float64Array.from(question.folds, (each) => (each === fold ? 0 : 1));
    const fit = ridgeCoefficients({ rows: question.rows, outcomes: question.outcomes, weights, penalties });
    if (fit.kind !== "fit") throw new Error("a fit was expected");
    for (const [row, each] of question.folds.entries()) {
      if (each !== fold) continue;
      let sum = fit.intercept;
      for (let cell = question.rows.starts[row] ?? 0; cell < (question.rows.starts[row + 1] ?? 0); cell++)
        sum += fit.coefficients[question.rows.at[cell] ?? 0] ?? 0;
      // The search stops a little earlier than a fit that is shown to somebody.
      expect(chosen.outOfFold[row]).toBeCloseTo(sum, 1);
    }
  }
});

test("all won: no variation", () => {
  const answer = choosePenalty({
    rows: sparseRows([[1], [0], [1], [0]]),
    outcomes: Uint8Array.of(1, 1, 1, 1),
    folds: Uint8Array.of(0, 0, 1, 1),
    columnGroups: Uint8Array.of(0),
    grid: [1, 10],
  });
  expect(answer).toEqual({ kind: "no-variation" });
});
