import { expect, test } from "vitest";
import { usualWinsAfterLoss } from "./wins-after-loss.ts";

// R 4: qhyper(c(0.025, 0.975), won, results - 1 - won, afterLoss)
test.each([
  [{ afterLoss: 11, won: 8, results: 20 }, 3, 7],
  [{ afterLoss: 13, won: 8, results: 21 }, 3, 7],
  [{ afterLoss: 40, won: 60, results: 150 }, 11, 21],
  [{ afterLoss: 5, won: 0, results: 13 }, 0, 0],
  [{ afterLoss: 300, won: 450, results: 1001 }, 121, 149],
])("one seller: as R says of %o", (seller, low, high) => {
  const usual = usualWinsAfterLoss([seller]);
  if (usual.kind !== "usual-wins") throw new Error("These are enough.");
  expect(usual.expected).toBeCloseTo((seller.afterLoss * seller.won) / (seller.results - 1), 12);
  expect([usual.low, usual.high]).toEqual([low, high]);
});

test("in every order of nine results, five of them won, the wins after a loss are as often as expected", () => {
  for (const lastWon of [true, false]) {
    const counts = new Map<number, number>();
    let orders = 0;
    for (let bits = 0; bits < 512; bits++) {
      const won = Array.from({ length: 9 }, (_, place) => ((bits >> place) & 1) === 1);
      if (won.filter(Boolean).length !== 5 || won[8] !== lastWon) continue;
      orders += 1;
      const wins = won.filter((result, place) => result && won[place - 1] === false).length;
      counts.set(wins, (counts.get(wins) ?? 0) + 1);
    }
    const mean = [...counts].reduce((sum, [wins, count]) => sum + wins * count, 0) / orders;
    const usual = usualWinsAfterLoss([{ results: 9, won: 5, afterLoss: lastWon ? 4 : 3 }]);
    expect(usual).toMatchObject({ expected: expect.closeTo(mean, 12) });
  }
});

test("two sellers are added up; as R's convolution of both says", () => {
  const sellers = [
    { results: 21, won: 8, afterLoss: 13 },
    { results: 15, won: 5, afterLoss: 7 },
  ];
  expect(usualWinsAfterLoss(sellers)).toEqual({
    kind: "usual-wins",
    expected: expect.closeTo(7.7, 12),
    low: 5,
    high: 10,
  });
});

test("for many sellers the normal curve says nearly what counting out does", () => {
  const sellers = Array.from({ length: 200 }, () => ({ results: 40, won: 16, afterLoss: 15 }));
  const counted = usualWinsAfterLoss(sellers);
  const many = usualWinsAfterLoss([...sellers, { results: 40, won: 16, afterLoss: 15 }]);
  if (counted.kind !== "usual-wins" || many.kind !== "usual-wins") throw new Error("These are enough.");
  expect(Math.abs(many.high - many.expected - (counted.high - counted.expected))).toBeLessThan(1.5);
  expect(Math.abs(many.low - many.expected - (counted.low - counted.expected))).toBeLessThan(1.5);
});

test("without a deal after a loss there is nothing to say", () => {
  expect(usualWinsAfterLoss([{ results: 3, won: 3, afterLoss: 0 }])).toEqual({ kind: "too-few", outOf: 0, needed: 1 });
  expect(usualWinsAfterLoss([])).toEqual({ kind: "too-few", outOf: 0, needed: 1 });
});
