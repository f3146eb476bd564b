import { describe, expect, it } from "vitest";
import { noCustomerAnswers, saysAnything, settledAnswers } from "./rules.ts";

const price = "11111111-1111-4111-8111-111111111111";
const rated = (priorityId: string | null, name: string, importance: number | null = null) => ({
  ...{ priorityId, name, importance, us: null, winner: null },
});

describe("what a customer said", () => {
  it("keeps what counts once, and leaves out what says nothing", () => {
    const settled = settledAnswers({
      ...noCustomerAnswers,
      reasons: [
        { reasonId: price, note: "first" },
        { reasonId: price, note: "second" },
      ],
      priorities: [rated(price, "Price", 4), rated(price, "Price", 5), rated(null, "Local people"), rated("x", "Ease")],
      recommendations: [
        { id: price, words: "Ask who signs" },
        { id: "other", words: "" },
      ],
    });
    expect(settled.reasons).toEqual([{ reasonId: price, note: "second" }]);
    expect(settled.priorities).toEqual([rated(price, "Price", 5), rated(null, "Local people")]);
    expect(settled.recommendations).toEqual([{ id: price, words: "Ask who signs" }]);
  });

  it("gives no consent to a sentence that was taken out", () => {
    expect(settledAnswers({ ...noCustomerAnswers, quoteConsent: "named" }).quoteConsent).toBe("no");
    const quoted = { ...noCustomerAnswers, quote: "You listened.", quoteConsent: "named" as const };
    expect(settledAnswers(quoted).quoteConsent).toBe("named");
  });

  it("is nothing until one thing is told", () => {
    expect(saysAnything(noCustomerAnswers)).toBe(false);
    expect(saysAnything({ ...noCustomerAnswers, priorities: [rated(price, "Price")] })).toBe(false);
    expect(saysAnything({ ...noCustomerAnswers, winAgain: "no" })).toBe(true);
    expect(saysAnything({ ...noCustomerAnswers, priorities: [rated(null, "Local people")] })).toBe(true);
  });
});
