import { expect, test } from "vitest";
import { category, plainTable, shares } from "../odds.fixture.ts";
import { fitOdds } from "../rules.ts";
import { findDuplicates } from "./rules.ts";

/** Ten columns of four values: hardly two deals are the same by chance. */
function table(deals: number, copies: number) {
  const share = shares(31);
  const cells = Array.from({ length: deals }, () => Array.from({ length: 10 }, () => String(Math.floor(share() * 4))));
  const outcomes = cells.map(() => share() < 0.5);
  const rows = [...cells, ...cells.slice(0, copies)];
  return plainTable(
    [...outcomes, ...outcomes.slice(0, copies)],
    Array.from({ length: 10 }, (_, index) =>
      category(
        `c${index}`,
        rows.map((row) => row[index] ?? null),
      ),
    ),
  );
}

test("copies are found, counted, and count once", () => {
  const found = findDuplicates(table(400, 60));
  expect(found.copies).toBe(60);
  expect(found.firstOf[400]).toBe(0);
  expect(found.alike[459]).toBe(59);
  const [with60, without] = [
    fitOdds(table(400, 60), { mayHoldCopies: true, repeats: 1 }),
    fitOdds(table(400, 0), { mayHoldCopies: true, repeats: 1 }),
  ];
  if (with60.kind !== "model" || without.kind !== "model") throw new Error("a model was expected");
  expect(with60).toMatchObject({ duplicates: 60, won: without.won, lost: without.lost });
  expect(with60.quality.auc).toBeCloseTo(without.quality.auc, 9);
  expect(with60.quality.brier).toBeCloseTo(without.quality.brier, 9);
});

test("deals that look the same and ended differently are both kept, and held out together", () => {
  const one = table(300, 1);
  one.outcomes[300] = 1 - (one.outcomes[0] ?? 0);
  const found = findDuplicates(one);
  expect(found.copies).toBe(0);
  expect(found.alike[300]).toBe(found.alike[0]);
});

test("where few facts are known many deals are bound to be the same, and none is called a copy", () => {
  const share = shares(7);
  const outcomes = Array.from({ length: 500 }, () => share() < 0.5);
  const few = plainTable(outcomes, [
    category(
      "source",
      outcomes.map(() => (share() < 0.5 ? "Event" : "Referral")),
    ),
  ]);
  expect(findDuplicates(few).copies).toBe(0);
});

test("looks at one deal are no copies of each other", () => {
  const looks = { ...table(200, 0), deals: Int32Array.from({ length: 200 }, (_, row) => row >> 1) };
  expect(findDuplicates(looks).copies).toBe(0);
});
