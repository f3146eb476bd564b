import { expect, it } from "vitest";
import type { MajorLossCriteria } from "./contract.ts";
import { asksNothing, asksTheSame, settledCriteria } from "./rules.ts";

const nothing: MajorLossCriteria = { minAmountCents: null, competitors: null, segment: null, stageId: null };

it("asks at least one thing: an amount of nothing asks nothing", () => {
  expect(asksNothing(nothing)).toBe(true);
  expect(asksNothing({ ...nothing, minAmountCents: 0 })).toBe(true);
  expect(asksNothing({ ...nothing, minAmountCents: 1 })).toBe(false);
  expect(asksNothing({ ...nothing, competitors: ["Bellstride"] })).toBe(false);
});

it("names a competitor once, however it is written, and asks the same in any order", () => {
  const one = { ...nothing, competitors: ["Bellstride", "Orbit", "BELLSTRIDE"] };
  expect(settledCriteria(one).competitors).toEqual(["BELLSTRIDE", "Orbit"]);
  expect(asksTheSame(one, { ...nothing, competitors: ["orbit", "bellstride"] })).toBe(true);
  expect(asksTheSame(one, { ...nothing, competitors: ["orbit"] })).toBe(false);
  expect(asksTheSame({ ...nothing, minAmountCents: 0 }, nothing)).toBe(true);
});
