import { expect, test } from "vitest";
import type { CheckUpShape } from "../contract.ts";
import { inPeriods } from "./in-periods.ts";

const on = (dueOn: string): CheckUpShape => ({
  id: dueOn,
  dealId: "deal",
  dealName: "Acme: Planner",
  accountName: "Acme",
  ownerId: null,
  ownerName: null,
  amount: null,
  dueOn,
  basis: "usual-term",
  note: "",
  outcome: null,
  reached: null,
  doneAt: null,
  doneByName: null,
  reopenedAs: null,
});

test("calls stand under overdue, this month and later, in their order", () => {
  const days = ["2026-03-02", "2026-11-21", "2026-11-22", "2026-11-30", "2026-12-01", "2027-11-05"];
  expect(
    inPeriods(days.map(on), "2026-11-22").map(({ title, checkUps }) => [title, ...checkUps.map(({ id }) => id)]),
  ).toEqual([
    ["Overdue", "2026-03-02", "2026-11-21"],
    ["This month", "2026-11-22", "2026-11-30"],
    ["Later", "2026-12-01", "2027-11-05"],
  ]);
});

test("a period without calls is left out", () => {
  expect(inPeriods([on("2027-01-01")], "2026-11-22").map(({ title }) => title)).toEqual(["Later"]);
});
