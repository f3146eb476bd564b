import { expect, test } from "vitest";
import { noAnswers } from "../rules.ts";
import { chainsOf } from "./chains-of.ts";
import { chosen, flag, reason, repair, sheetOf, step } from "./debrief-sheet.fixture.ts";

const sheet = sheetOf({
  reasons: [
    reason("Slow answers", {
      flagId: "unanswered",
      stepId: "answered",
      practices: [{ id: "newest", title: "Answer before lunch" }],
    }),
    reason("Price"),
  ],
  steps: [step("answered", "missed")],
  repairs: [repair("Answer today", ["unanswered"])],
  flagsBeforeClose: [flag("unanswered", "up")],
});
const promise = { id: "1", flagId: "unanswered", repairId: "Answer today", wording: "I answer." };

test("a commitment stands in the chain of the reason that was named", () => {
  const answers = { ...noAnswers, reasons: [chosen("Slow answers")], commitments: [promise] };
  expect(chainsOf(sheet, answers)).toEqual([
    {
      reason: { label: "Slow answers", href: "/settings/reasons" },
      missedStep: { label: "answered", href: "/settings/process" },
      redFlag: { label: "unanswered", state: "up", href: "/pipeline-check?rule=1" },
      repair: { label: "Answer today", href: "/pipeline-check?show=repairs" },
      bestPractice: { label: "Answer before lunch", href: "/team/playbook/newest" },
    },
  ]);
});

test("a commitment that no named reason leads to has no chain", () => {
  expect(chainsOf(sheet, { ...noAnswers, reasons: [chosen("Price")], commitments: [promise] })).toEqual([]);
});
