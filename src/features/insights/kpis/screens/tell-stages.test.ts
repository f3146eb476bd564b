import { expect, test } from "vitest";
import type { StageTimes } from "../stage-times/contract.ts";
import { causeName, headExits, headStageTimes, pointsWords, seenUntil, stillChangeWords } from "./tell-stages.ts";

const reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: new Date("2026-11-22T12:00:00Z") };
const tooFew = { kind: "too-few" as const, outOf: 3, needed: 5 };
const at = (days: number) => ({ kind: "at" as const, days });

const stage = (name: string, waiting: StageTimes["figures"]["waiting"]): StageTimes => ({
  ...{ stageId: name, name, compared: null },
  figures: {
    ...{ stays: 9, deals: 9, movedOn: 4, won: 1, lost: 2, still: 2, bulkEdited: 0, undated: 0 },
    ...{ waiting, ends: tooFew },
  },
});
const half = (median: { kind: "at"; days: number } | { kind: "not-reached"; after: number }) => ({
  ...{ kind: "known" as const, median, low: at(1), high: at(40) },
  curve: [{ days: 4, open: 0.8, low: 0.6, high: 0.9, atRisk: 9 }],
});

test("the stage where deals stay longest is named, one not half left before all others", () => {
  const stages = [stage("Qualify", half(at(4))), stage("Demo", half(at(21))), stage("Proposal", tooFew)];
  expect(headStageTimes(stages, "", reader)).toBe("Deals stay longest in Demo: half have left it within 21 days");
  const waiting = half({ kind: "not-reached", after: 9.6 });
  expect(headStageTimes([...stages, stage("Legal", waiting)], " in Sales", reader)).toBe(
    "Deals stay longest in Legal in Sales: more than half are still there after 9 days",
  );
  expect(seenUntil(waiting)).toBe(9.6);
  expect(headStageTimes(stages.slice(0, 1), "", reader)).toBe("Of deals in Qualify half have left it within 4 days");
  expect(headStageTimes(stages.slice(2), "", reader)).toMatch(/^Too few deals/);
});

test("two periods differ only where the interval lies on one side of none", () => {
  const change = (value: number, low: number, high: number) =>
    stillChangeWords({ kind: "known", days: 30, value, low, high }, "still there", reader);
  expect(change(-0.12, -0.2, -0.04)).toBe("12 points fewer still there after 30 days, likely −20 to −4 points");
  expect(change(0.05, -0.05, 0.15)).toBe(
    "no clear change in how many are still there after 30 days, within −5 to +15 points",
  );
  expect(stillChangeWords(null, "still there", reader)).toMatch(/^seen for too short/);
  expect(stillChangeWords(tooFew, "still there", reader)).toBe("too few to compare");
});

test("points are whole, and none has no sign", () => {
  expect([0.124, -0.03, 0.004, -0.004].map((value) => pointsWords(value, reader))).toEqual(["+12", "−3", "0", "0"]);
});

test("what deals left for most is the title; what is not told is no cause", () => {
  const cause = (key: string | null, left: number) => ({
    ...{ key, name: key ?? "", left, share: { kind: "known" as const, value: left / 9, low: 0, high: 1 } },
    ...{ shareBefore: null, change: null },
  });
  const told = { deals: 12, lost: 9, causes: [cause("competitor", 5), cause("no-decision", 3), cause("", 1)] };
  expect(headExits(told, "loss-kind", "", reader)).toBe("5 of 9 lost deals (56%): “They chose a competitor”");
  expect(headExits({ deals: 2, lost: 1, causes: [cause("", 1)] }, "reason", "", reader)).toBe(
    "Of no lost deal is a cause told",
  );
  expect(headExits({ deals: 3, lost: 0, causes: [] }, "reason", " in Sales", reader)).toBe(
    "No deal was lost on the way in Sales",
  );
  expect(headExits({ deals: 0, lost: 0, causes: [] }, "reason", " in Sales", reader)).toBe(
    "Of no deal that closed in Sales is a stage known",
  );
  expect(causeName({ key: "", name: "" }, "crm-reason")).toBe("No reason in the CRM");
  expect(causeName({ key: null, name: "" }, "reason")).toBe("All others");
  expect(causeName({ key: "Price", name: "Price" }, "crm-reason")).toBe("Price");
});
