import { expect, it } from "vitest";
import { criteriaWords } from "./rule-words.ts";

const reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: new Date("2026-11-22T08:00:00Z") };
const nothing = { minAmountCents: null, competitors: null, segment: null, stageId: null };

it("says what a rule asks as one sentence", () => {
  const named = { currency: "EUR", stageName: "Proposal" };
  expect(
    criteriaWords(
      {
        ...{ minAmountCents: 5_000_000, competitors: ["Bellstride", "Orbit"], stageId: "a" },
        segment: { field: "Segment", values: ["Enterprise"] },
      },
      named,
      reader,
    ),
  ).toBe(
    "€50,000 or more, and lost to Bellstride or Orbit, and Segment is Enterprise, and came to Proposal or further",
  );
  expect(criteriaWords({ ...nothing, competitors: ["Orbit"] }, named, reader)).toBe("Lost to Orbit");
});
