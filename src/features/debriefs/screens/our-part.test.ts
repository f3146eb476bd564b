import { describe, expect, test } from "vitest";
import { noAnswers } from "../rules.ts";
import { chosen, flag, reason, sheetOf, step } from "./debrief-sheet.fixture.ts";
import { isTicked, likelyFirst, mayBeClean, type OurItem, ourItems, tick } from "./our-part.ts";

const target = reason("Not an ideal target", { roleQuestion: "Was it?", stepId: "target checked" });
const tooEarly = reason("Presented too early", { roleQuestion: "Did we?", stepId: "right time" });
const timeFrame = reason("Time frame never asked", { stepId: "time frame" });
const price = reason("Price", { control: "shared" });
const reasons = [target, tooEarly, timeFrame, price];
const inWords = (items: OurItem[]) => items.map((item) => [item.reason?.name ?? null, item.step?.stepId ?? null]);

describe("what may have been ours", () => {
  test("is what the record shows, each step with its reason, then the questions after every loss", () => {
    const steps = [step("target checked", "missed"), step("our own step", "late"), step("time frame", "done")];
    expect(inWords(ourItems(sheetOf({ reasons, steps })))).toEqual([
      ["Not an ideal target", "target checked"],
      [null, "our own step"],
      ["Presented too early", null],
    ]);
  });

  test("a step missed brings its reason even when no question asks for it", () => {
    const items = ourItems(sheetOf({ reasons, steps: [step("time frame", "missed")] }));
    expect(inWords(items)[0]).toEqual(["Time frame never asked", "time frame"]);
  });

  test("after a win only steps are asked about", () => {
    const steps = [step("target checked", "missed"), step("time frame", "not-recorded")];
    expect(inWords(ourItems(sheetOf({ status: "won", reasons, steps })))).toEqual([[null, "target checked"]]);
  });
});

describe("a tick", () => {
  const item = { key: "1", reason: target, step: step("target checked", "missed") };

  test("says that the step was missed and that it was a reason, and takes the clean loss away", () => {
    const answers = { ...noAnswers, ...tick(item, true, { ...noAnswers, cleanLoss: true }) };
    expect(answers).toMatchObject({
      reasons: [chosen("Not an ideal target")],
      missedStepIds: ["target checked"],
      cleanLoss: false,
    });
    expect(isTicked(item, answers)).toBe(true);
  });

  test("taken away takes both away, and leaves the others", () => {
    const before = {
      ...noAnswers,
      reasons: [chosen("Price"), chosen("Not an ideal target")],
      missedStepIds: ["time frame", "target checked"],
    };
    const answers = { ...before, ...tick(item, false, before) };
    expect(answers).toMatchObject({ reasons: [chosen("Price")], missedStepIds: ["time frame"] });
    expect(isTicked(item, answers)).toBe(false);
  });

  test("given twice counts once", () => {
    const once = { ...noAnswers, ...tick(item, true, noAnswers) };
    expect(tick(item, true, once)).toMatchObject({ reasons: once.reasons, missedStepIds: once.missedStepIds });
  });
});

test("a clean loss may name what was theirs or shared, never what was ours", () => {
  expect(mayBeClean({ ...noAnswers, reasons: [chosen("Price")] }, reasons)).toBe(true);
  expect(mayBeClean({ ...noAnswers, reasons: [chosen("Not an ideal target")] }, reasons)).toBe(false);
  expect(mayBeClean({ ...noAnswers, missedStepIds: ["time frame"] }, reasons)).toBe(false);
});

test("reasons the record speaks for come first: proposed, then with a flag that stood up; else the catalogue's order", () => {
  const silent = reason("They went silent", { control: "theirs", flagId: "quiet" });
  const budget = reason("Budget gone", { control: "theirs", flagId: "slipped" });
  const hold = reason("Project on hold", { control: "theirs" });
  const sheet = sheetOf({
    flagsBeforeClose: [flag("quiet", "up"), flag("slipped", "down")],
    proposed: { ...noAnswers, reasons: [chosen("Project on hold")] },
  });
  expect(likelyFirst([budget, silent, hold], sheet).map(({ name }) => name)).toEqual([
    "Project on hold",
    "They went silent",
    "Budget gone",
  ]);
});
