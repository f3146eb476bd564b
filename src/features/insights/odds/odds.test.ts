import { expect, test } from "vitest";
import type { OddsColumn, OddsTable } from "./columns/rules.ts";
import { oddsModel } from "./contract.ts";
import { category, numbers, plainTable, shares } from "./odds.fixture.ts";
import { fitOdds, oddsOf } from "./rules.ts";

/** Referrals win 70 in 100, others 40; the amount and twelve attributes do nothing. */
function team(deals = 600) {
  const share = shares(12_345);
  const drawn = Array.from({ length: deals }, () => ({
    source: share() < 0.4 ? "Referral" : share() < 0.5 ? "Event" : null,
    amount: Math.exp(9 + 2 * share()),
    nothing: Array.from({ length: 12 }, () => (share() < 0.4 ? "Yes" : "No")),
    lot: share(),
  }));
  const outcomes = drawn.map(({ source, lot }) => lot < (source === "Referral" ? 0.7 : 0.4));
  const columns: OddsColumn[] = [
    category(
      "source",
      drawn.map(({ source }) => source),
      { group: "deal" },
    ),
    numbers(
      "amount",
      drawn.map(({ amount }) => amount),
    ),
    ...Array.from({ length: 12 }, (_, index) =>
      category(
        `attribute ${index}`,
        drawn.map(({ nothing }) => nothing[index] ?? null),
      ),
    ),
  ];
  return { outcomes, columns };
}

function model(...args: Parameters<typeof fitOdds>) {
  const [table, settings] = args;
  const fit = fitOdds(table, { repeats: 2, ...settings });
  if (fit.kind !== "model") throw new Error(`a model was expected, not ${fit.kind}`);
  return fit;
}

test("a referral's odds are higher, by about what was planted, and the reason is named", () => {
  const { outcomes, columns } = team();
  const fit = model(plainTable(outcomes, columns));
  const usual = { amount: 20_000, ...Object.fromEntries(columns.slice(2).map(({ name }) => [name, "No"])) };
  const referral = oddsOf(fit, { ...usual, source: "Referral" });
  const event = oddsOf(fit, { ...usual, source: "Event" });
  expect(referral.probability - event.probability).toBeGreaterThan(0.2);
  expect(referral.probability - event.probability).toBeLessThan(0.4);
  expect(referral.reasons[0]).toMatchObject({ column: "source", value: "Referral" });
  expect(referral.reasons[0]?.points).toBeGreaterThan(8);
  expect(event.reasons[0]?.points).toBeLessThan(-4);
  for (const odds of [referral, event]) {
    expect(odds.low).toBeLessThan(odds.probability);
    expect(odds.high).toBeGreaterThan(odds.probability);
  }
  expect(fit.quality.calibrationSlope).toBeGreaterThan(0.8);
  expect(fit.quality.calibrationSlope).toBeLessThan(1.2);
  expect(fit.quality.auc).toBeGreaterThan(0.6);
  expect(fit.quality.auc).toBeLessThan(0.7);
});

test("attributes that do nothing cost next to nothing", () => {
  const { outcomes, columns } = team();
  const all = model(plainTable(outcomes, columns));
  const few = model(plainTable(outcomes, columns.slice(0, 2)));
  expect(few.quality.auc - all.quality.auc).toBeLessThan(0.015);
});

test("a stored model, read back, tells the same odds", () => {
  const { outcomes, columns } = team(300);
  const fit = model(plainTable(outcomes, columns));
  const read = oddsModel.parse(JSON.parse(JSON.stringify(fit)));
  const row = { source: "Referral", amount: 8_000 };
  expect(oddsOf(read, row)).toEqual(oddsOf(fit, row));
});

test("the same deals give the same model", () => {
  const { outcomes, columns } = team(300);
  expect(model(plainTable(outcomes, columns))).toEqual(model(plainTable(outcomes, columns)));
});

test("below a hundred won and a hundred lost there are no odds, and it says what there is", () => {
  const { outcomes, columns } = team(180);
  const won = outcomes.filter(Boolean).length;
  const table = plainTable(outcomes, columns);
  expect(fitOdds(table)).toMatchObject({ kind: "too-few", won, lost: 180 - won, needed: 100 });
  expect(fitOdds(table, { needed: 30, repeats: 1 }).kind).toBe("model");
  expect(fitOdds(plainTable([], []))).toMatchObject({ kind: "too-few", won: 0, lost: 0 });
  expect(fitOdds(plainTable([true], [category("source", ["Event"])]))).toMatchObject({
    kind: "no-variation",
    of: "outcomes",
  });
});

test("all won, all lost, or columns that say the same of all: no variation", () => {
  const { columns } = team(300);
  const all = (won: boolean) =>
    plainTable(
      Array.from({ length: 300 }, () => won),
      columns,
    );
  expect(fitOdds(all(true))).toMatchObject({ kind: "no-variation", of: "outcomes" });
  expect(fitOdds(all(false))).toMatchObject({ kind: "no-variation", of: "outcomes" });
  const outcomes = Array.from({ length: 300 }, (_, deal) => deal % 2 === 0);
  const same = category(
    "country",
    outcomes.map(() => "Austria"),
  );
  const empty = numbers(
    "budget",
    outcomes.map(() => null),
  );
  expect(fitOdds(plainTable(outcomes, [same, empty]))).toMatchObject({ kind: "no-variation", of: "columns" });
  expect(fitOdds(plainTable(outcomes, []))).toMatchObject({ kind: "no-variation", of: "columns" });
});

test("where nothing is to be known, every deal gets about the overall share and the area says so", () => {
  const share = shares(5);
  const outcomes = Array.from({ length: 1_000 }, () => share() < 0.6);
  const columns = Array.from({ length: 8 }, (_, index) =>
    category(
      `c${index}`,
      outcomes.map(() => String(Math.floor(share() * 6))),
    ),
  );
  const fit = model(plainTable(outcomes, columns));
  expect(fit.quality.auc).toBeGreaterThan(0.47);
  expect(fit.quality.auc).toBeLessThan(0.53);
  const odds = oddsOf(fit, { c0: "1", c1: "2" });
  expect(Math.abs(odds.probability - 0.6)).toBeLessThan(0.06);
});

/** Looks: the sign is up on half of the deals, and only from the second stage on does it cost anything. */
function looks(): OddsTable {
  const share = shares(3);
  const rows = Array.from({ length: 500 }, (_, deal) => {
    const up = share() < 0.5;
    const won = share() < (up ? 0.3 : 0.7);
    return [
      { deal, won, stage: "First", state: share() < 0.5 ? 2 : 1 },
      { deal, won, stage: "Second", state: up ? 2 : 1 },
      { deal, won, stage: "Second", state: up ? 2 : 1 },
    ];
  }).flat();
  return {
    deals: Int32Array.from(rows, ({ deal }) => deal),
    outcomes: Uint8Array.from(rows, ({ won }) => (won ? 1 : 0)),
    stage: "stage",
    columns: [
      category(
        "stage",
        rows.map(({ stage }) => stage),
        { group: "stage" },
      ),
      { name: "quiet", group: "sign", per: "row", kind: "sign", states: Uint8Array.from(rows, ({ state }) => state) },
    ],
  };
}

test("a sign may cost more in one stage than in another", () => {
  const fit = model(looks());
  const points = (stage: string, quiet: string) => 100 * oddsOf(fit, { stage, quiet }).probability;
  expect(points("Second", "down") - points("Second", "up")).toBeGreaterThan(30);
  expect(Math.abs(points("First", "down") - points("First", "up"))).toBeLessThan(12);
  const [reason] = oddsOf(fit, { stage: "Second", quiet: "up" }).reasons;
  expect(reason).toMatchObject({ column: "quiet", value: "up" });
  expect(reason?.points).toBeLessThan(-12);
});

test("two looks at a deal do not make anybody surer than one", () => {
  const table = looks();
  const twice = (array: Int32Array | Uint8Array) => Array.from(array).flatMap((each) => [each, each]);
  const doubled: OddsTable = {
    ...table,
    deals: Int32Array.from(twice(table.deals)),
    outcomes: Uint8Array.from(twice(table.outcomes)),
    columns: table.columns.map((column) =>
      column.kind === "category"
        ? { ...column, codes: Int32Array.from(twice(column.codes)) }
        : column.kind === "sign"
          ? { ...column, states: Uint8Array.from(twice(column.states)) }
          : column,
    ),
  };
  const row = { stage: "Second", quiet: "up" };
  const [once, again] = [oddsOf(model(table), row), oddsOf(model(doubled), row)];
  expect(again.high - again.low).toBeCloseTo(once.high - once.low, 2);
});

test("what the model has never met moves nothing and breaks nothing", () => {
  const fit = model(looks());
  for (const row of [{}, { stage: "Third", quiet: "unknown" }, { stage: null, quiet: null, other: 7 }]) {
    const odds = oddsOf(fit, row);
    expect(odds.probability).toBeGreaterThan(0.2);
    expect(odds.probability).toBeLessThan(0.8);
  }
});

test("progress only ever rises, to the end, and somebody who has seen enough stops it", () => {
  const { outcomes, columns } = team(300);
  const seen: number[] = [];
  fitOdds(plainTable(outcomes, columns), { repeats: 2, onProgress: (share) => seen.push(share) });
  expect(seen).toEqual([...seen].sort((one, other) => one - other));
  expect(seen.at(-1)).toBe(1);
  const stop = () => {
    throw new Error("cancelled");
  };
  expect(() => fitOdds(plainTable(outcomes, columns), { throwIfCancelled: stop })).toThrow("cancelled");
});
