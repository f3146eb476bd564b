import fc from "fast-check";
import { expect, test } from "vitest";
import { groupedFolds } from "./grouped-folds.ts";

test("two looks at one deal stay together, as the docstring says", () => {
  const folds = groupedFolds({
    groups: Int32Array.of(0, 0, 1, 2),
    outcomes: Uint8Array.of(1, 1, 0, 1),
    folds: 2,
    order: [0, 1, 2],
  });
  expect(folds).toEqual(Uint8Array.of(0, 0, 1, 1));
});

test("every deal has one fold, and won and lost are dealt out evenly, in whatever order", () => {
  const deals = fc.array(fc.record({ won: fc.boolean(), looks: fc.integer({ min: 1, max: 4 }), lot: fc.nat() }), {
    minLength: 1,
    maxLength: 60,
  });
  fc.assert(
    fc.property(deals, fc.integer({ min: 2, max: 10 }), (drawn, folds) => {
      const rows = drawn.flatMap(({ won, looks }, deal) => Array.from({ length: looks }, () => ({ deal, won })));
      const order = drawn.map(({ lot }, deal) => ({ lot, deal })).sort((one, other) => one.lot - other.lot);
      const answer = groupedFolds({
        groups: Int32Array.from(rows, ({ deal }) => deal),
        outcomes: Uint8Array.from(rows, ({ won }) => (won ? 1 : 0)),
        folds,
        order: order.map(({ deal }) => deal),
      });
      const foldOf = new Map<number, number>();
      for (const [row, { deal }] of rows.entries()) {
        expect(foldOf.get(deal) ?? answer[row]).toBe(answer[row]);
        foldOf.set(deal, answer[row] ?? -1);
      }
      for (const side of [true, false]) {
        const counts = Array.from(
          { length: folds },
          (_, fold) => drawn.filter(({ won }, deal) => won === side && foldOf.get(deal) === fold).length,
        );
        expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
      }
    }),
  );
});
