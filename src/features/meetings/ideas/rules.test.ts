import { describe, expect, it } from "vitest";
import { usualRounds } from "../running/rules.ts";
import { mayWrite, votedFor } from "./rules.ts";

const inRound = (round: number | null, state: "running" | "worksheet" | "planned" = "running") => ({
  ...{ state, round, rounds: usualRounds },
});
const rob = { leads: false, isInvited: true, groupNumber: 1 };
const olga = { leads: false, isInvited: true, groupNumber: 2 };
const lead = { leads: true, isInvited: false, groupNumber: null };
const ofGroupOne = { groupNumber: 1, mergedInto: null, removed: false };

describe("who writes in an idea", () => {
  it("is its group while rounds run, everybody in the last, who leads at any time", () => {
    expect([rob, olga, lead].map((writer) => mayWrite(inRound(1), writer, ofGroupOne))).toEqual([true, false, true]);
    expect(mayWrite(inRound(3), olga, ofGroupOne)).toBe(true);
    expect(mayWrite(inRound(0), olga, { ...ofGroupOne, groupNumber: null })).toBe(true);
    expect(mayWrite(inRound(3), { ...olga, isInvited: false }, ofGroupOne)).toBe(false);
  });

  it("is who leads alone while votes are cast, and nobody before the start, after the votes, or in what is gone", () => {
    expect([rob, lead].map((writer) => mayWrite(inRound(null), writer, ofGroupOne))).toEqual([false, true]);
    for (const state of ["planned", "worksheet"] as const)
      expect(mayWrite(inRound(null, state), lead, ofGroupOne)).toBe(false);
    expect(mayWrite(inRound(1), lead, { ...ofGroupOne, removed: true })).toBe(false);
    expect(mayWrite(inRound(1), rob, { ...ofGroupOne, mergedInto: "other" })).toBe(false);
  });
});

describe("votes", () => {
  const ideas = [
    { id: "a", mergedInto: null },
    { id: "b", mergedInto: "a" },
    { id: "c", mergedInto: null },
  ];

  it("stand where the idea stands now", () => {
    expect(votedFor(ideas, ["b", "a", "c"])).toEqual(["a", "c"]);
  });
});
