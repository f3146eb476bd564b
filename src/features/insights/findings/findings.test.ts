import { describe, expect, test } from "vitest";
import { benjaminiHochberg } from "../../../statistics/benjamini-hochberg.ts";
import { columnOf, downSign, type History, unknownSign, upSign } from "../history/rules.ts";
import { shares } from "../odds/odds.fixture.ts";
import { defaultSettings } from "../run/rules.ts";
import { historyOf, sign, type Told } from "./findings.fixture.ts";
import { judgeCandidates } from "./judge-candidates.ts";
import { listCandidates } from "./list-candidates.ts";
import { judgedKeys, numberOf, signsByDeal } from "./rules.ts";

type Columns = Record<string, (string | null)[]>;

function judge(history: History, columns: Columns = {}, { amountIsKnown = true, fewestASide = 30 } = {}) {
  const listed = Object.entries(columns).map(([heading, values]) => columnOf(heading, false, values));
  return judgeCandidates(history, listCandidates(history, listed, { amountIsKnown }), {
    ...{ ...defaultSettings, fewestASide, currency: "EUR", sideOf: () => null, noteOf: () => null },
  });
}

/** Referrals win 70 in 100, others 40; twelve more columns do nothing. */
function plantedTeam(deals = 700) {
  const share = shares(2_027);
  const source = Array.from({ length: deals }, () => (share() < 0.4 ? "Referral" : share() < 0.5 ? "Fair" : "Web"));
  const idle = Array.from({ length: 12 }, (_, number) => [
    `Idle ${number}`,
    Array.from({ length: deals }, () => (share() < 0.4 ? "Yes" : "No")),
  ]);
  const told = source.map((from) => ({ won: share() < (from === "Referral" ? 0.7 : 0.4), amountCents: 100_000 }));
  const columns: Columns = { Source: source, ...Object.fromEntries(idle) };
  return { told, columns };
}

describe("what was planted", () => {
  const { told, columns } = plantedTeam();
  const result = judge(historyOf(told), columns);

  test("is found, at about its size, with its interval and the deals and the money behind it", () => {
    const referral = result.findings.find(({ value }) => value === "Referral");
    expect(referral).toMatchObject({ kind: "attribute", name: "Source", key: "attribute:Source=Referral", when: null });
    expect(referral?.difference).toBeGreaterThan(0.2);
    expect(referral?.low).toBeLessThan(0.3);
    expect(referral?.high).toBeGreaterThan(0.3);
    const shown = told.filter((_, deal) => columns.Source?.[deal] === "Referral");
    expect(referral?.shown).toMatchObject({ deals: shown.length, won: shown.filter(({ won }) => won).length });
    expect(referral?.notShown.deals).toBe(told.length - shown.length);
    expect(referral?.money).toEqual({ amountCents: 100_000 * shown.filter(({ won }) => !won).length, currency: "EUR" });
  });

  test("and nothing beside it", () => {
    expect(new Set(result.findings.map(({ name }) => name))).toEqual(new Set(["Source"]));
    expect(result.noDifference).toHaveLength(result.looked - result.findings.length);
  });

  test("is corrected for everything that was looked at, two values of a column counted once", () => {
    const judged = [...result.findings, ...result.noDifference];
    expect(judged.filter(({ name }) => name === "Idle 3")).toHaveLength(1);
    expect(judged.filter(({ name }) => name === "Source")).toHaveLength(3);
    expect(result.looked).toBe(15);
    const byP = judged.toSorted((one, other) => one.p - other.p);
    const adjusted = benjaminiHochberg(byP.map(({ p }) => p));
    for (const [place, { adjustedP }] of byP.entries()) expect(adjustedP).toBeCloseTo(Number(adjusted[place]), 12);
    for (const { adjustedP } of result.findings) expect(adjustedP).toBeLessThanOrEqual(0.02);
    for (const { adjustedP } of result.noDifference) expect(adjustedP).toBeGreaterThan(0.02);
  });

  test("keeps its key and its figures in whatever order deals and columns come", () => {
    const backwards = Object.fromEntries(
      Object.entries(columns)
        .toReversed()
        .map(([heading, values]) => [heading, values.toReversed()]),
    );
    const again = judge(historyOf(told.toReversed()), backwards);
    expect(judgedKeys(again)).toEqual(judgedKeys(result));
    const figures = ({ findings }: typeof result) =>
      findings
        .map(({ key, difference, adjustedP }) => `${key} ${difference.toFixed(9)} ${adjustedP.toFixed(12)}`)
        .toSorted();
    expect(figures(again)).toEqual(figures(result));
  });

  test("has its deals behind it: who shows it and who does not, and nobody else", () => {
    const history = historyOf(told);
    const number = numberOf(result, "attribute:Source=Referral");
    const signs = [...signsByDeal(history.deals, result, result.shownByDeal)];
    const has = (bits: Buffer) => number !== undefined && (((bits[number >> 3] ?? 0) >> (number & 7)) & 1) === 1;
    const shown = signs.filter((deal) => has(deal.judged) && has(deal.shown)).map(({ dealId }) => dealId);
    expect(shown).toEqual(history.deals.flatMap(({ id }, deal) => (columns.Source?.[deal] === "Referral" ? id : [])));
    expect(numberOf(result, "attribute:Source=Cold call")).toBeUndefined();
  });
});

describe("a column that goes with the size of the deal", () => {
  // Large deals are won less often and mostly on the Enterprise plan, which by itself does nothing.
  const share = shares(77);
  const drawn = Array.from({ length: 1_500 }, () => {
    const amountCents = Math.round(100_000 * Math.exp(2 * share()));
    const size = Math.log(amountCents / 100_000) / 2;
    return {
      amountCents,
      plan: share() < 0.15 + 0.7 * size ? "Enterprise" : "Basic",
      won: share() < 0.75 - 0.5 * size,
    };
  });
  const columns = { Plan: drawn.map(({ plan }) => plan) };

  test("is not blamed for it, since deals are compared with deals of their size", () => {
    const { findings, noDifference } = judge(historyOf(drawn), columns);
    expect(findings).toEqual([]);
    expect(Math.abs(noDifference[0]?.difference ?? 1)).toBeLessThan(0.08);
  });

  test("would be, if all were thrown together", () => {
    const { findings } = judge(historyOf(drawn), columns, { amountIsKnown: false });
    expect(findings).toMatchObject([{ name: "Plan" }]);
  });
});

describe("a step that is due before the proposal", () => {
  const steps = [sign("step", { key: "step:time-frame", judgedAt: ["proposal"] })];
  const stay = (stage: number, state: number) => ({ stage, states: [[state]] });

  test("is not blamed for deals that were lost before it was due", () => {
    const share = shares(5);
    // Half are lost in discovery; of the rest half are won, whether or not the step was done.
    const told: Told[] = Array.from({ length: 800 }, () => {
      const missing = share() < 0.5 ? upSign : downSign;
      if (share() < 0.5) return { won: false, stays: [stay(0, unknownSign)] };
      return { won: share() < 0.5, stays: [stay(0, unknownSign), stay(1, missing)] };
    });
    const { findings, noDifference, looked } = judge(historyOf(told, steps));
    expect({ findings, looked }).toEqual({ findings: [], looked: 1 });
    const reached = told.filter(({ stays }) => stays?.length === 2).length;
    expect(noDifference).toMatchObject([{ key: "step:time-frame@proposal", value: "Proposal", when: "entering" }]);
    expect((noDifference[0]?.shown.deals ?? 0) + (noDifference[0]?.notShown.deals ?? 0)).toBe(reached);
  });

  test("is found where deals that came as far are lost without it", () => {
    const share = shares(6);
    const told: Told[] = Array.from({ length: 400 }, () => {
      const missing = share() < 0.5;
      return { won: share() < (missing ? 0.3 : 0.6), stays: [stay(1, missing ? upSign : downSign)] };
    });
    expect(judge(historyOf(told, steps)).findings).toMatchObject([{ kind: "step", when: "entering", stepId: "one" }]);
  });

  test("says nothing about deals on which it is not known", () => {
    const told = Array.from({ length: 200 }, (_, deal) => ({ won: deal % 2 === 0, stays: [stay(1, unknownSign)] }));
    expect(judge(historyOf(told, steps))).toMatchObject({ looked: 0, tooFew: [] });
  });
});

describe("a flag that comes and goes", () => {
  const quiet = sign("flag", { key: "flag:quiet", standing: false });
  /** Four weeks in discovery, then on to the proposal or lost; who went quiet in the second week wins half as often. */
  const team = (deals: number) => {
    const share = shares(11);
    return Array.from({ length: deals }, (): Told => {
      const isQuiet = share() < 0.4;
      const won = share() < (isQuiet ? 0.25 : 0.55);
      const discovery = { stage: 0, states: [[downSign, isQuiet ? upSign : downSign, downSign, downSign]] };
      const goesOn = won || share() < 0.5;
      return { won, stays: goesOn ? [discovery, { stage: 1, states: [[downSign]] }] : [discovery] };
    });
  };

  test("is judged week by week against deals in the same week, and once more as its stage is left", () => {
    const { findings } = judge(historyOf(team(500), [quiet]));
    expect(findings.map(({ key, when }) => ({ key, when })).toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual([
      { key: "flag:quiet@after:discovery", when: "leaving" },
      { key: "flag:quiet@discovery", when: "during" },
    ]);
    for (const { difference } of findings) expect(difference).toBeLessThan(-0.1);
  });

  test("that tells how long a stage lasts is judged when the stage is over only", () => {
    const { findings, noDifference } = judge(historyOf(team(500), [{ ...quiet, lasting: true }]));
    expect([...findings, ...noDifference].map(({ when }) => when)).toEqual(["leaving"]);
  });
});

describe("too few to say anything", () => {
  const rare = (count: number) =>
    judge(historyOf(Array.from({ length: 300 }, (_, deal) => ({ won: deal % 2 === 0 }))), {
      Region: Array.from({ length: 300 }, (_, deal) => (deal < count ? "North" : "South")),
    });

  test("29 deals are, and how many more it takes is said; 30 are judged", () => {
    // One more of 29 in 300 comes with every ten closed deals or so.
    expect(rare(29)).toMatchObject({ looked: 0, tooFew: [{ value: "North", shown: 29, notShown: 271, needed: 11 }] });
    expect(rare(30)).toMatchObject({ looked: 1, tooFew: [] });
  });

  test("a value that hardly any deal has is not even listed", () => {
    expect(rare(9)).toMatchObject({ looked: 0, tooFew: [] });
  });

  test("all won, or all lost, is no difference to judge", () => {
    for (const won of [true, false]) {
      const history = historyOf(Array.from({ length: 200 }, () => ({ won })));
      const { findings, noDifference } = judge(history, {
        Region: history.deals.map((_, deal) => (deal % 2 ? "N" : "S")),
      });
      expect([...findings, ...noDifference]).toEqual([]);
    }
  });
});

describe("columns of odd shapes", () => {
  const share = shares(3);
  const deals = Array.from({ length: 10_000 }, () => ({ won: share() < 0.5 }));

  test("10,000 different values name deals, and are not judged", () => {
    expect(judge(historyOf(deals), { Note: deals.map((_, deal) => `Note ${deal}`) })).toMatchObject({ looked: 0 });
  });

  test("many numbers are cut into quarters", () => {
    const { findings, noDifference } = judge(historyOf(deals), { Seats: deals.map((_, deal) => String(deal % 400)) });
    expect(findings).toEqual([]);
    expect(noDifference.map(({ value }) => value).toSorted()).toEqual([
      ...["100 to below 200", "200 to below 300", "300 or more", "below 100"],
    ]);
  });

  test("so few numbers that each says something are taken as they are", () => {
    const { noDifference } = judge(historyOf(deals), { Rating: deals.map((_, deal) => String(1 + (deal % 5))) });
    expect(noDifference.map(({ value }) => value).toSorted()).toEqual(["1", "2", "3", "4", "5"]);
  });
});
