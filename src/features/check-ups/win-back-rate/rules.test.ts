import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { type CustomerGroup, type Ending, winBackFigures } from "./rules.ts";

const none = { cameBack: 0, won: 0 };
const group = (customers: number, ending: Ending, reached = true): CustomerGroup => ({
  ...{ called: true, reached, ending, customers },
});

/** The case of docs/methods/win-back.md. */
const worked: CustomerGroup[] = [
  ...[
    group(4, "won"),
    group(3, "lost-again"),
    group(3, "open"),
    group(6, "to-call-again"),
    group(8, "no-further-call"),
  ],
  ...[group(2, "to-call-again", false), group(4, "no-further-call", false)],
  { called: false, customers: 5 },
];

test("the worked case: open deals and calls to come are in no share of ends, and the bounds say what they may be", () => {
  const figures = winBackFigures(worked, { cameBack: 2, won: 1 });
  expect(figures).toMatchObject({
    ...{ due: 35, called: 30, neverCalled: 5, reached: 24, cameBack: 10, won: 4, lostAgain: 3, stillOpen: 3 },
    ...{ toCallAgain: 8, noFurtherCall: 12, bounds: { low: 4 / 30, high: 15 / 30 }, unasked: { cameBack: 2, won: 1 } },
  });
  // R 4.2: prop.test(4, 19, correct = FALSE)$conf.int, and the same for 24 of 30 and 10 of 24.
  const { reachedOfCalled, backOfReached, wonOfEnded } = figures.rates;
  expect(wonOfEnded).toMatchObject({ kind: "interval", count: 4, of: 19 });
  const bounds = [reachedOfCalled, backOfReached, wonOfEnded].map((rate) =>
    rate.kind === "interval" ? [rate.low.toFixed(3), rate.high.toFixed(3)] : [],
  );
  expect(bounds).toEqual([
    ["0.627", "0.905"],
    ["0.245", "0.612"],
    ["0.085", "0.433"],
  ]);
  const page = readFileSync(new URL("../../../../docs/methods/win-back.md", import.meta.url), "utf8");
  for (const said of ["4 of 19", "0.085", "0.433", "0.13", "0.50"]) expect(page).toContain(said);
});

test("of few customers nothing is said, and nothing of what they may come to", () => {
  const figures = winBackFigures([group(5, "won"), group(4, "open"), { called: false, customers: 40 }], none);
  expect(figures.rates.reachedOfCalled).toEqual({ kind: "too-few", outOf: 9, needed: 10 });
  expect(figures.rates.wonOfEnded).toEqual({ kind: "too-few", outOf: 5, needed: 10 });
  expect(figures.bounds).toBeNull();
});

test("nobody is counted twice, and a new deal that is still open is never a loss", () => {
  const ending = fc.constantFrom<Ending>("won", "lost-again", "open", "to-call-again", "no-further-call");
  const groups = fc.array(
    fc.oneof(
      fc.record({ called: fc.constant(false as const), customers: fc.nat(50) }),
      fc.record({ called: fc.constant(true as const), reached: fc.boolean(), ending, customers: fc.nat(50) }),
    ),
  );
  fc.assert(
    fc.property(groups, fc.nat(30), (customers, more) => {
      const before = winBackFigures(customers, none);
      const { called, won, lostAgain, stillOpen, toCallAgain, noFurtherCall } = before;
      expect(won + lostAgain + stillOpen + toCallAgain + noFurtherCall).toBe(called);
      const after = winBackFigures([...customers, group(more, "open")], none);
      expect(after.rates.wonOfEnded).toEqual(before.rates.wonOfEnded);
      const { wonOfEnded } = before.rates;
      if (before.bounds && wonOfEnded.kind === "interval") {
        expect(before.bounds.low).toBeLessThanOrEqual(wonOfEnded.estimate);
      }
    }),
  );
});
