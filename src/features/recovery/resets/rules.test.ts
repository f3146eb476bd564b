import { expect, test } from "vitest";
import type { DebriefSheet } from "../../debriefs/contract.ts";
import { lessonOf, proposedCommitments, standingOf } from "./rules.ts";

const results = (letters: string) => [...letters].map((letter) => ({ won: letter === "W" }));

test("the latest ten are held against everything before them", () => {
  expect(standingOf(results(`${"WLLL".repeat(3)}WWWWLLLLLL`))).toEqual({
    ...{ kind: "known", wins: 4, of: 10, usualWins: 2.5, isAbove: true },
  });
  expect(standingOf(results(`${"WLLL".repeat(3)}WLLLLLLLLW`))).toMatchObject({ wins: 2, isAbove: false });
  expect(standingOf(results(`${"WL".repeat(5)}${"WL".repeat(5)}`))).toMatchObject({ wins: 5, isAbove: false });
});

test("with fewer than ten on either side nothing is said", () => {
  expect(standingOf(results("W".repeat(19)))).toEqual({ kind: "too-few", outOf: 19, needed: 20 });
  expect(standingOf(results("W".repeat(20)))).toMatchObject({ kind: "known" });
  expect(standingOf([])).toEqual({ kind: "too-few", outOf: 0, needed: 20 });
});

test("the lesson begins with what the debrief says will be different", () => {
  expect(lessonOf(undefined)).toBe("");
  expect(lessonOf({ doDifferently: "Meet who signs.", ownPart: "Asked late." })).toBe("Meet who signs.");
  expect(lessonOf({ doDifferently: "", ownPart: "Asked late." })).toBe("Asked late.");
});

const flag = (flagId: string, kind: "up" | "down", evidence = ""): DebriefSheet["flagsBeforeClose"][number] => ({
  ...{ flagId, name: `Flag ${flagId}`, kind, level: null, since: null, evidence },
});
const repair = (id: string, flagIds: string[]): DebriefSheet["repairs"][number] => ({
  ...{ id, key: null, name: `Repair ${id}`, openingLine: "", dueInDays: 1, flagIds, archived: false },
});
const reason = (id: string, flagId: string | null): DebriefSheet["reasons"][number] => ({
  ...{ id, key: null, name: `Reason ${id}`, appliesTo: "lost", roleQuestion: null, control: "ours", lever: "" },
  ...{
    aboutProduct: false,
    stepId: null,
    stepName: null,
    flagId,
    flagName: flagId && `Flag ${flagId}`,
    practices: [],
    archived: false,
  },
});
const sheet = {
  reasons: [reason("r", "decider"), reason("other", null)],
  repairs: [repair("call", ["decider", "slipped", "quiet"])],
  flagsBeforeClose: [
    ...[flag("quiet", "down"), flag("slipped", "up", "The date passed on 2026-11-01.")],
    ...[flag("decider", "down"), flag("without a repair", "up")],
  ],
};

test("a promise follows from what was named, then from what was up; each says why", () => {
  const proposed = proposedCommitments(sheet, ["r"], [], () => "new");
  expect(proposed.map(({ flagId, because }) => [flagId, because])).toEqual([
    ["decider", "You named “Reason r”: this flag shows it in time."],
    ["slipped", "It was up before the end: The date passed on 2026-11-01."],
    ["quiet", ""],
  ]);
  expect(proposed[0]).toMatchObject({
    ...{ id: "new", repairId: "call", wording: "If “Flag decider” comes up on an open deal, I repair call." },
  });
  expect(proposedCommitments(sheet, ["other"], [], () => "new")[0]).toMatchObject({ flagId: "slipped" });
});

test("a promise that is held to already is kept, in its own words", () => {
  const held = {
    ...{ id: "held", flagId: "decider", repairId: "mine", wording: "I ask who signs.", dealName: "Bolt" },
    madeAt: "2026-10-28T10:00:00.000Z",
  };
  expect(proposedCommitments(sheet, ["r"], [held], () => "new")[0]).toEqual({
    ...{
      id: "held",
      flagId: "decider",
      repairId: "mine",
      wording: "I ask who signs.",
      flagName: "Flag decider",
      isKept: true,
    },
    because: "You hold to it since 2026-10-28, after Bolt.",
  });
});

test("where no flag has a repair there is nothing to promise", () => {
  expect(proposedCommitments({ ...sheet, repairs: [] }, ["r"], [], () => "new")).toEqual([]);
});
