import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { shares } from "../odds/odds.fixture.ts";
import type { FieldUse } from "./choose-columns.ts";
import { at, type TestDeal, teamOf } from "./forecast.fixture.ts";
import { learnOdds } from "./learn-odds.ts";
import { amountColumn, goesBy, ownerColumn, qualityOf, type StoredOdds } from "./rules.ts";
import { runBacktest } from "./run-backtest.ts";
import { columnsOf, rowOf, tableLooks } from "./table-looks.ts";

vi.setConfig({ testTimeout: 60_000 });

const nobody: FieldUse = new Map();
const learn = (deals: readonly TestDeal[], more: Partial<Parameters<typeof learnOdds>[1]> = {}) =>
  learnOdds(teamOf(deals), { fewest: 30, fields: nobody, until: at(1_000), mayHoldCopies: false, ...more });
const stored = ({ leftOut: _, amountIsKnown: __, ...odds }: ReturnType<typeof learnOdds>): StoredOdds => ({
  ...odds,
  effort: { wonCentsPerHour: null, minutesFrom: {} },
});
const whyLeftOut = ({ leftOut }: ReturnType<typeof learnOdds>, name: string) =>
  leftOut.filter((one) => one.name === name).map(({ why }) => why);

/** Referrals win 75 in 100, others 35. No dates unless told. */
function team(deals: number, more: (place: number, won: boolean) => Partial<TestDeal> = () => ({})): TestDeal[] {
  const share = shares(41);
  return Array.from({ length: deals }, (_, place) => {
    const source = share() < 0.5 ? "Referral" : "Web";
    const won = share() < (source === "Referral" ? 0.75 : 0.35);
    const { attributes, ...rest } = more(place, won);
    return { won, begins: null, attributes: { Source: source, ...attributes }, ...rest };
  });
}

describe("what the odds leave out", () => {
  const signed = (_: number, won: boolean) => ({ attributes: { Contract: won ? "signed" : "none" } });

  test("a column that tells the end, until somebody says that it was known", () => {
    const odds = learn(team(160, signed));
    expect(whyLeftOut(odds, "Contract")).toEqual([expect.stringMatching(/tells won from lost/)]);
    expect(odds.leftOut.find(({ name }) => name === "Contract")).toMatchObject({ mayDecide: true });
    expect(goesBy(stored(odds)).map(({ name }) => name)).not.toContain("Contract");
    const allowed = learn(team(160, signed), { fields: new Map([["Contract", "known-at-open"]]) });
    expect(whyLeftOut(allowed, "Contract")).toEqual([]);
    expect(goesBy(stored(allowed))[0]).toMatchObject({ name: "Contract" });
    expect(qualityOf(stored(allowed)).suspectedLeaks).toMatchObject([
      { name: "Contract", allowed: true, why: expect.stringMatching(/without a mistake.+Somebody said/) },
    ]);
    // What nobody would suspect is not made a suspect by being named.
    const named = learn(team(160), { fields: new Map([["Source", "known-at-open"]]) });
    expect(qualityOf(stored(named)).suspectedLeaks).toEqual([]);
  });

  test("what somebody left out, and all that nobody named where only the named may be used", () => {
    const odds = learn(team(160), { fields: new Map([["Source", "left-out"]]) });
    expect(whyLeftOut(odds, "Source")).toEqual(["Somebody said to leave it out."]);
    const named = learn(
      team(160, (place) => ({ attributes: { Size: place % 2 ? "large" : "small" } })),
      {
        onlyNamed: true,
        fields: new Map([["Size", "known-at-open"]]),
      },
    );
    expect(whyLeftOut(named, "Source")).toEqual(["It was not named as known at the opening."]);
    expect(whyLeftOut(named, "Size")).toEqual([]);
  });

  test("a column of dates, unless somebody says that they were known", () => {
    const dates = team(160, (place) => ({ attributes: { "Go live": `2026-0${1 + (place % 9)}-15` } }));
    expect(whyLeftOut(learn(dates), "Go live")).toEqual([expect.stringMatching(/holds dates/)]);
    const allowed = learn(dates, { fields: new Map([["Go live", "known-at-open"]]) });
    expect(whyLeftOut(allowed, "Go live")).toEqual([]);
    // So that somebody may take it back.
    expect(qualityOf(stored(allowed)).suspectedLeaks).toMatchObject([{ name: "Go live", allowed: true }]);
  });

  test("a column that goes by a name of the program's own", () => {
    const odds = learn(team(160, (place, won) => ({ attributes: { Owner: won ? "Ada" : "Ben", Amount: `${place}` } })));
    expect(whyLeftOut(odds, "Owner")[0]).toMatch(/under the same name/);
    expect(odds.fitted.kind).toBe("model");
  });

  test("an amount that is told once, at the end; a person may say that it was so all along", () => {
    const amounts = team(160, (place) => ({ amountCents: 100_000 + place * 1_000 }));
    const odds = learn(amounts);
    expect(whyLeftOut(odds, amountColumn)).toEqual([expect.stringMatching(/^Only its last value/)]);
    expect(odds.amountIsKnown).toBe(true);
    const allowed = learn(amounts, { fields: new Map([[amountColumn, "known-at-open"]]) });
    expect(whyLeftOut(allowed, amountColumn)).toEqual([]);
    expect(allowed).toMatchObject({ lastAmount: true, allowed: [{ column: amountColumn }] });
  });

  test("an amount that is zero on every loss, which then does not group deals by size either", () => {
    const odds = learn(team(160, (place, won) => ({ amountCents: won ? 50_000 + place : 0 })));
    expect(odds.amountIsKnown).toBe(false);
    expect(qualityOf(stored(odds)).suspectedLeaks).toMatchObject([{ name: amountColumn, allowed: false }]);
    expect(odds.leftOut.find(({ name }) => name === amountColumn)).toMatchObject({ mayDecide: true });
  });
});

describe("who works on a deal", () => {
  test("is used and told nowhere, not even where one wins everything", () => {
    const odds = learn(team(160, (_, won) => ({ owner: won ? "Ada" : "Ben" })));
    expect(odds.fitted.suspectedLeaks).toContainEqual({ column: ownerColumn, because: expect.any(String) });
    expect(qualityOf(stored(odds)).suspectedLeaks).toEqual([]);
    expect(whyLeftOut(odds, "Owner")).toEqual(["Nothing here compares people."]);
    const likely = learn(team(160, (place, won) => ({ owner: place % 4 === 0 ? "Cleo" : won ? "Ada" : "Ben" })));
    expect(goesBy(stored(likely)).map(({ name }) => name)).not.toContain("Owner");
  });

  test("is not used where only named columns may be", () => {
    const { table } = tableLooks(teamOf(team(40)), { until: at(1_000), columns: [], lastAmount: false, owner: false });
    expect(table.columns.map(({ name }) => name)).not.toContain(ownerColumn);
    const named = learn(
      team(160, (_, won) => ({ owner: won ? "Ada" : "Ben" })),
      { onlyNamed: true },
    );
    expect(named.fitted).toMatchObject({ kind: "no-variation", suspectedLeaks: [] });
  });
});

describe("no odds", () => {
  test("of too few won or lost, with what there is and what it takes", () => {
    const deals = team(50);
    const won = deals.filter((deal) => deal.won).length;
    expect(qualityOf(stored(learn(deals, { fewest: 100 })))).toMatchObject({
      kind: "too-few",
      won,
      lost: 50 - won,
      needed: 100,
    });
  });

  test("where all ended alike, or nothing differs, in a sentence", () => {
    const same = team(80, () => ({ won: true }));
    expect(qualityOf(stored(learn(same)))).toMatchObject({
      kind: "no-variation",
      why: expect.stringMatching(/same way/),
    });
    const alike = team(120).map((deal) => ({ ...deal, attributes: { Country: "Austria" } }));
    expect(qualityOf(stored(learn(alike)))).toMatchObject({
      kind: "no-variation",
      why: expect.stringMatching(/No column/),
    });
  });
});

test("a deal closed in a bulk edit teaches by the stages it entered, not by the weeks nobody closed it", () => {
  const history = teamOf(team(120, (place) => ({ begins: place, takes: 60 })));
  const all = tableLooks(history, { until: at(1_000), columns: [], lastAmount: true, owner: true });
  for (const deal of history.history.deals.slice(0, 10)) deal.bulkEdit = true;
  const { table, deals } = tableLooks(history, { until: at(1_000), columns: [], lastAmount: true, owner: true });
  expect(deals).toEqual(all.deals);
  const looksAt = (rows: Int32Array, deal: number) => rows.filter((each) => each === deal).length;
  expect(looksAt(table.deals, 50)).toBe(looksAt(all.table.deals, 50));
  expect(looksAt(all.table.deals, 3)).toBeGreaterThan(8);
  // With its entry into the first stage.
  expect(looksAt(table.deals, 3)).toBe(1);
});

describe("the amount at a look", () => {
  const known = team(120, (place) => ({ begins: place, firstAmountCents: 10_000 + place, amountCents: 99_000_000 }));

  test("is what was known then, in learning and in asking", () => {
    const history = teamOf(known);
    const { table } = tableLooks(history, { until: at(1_000), columns: [], lastAmount: false, owner: true });
    const amounts = table.columns.filter(({ name }) => name === amountColumn);
    expect(amounts).toHaveLength(1);
    if (amounts[0]?.kind === "number") expect(Math.max(...amounts[0].values)).toBe(10_119);
    const columns = { numbers: new Set<string>(), levels: new Map<string, Set<string>>() };
    expect(rowOf(history, 3, 0, { ...columns, lastAmount: false })[amountColumn]).toBe(10_000);
    const unknown = teamOf(known.map(({ firstAmountCents: _, ...deal }) => deal));
    expect(rowOf(unknown, 3, 0, { ...columns, lastAmount: false })[amountColumn]).toBeNull();
  });

  test("is the last one, and stands once, where a person said so", () => {
    const history = teamOf(known);
    const { table } = tableLooks(history, { until: at(1_000), columns: [], lastAmount: true, owner: true });
    expect(table.columns.filter(({ name }) => name === amountColumn)).toMatchObject([{ per: "deal" }]);
    const columns = { numbers: new Set<string>(), levels: new Map<string, Set<string>>(), lastAmount: true };
    expect(rowOf(history, 3, 0, columns)[amountColumn]).toBe(99_000_000);
  });
});

describe("a backtest", () => {
  const ask = { cutoffOn: "2026-06-30", atDays: [7, 0, 7], fewest: 30, fields: nobody };
  // One deal begins each day and takes 20 to 40 days; the fair's deals tell nothing.
  const story = team(260, (place) => ({ begins: place, takes: 20 + (place % 21) }));

  test("judges the deals that were open after the day, at each age asked for, once", () => {
    const result = runBacktest(teamOf(story), { ...ask, cutoff: at(150) });
    if (!("rows" in result)) throw new Error(result.kind);
    expect(result.rows.map(({ atDays }) => atDays)).toEqual([0, 7]);
    const closedBefore = story.filter(({ begins, takes }) => (begins ?? 0) + (takes ?? 0) <= 150).length;
    expect(result.trained.won + result.trained.lost).toBe(closedBefore);
    // At seven days: whoever was seven days old on the day or later.
    expect(result.rows[1]?.deals).toBe(story.filter(({ begins }) => (begins ?? 0) + 7 >= 150).length);
    for (const { auc, brier } of result.rows) {
      expect(auc).toBeGreaterThan(0.55);
      expect(brier).toBeLessThan(0.25);
    }
  });

  test("says too few of whatever is too few, and learns nothing from deals without a day", () => {
    expect(runBacktest(teamOf(story), { ...ask, cutoff: at(40) })).toMatchObject({ kind: "too-few", needed: 30 });
    const undated = story.map((deal) => ({ ...deal, begins: null }));
    expect(runBacktest(teamOf(undated), { ...ask, cutoff: at(150) })).toEqual({
      kind: "too-few",
      won: 0,
      lost: 0,
      needed: 30,
      cutoffOn: ask.cutoffOn,
    });
    const nobodyAfter = runBacktest(teamOf(story.slice(0, 90)), { ...ask, cutoff: at(900) });
    expect(nobodyAfter).toMatchObject({
      rows: [{ deals: 0, auc: null, brier: null, tooFew: { won: 0, lost: 0 } }, {}],
    });
  });

  test("learns the same whatever becomes of deals that closed after the day", () => {
    const small = team(130, (place) => ({ begins: place, takes: 20 + (place % 21) }));
    const learnt = (deals: readonly TestDeal[]) => learn(deals, { until: at(105) }).fitted;
    const before = learnt(small);
    expect(before.kind).toBe("model");
    const fates = fc.array(
      fc.record({
        won: fc.constantFrom(true, false, null),
        takes: fc.integer({ min: 1, max: 200 }),
        source: fc.constantFrom("Referral", "Web", "2026-01-01"),
        amountCents: fc.option(fc.integer({ min: 0, max: 9_000_000 })),
      }),
      { minLength: small.length, maxLength: small.length },
    );
    fc.assert(
      fc.property(fates, (drawn) => {
        const other = small.map((deal, place): TestDeal => {
          const fate = drawn[place];
          const begins = deal.begins ?? 0;
          if (!fate || begins + (deal.takes ?? 0) <= 105) return deal;
          // What it is, how it ends and when, as long as that is after the day.
          const { won, amountCents } = fate;
          return { ...deal, won, amountCents, takes: 106 - begins + fate.takes, attributes: { Source: fate.source } };
        });
        expect(learnt(other)).toEqual(before);
      }),
      { numRuns: 3 },
    );
  });
});

test("a model asked about a value that it put together with others, or never met, answers", () => {
  const many = team(400, (place) => ({
    attributes: { Town: place < 320 ? `Town ${place % 4}` : `Village ${place % 35}` },
  }));
  const odds = learn(many);
  if (odds.fitted.kind !== "model") throw new Error(odds.fitted.kind);
  const columns = columnsOf(odds.fitted);
  const asked = teamOf([{ won: null, begins: 0, attributes: { Source: "Web", Town: "Nowhere" } }]);
  expect(rowOf(asked, 0, 0, columns)).toMatchObject({ Town: "another", Source: "Web" });
});
