import { describe, expect, it } from "vitest";
import type { Reader } from "../../../ui/words.ts";
import type { NamedReason, WeekShape } from "../contract.ts";
import { minutesAloud, type Sentence, tellWeek, weekWords } from "./tell-week.ts";

const reader: Reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: new Date("2026-11-23T08:00:00Z") };
const euros = (amount: number) => ({ amountCents: amount * 100, currency: "EUR" });
const tooFew = { kind: "too-few", outOf: 3, needed: 5 } as const;

const quiet: WeekShape = {
  ...{ week: { from: "2026-11-16", until: "2026-11-22" }, isRunning: false, reasons: [], wins: [], risks: [] },
  results: {
    ...{ won: 0, lost: 0, wonMoney: euros(0), lostMoney: euros(0), noMoney: 0, rate: tooFew },
    ...{ usual: { won: 0, deals: 0, rate: tooFew }, change: tooFew },
  },
  losses: { count: 0, debriefed: 0, rows: [] },
  promises: { made: 0, repaired: 0, kept: 0, open: 0, late: 0 },
  customers: { heard: 0, again: 0, quote: null },
  checkUps: { from: "2026-11-23", until: "2026-11-29", count: 0, rows: [], late: 0 },
  packets: { waiting: 0, oldestAskedAt: null, due: 0 },
};
const loss: WeekShape["losses"]["rows"][number] = {
  ...{ dealId: "d1", name: "Acme: Planner", amount: euros(40_000), lossKind: "competitor", competitor: "Bellstride" },
  ...{ debriefed: true, shared: true, cleanLoss: false, reason: "Price", missedStep: "Time frame asked" },
};
const reason: NamedReason = {
  ...{ reasonId: "r1", name: "Price", control: "shared", roleQuestion: null, lever: "Agree what waiting costs." },
  ...{ flagId: "f1", flagName: "Stuck on price", isWatched: true, inWeek: 3, before: 5 },
};

const plain = (sentence: Sentence) => sentence.map((part) => (typeof part === "string" ? part : part.text)).join("");
const told = (week: Partial<WeekShape>) =>
  Object.fromEntries(tellWeek({ ...quiet, ...week }, reader).map(({ id, sentences }) => [id, sentences.map(plain)]));

describe("a week of which there is little to say", () => {
  it("says what there is, and is silent about the rest", () => {
    expect(told({})).toEqual({
      results: ["No deal was decided."],
      question: ["Which open deal would we miss most, and what does it wait for?"],
    });
    expect(minutesAloud(tellWeek(quiet, reader))).toBe(1);
  });
  it("asks what went well where nothing was lost", () => {
    expect(told({ wins: [{ id: "w", name: "Birke" }] }).question).toEqual([
      "What did we do on Birke that we want to do again?",
    ]);
  });
});

describe("results", () => {
  const results = { ...quiet.results, won: 7, lost: 12, wonMoney: euros(142_000), lostMoney: euros(310_000) };
  const known = (value: number, low: number, high: number) => ({ kind: "known" as const, value, low, high });
  it("are counts first, and no more than chance allows", () => {
    const usual = { won: 84, deals: 240, rate: known(0.35, 0.29, 0.41) };
    expect(told({ results: { ...results, noMoney: 2, usual, change: known(0.02, -0.2, 0.24) } }).results).toEqual([
      "We won 7 of 19 deals: €142k won, €310k lost. The money of 2 of them is not known.",
      "In the twelve weeks before it was 84 of 240, 35%, likely 29% to 41%. This week is within what chance makes.",
    ]);
    expect(told({ results: { ...results, usual, change: known(-0.3, -0.5, -0.1) } }).results?.[1]).toContain(
      "This week was worse than chance alone would make it.",
    );
  });
  it("are not held against weeks of too few", () => {
    expect(told({ results }).results).toHaveLength(1);
  });
});

describe("a loss", () => {
  const of = (change: Partial<typeof loss>) =>
    told({ losses: { count: 1, debriefed: 1, rows: [{ ...loss, ...change }] } }).losses?.[0];
  it("is a sentence with its reason and its missed step", () => {
    expect(of({})).toBe("Acme: Planner, €40k, to Bellstride: price. “Time frame asked” was missed.");
    expect(of({ missedStep: null, amount: null })).toBe("Acme: Planner, to Bellstride: price.");
    expect(of({ competitor: null, lossKind: "no-decision", cleanLoss: true })).toBe(
      "Acme: Planner, €40k, to no decision. We did everything right.",
    );
  });
  it("says nothing of a debrief that is not there, or not this reader's", () => {
    const nothing = { reason: null, missedStep: null, competitor: null, lossKind: null };
    expect(of({ ...nothing, debriefed: false, shared: false })).toBe("Acme: Planner, €40k. Not debriefed yet.");
    expect(of({ ...nothing, shared: false })).toBe("Acme: Planner, €40k. Its debrief is not shared.");
  });
  it("has smaller ones counted, and those without a debrief", () => {
    expect(told({ losses: { count: 9, debriefed: 4, rows: [loss] } }).losses?.slice(1)).toEqual([
      "And 8 smaller losses.",
      "5 of the 9 wait for two minutes of debrief.",
    ]);
  });
});

describe("what came again", () => {
  it("is a reason of more than one loss, and where open deals show it", () => {
    const risk = {
      ...{
        flagId: "f1",
        flagName: "Stuck on price",
        isWatched: false,
        reasonName: "Price",
        deals: 5,
        amount: euros(90_000),
      },
      rows: ["A", "B", "C"].map((name) => ({ id: name, name })),
    };
    const week = told({
      reasons: [reason, { ...reason, reasonId: "r2", name: "Feature", inWeek: 1, before: 0 }],
      losses: { count: 4, debriefed: 4, rows: [loss] },
      risks: [risk],
    });
    expect(week.again).toEqual([
      "Price: named in 3 of the week's 4 debriefs, and in 5 debriefs of the four weeks before.",
    ]);
    expect(week.ahead).toEqual(["“Stuck on price” stands on 5 open deals worth €90k, the largest A, B and C."]);
    expect(week.question).toEqual([
      "They say “Price”. Agree what waiting costs. Where do we do that this week, beginning with A?",
    ]);
  });
  it("asks about what is ours before what is theirs", () => {
    const theirs: NamedReason = { ...reason, control: "theirs", inWeek: 5 };
    const ours: NamedReason = { ...reason, reasonId: "r2", control: "ours", lever: "", name: "No follow-up" };
    expect(told({ reasons: [theirs, ours] }).question).toEqual([
      "“No follow-up”: on which open deals is it so today, and who asks this week?",
    ]);
  });
});

it("names calls by their day, and what waits between us and marketing", () => {
  const calls = [
    { id: "1", dealId: "1", name: "Korenik", dueOn: "2026-11-24" },
    { id: "2", dealId: "2", name: "Ondanta", dueOn: "2026-11-24" },
    { id: "3", dealId: "3", name: "Arvoisk", dueOn: "2026-11-25" },
  ];
  const week = told({
    checkUps: { ...quiet.checkUps, count: 5, rows: calls, late: 1 },
    packets: { waiting: 2, oldestAskedAt: "2026-11-03T09:00:00Z", due: 1 },
    customers: { heard: 2, again: 2, quote: { words: "They knew our floor.", by: "Arvoisk" } },
    promises: { made: 1, repaired: 3, kept: 2, open: 4, late: 1 },
  });
  expect(week.calls).toEqual([
    "5 calls from 23 Nov to 29 Nov: Korenik and Ondanta on Tuesday; Arvoisk on Wednesday, and 2 others.",
    "1 earlier call is still to be made.",
  ]);
  expect(week.marketing).toEqual([
    "2 packets wait for marketing's answer, the oldest since 3 Nov.",
    "1 promise of theirs is due by 29 Nov.",
  ]);
  expect(week.customers).toEqual([
    "2 lost customers told us why, all of whom would or might buy from us another time.",
    "“They knew our floor”, says Arvoisk.",
  ]);
  expect(week.promises).toEqual([
    "1 promise was made, 3 repairs were done, 2 of them to keep a promise.",
    "4 repairs are open, 1 of them past their day.",
  ]);
});

it("is titled by its days", () => {
  expect(weekWords(quiet.week, reader)).toBe("16 Nov to 22 Nov");
});
