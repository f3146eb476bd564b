import { describe, expect, it } from "vitest";
import { noCustomerAnswers } from "../../customer-answers/rules.ts";
import { mergeAnswers } from "./merge-answers.ts";

const price = { reasonId: "price", note: "" };
const trust = { reasonId: "trust", note: "" };
const base = { ...noCustomerAnswers, winnerBetter: "A pilot", reasons: [price] };

describe("two windows that write over the same answers", () => {
  it("lose nothing where they wrote in different places", () => {
    const mine = { ...base, winnerBetter: "A pilot in two weeks", reasons: [price, trust] };
    const theirs = { ...base, whoDecided: "The board", reasons: [] };
    expect(mergeAnswers(base, mine, theirs)).toEqual({
      ...base,
      ...{ winnerBetter: "A pilot in two weeks", whoDecided: "The board", reasons: [trust] },
    });
  });

  it("ask the person where both changed one place, and not where they changed it alike", () => {
    const mine = { ...base, winnerBetter: "A pilot, and their people" };
    expect(mergeAnswers(base, mine, { ...base, winnerBetter: "A pilot and a price" })).toBeUndefined();
    expect(mergeAnswers(base, mine, mine)).toEqual(mine);
    const noted = (note: string) => ({ ...base, reasons: [{ ...price, note }] });
    expect(mergeAnswers(base, noted("dear"), noted("cheap"))).toBeUndefined();
    // One takes out what the other writes about: that, too, is the person's to say.
    expect(mergeAnswers(base, noted("dear"), { ...base, reasons: [] })).toBeUndefined();
  });

  it("keep ratings of different priorities and new recommendations of both", () => {
    const rated = (name: string, us: number) => ({ priorityId: null, name, importance: null, us, winner: null });
    const mine = { ...base, priorities: [rated("Price", 3)], recommendations: [{ id: "a", words: "Ask" }] };
    const theirs = { ...base, priorities: [rated("People", 2)], recommendations: [{ id: "b", words: "Listen" }] };
    const merged = mergeAnswers(base, mine, theirs);
    expect(merged?.priorities.map(({ name }) => name)).toEqual(["People", "Price"]);
    expect(merged?.recommendations.map(({ id }) => id)).toEqual(["b", "a"]);
  });
});
