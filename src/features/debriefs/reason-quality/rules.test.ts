import { describe, expect, test } from "vitest";
import type { DealRecord } from "../../deals/rules.ts";
import { noAnswers } from "../rules.ts";
import {
  isAboutPrice,
  isClickedThrough,
  type LossDebrief,
  namedCompetitor,
  priceHeard,
  summaryOf,
  wordsPattern,
} from "./rules.ts";

const about = wordsPattern(["price", "discount", "Preis", "teuer"]);
const closedAt = Date.parse("2026-05-01T10:00:00Z");
const day = 86_400_000;

const record = (facts: Partial<Pick<DealRecord, "activities" | "stepAnswers" | "amountChanges">> = {}): DealRecord => ({
  ...{ id: "deal", ownerId: null, pipelineId: "pipeline", createdAt: null, stageChanges: [], closeDateChanges: [] },
  ...{
    roles: [],
    snoozes: [],
    outcomes: [],
    attributes: [],
    activities: [],
    stepAnswers: [],
    amountChanges: [],
    ...facts,
  },
});
const activity = (subject: string, knownAt = closedAt - day): DealRecord["activities"][number] => ({
  ...{ id: subject, kind: "call", direction: "outgoing", answered: true, contactId: null, memberId: null },
  ...{ happenedAt: knownAt, knownAt, subject },
});
const amount = (amountCents: number, knownAt = closedAt - day): DealRecord["amountChanges"][number] => ({
  ...{ amountCents, currency: "EUR", changedAt: knownAt, knownAt },
});

describe("whether price came up", () => {
  test("is in a subject, an answer to a step, or a change of the amount", () => {
    expect(priceHeard(record({ activities: [activity("Demo"), activity("Discounts?")] }), closedAt, about)).toBe("yes");
    const answer = { stepId: "s", done: true, saidBy: "", happenedAt: closedAt - day, knownAt: closedAt - day };
    expect(priceHeard(record({ stepAnswers: [{ ...answer, answer: "Zu teuer, sagt sie" }] }), closedAt, about)).toBe(
      "yes",
    );
    expect(priceHeard(record({ amountChanges: [amount(100), amount(90)] }), closedAt, about)).toBe("yes");
    expect(
      priceHeard(
        record({ activities: [activity("Demo")], amountChanges: [amount(100), amount(100)] }),
        closedAt,
        about,
      ),
    ).toBe("no");
  });

  test("is unknown where nothing says what was talked about, and what came after the close says nothing", () => {
    expect(priceHeard(record(), closedAt, about)).toBe("unknown");
    expect(priceHeard(record({ activities: [activity("")] }), closedAt, about)).toBe("unknown");
    expect(priceHeard(record({ activities: [activity("Demo")] }), closedAt, wordsPattern([]))).toBe("unknown");
    const later = [activity("Demo"), activity("Price list", closedAt + day)];
    expect(priceHeard(record({ activities: later }), closedAt, about)).toBe("no");
  });

  test("is asked of the catalogue's price, and of a team's own reason that says so", () => {
    expect(isAboutPrice({ key: "price", name: "Kosten" }, about)).toBe(true);
    expect(isAboutPrice({ key: null, name: "Too low a discount" }, about)).toBe(true);
    expect(isAboutPrice({ key: null, name: "Enterprise only" }, about)).toBe(false);
  });
});

describe("a competitor", () => {
  test("is named on the deal, or in the debrief's own words", () => {
    const known = ["Quorvane", "Bellstride", "HP"];
    expect(namedCompetitor(" Quorvane ", noAnswers, known)).toBe("Quorvane");
    expect(namedCompetitor("", { ...noAnswers, turningPointNote: "They had seen bellstride's demo." }, known)).toBe(
      "Bellstride",
    );
    const inNote = { ...noAnswers, reasons: [{ reasonId: "r", productScope: null, note: "Quorvane was cheaper" }] };
    expect(namedCompetitor(null, inNote, known)).toBe("Quorvane");
    expect(namedCompetitor(null, { ...noAnswers, ownPart: "Our Quorvanesque offer; HP" }, known)).toBeNull();
    expect(namedCompetitor(null, { ...noAnswers, ownPart: "C++ (again)" }, ["C++ (again)"])).toBe("C++ (again)");
  });
});

test("a debrief of two reasons takes fourteen seconds to read; one whose time nobody took is not judged", () => {
  expect([13, 14, 0, null].map((seconds) => isClickedThrough(seconds, 2))).toEqual([true, false, false, false]);
});

const debrief = (change: Partial<LossDebrief> & { number?: number } = {}): LossDebrief => {
  const { number = 0, ...rest } = change;
  return {
    writerId: `person ${number % 6}`,
    lossKind: "competitor",
    competitor: null,
    priceHeard: null,
    secondsSpent: 90,
    chosen: 2,
    reasonIds: ["fit"],
    crmReasonId: null,
    ...rest,
  };
};
const many = (count: number, change: (number: number) => Partial<LossDebrief> = () => ({})) =>
  Array.from({ length: count }, (_, number) => debrief({ number, ...change(number) }));
const reasons = ["fit", "price", "silent"];

describe("the team's summary", () => {
  test("is of at least five people's debriefs", () => {
    const four = many(40).map((each, number) => ({ ...each, writerId: `person ${number % 4}` }));
    expect(summaryOf(four, reasons, "2025-05-01")).toEqual({ kind: "few-people", people: 4, needed: 5 });
    expect(summaryOf([], reasons, "2025-05-01")).toEqual({ kind: "few-people", people: 0, needed: 5 });
  });

  test("counts each thing among those that could have it", () => {
    const summary = summaryOf(
      [
        ...many(12, (number) => ({ priceHeard: number < 3 ? "no" : "yes" })),
        ...many(4, () => ({ priceHeard: "unknown" })),
        ...many(10, (number) => ({ lossKind: "no-decision", competitor: number < 4 ? "Quorvane" : null })),
        ...many(5, () => ({ secondsSpent: 6 })),
        ...many(5, () => ({ secondsSpent: 0 })),
      ],
      reasons,
      "2025-05-01",
    );
    expect(summary).toMatchObject({
      ...{ kind: "summary", debriefs: 36, priceCannotSay: 4 },
      priceNeverCameUp: { kind: "known", count: 3, of: 12 },
      competitorNamed: { kind: "known", count: 4, of: 10 },
      clickedThrough: { kind: "known", count: 5, of: 31 },
      agreement: { kind: "too-few", outOf: 0, needed: 20 },
    });
    // Wilson's interval of 3 of 12: R, prop.test(3, 12, correct = FALSE).
    expect(summary).toMatchObject({
      priceNeverCameUp: { low: expect.closeTo(0.0889, 4), high: expect.closeTo(0.5323, 4) },
    });
  });

  test("says nothing about too few", () => {
    expect(
      summaryOf(
        many(9, () => ({ priceHeard: "no" })),
        reasons,
        "2025-05-01",
      ),
    ).toMatchObject({
      priceNeverCameUp: { kind: "too-few", outOf: 9, needed: 10 },
      clickedThrough: { kind: "too-few", outOf: 9, needed: 10 },
    });
  });

  test("holds the CRM's reason against the debrief's, beyond chance", () => {
    // CRM and first reason: 20 fit/fit, 5 fit/price, 10 price/fit, 15 price/price: the docstring of Cohen's kappa.
    const pair = (count: number, crmReasonId: string, reasonIds: string[]) =>
      many(count, () => ({ crmReasonId, reasonIds }));
    const debriefs = [
      ...pair(20, "fit", ["fit"]),
      ...pair(5, "fit", ["price"]),
      ...pair(10, "price", ["fit"]),
      ...pair(15, "price", ["price"]),
      ...pair(4, "silent", ["price", "silent"]),
    ];
    expect(summaryOf(debriefs, reasons, "2025-05-01")).toMatchObject({
      agreement: {
        ...{ kind: "known", losses: 54, among: 39 },
        single: {
          ...{ kind: "known", losses: 50 },
          kappa: { kind: "known", value: expect.closeTo(0.4, 10), low: expect.closeTo(0.1511, 4) },
          ac1: { kind: "known", value: expect.any(Number) },
        },
      },
    });
    expect(summaryOf(pair(30, "fit", ["fit"]), reasons, "2025-05-01")).toMatchObject({
      agreement: { kind: "known", losses: 30, among: 30, single: { kind: "known", kappa: { kind: "no-variation" } } },
    });
    expect(summaryOf(pair(30, "fit", ["fit", "price"]), reasons, "2025-05-01")).toMatchObject({
      agreement: { kind: "known", among: 30, single: { kind: "too-few", outOf: 0, needed: 20 } },
    });
  });
});
