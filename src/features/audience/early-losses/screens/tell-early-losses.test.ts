import { expect, test } from "vitest";
import type { EarlyLossRow } from "../contract.ts";
import { countsWords, headEarlyLosses, headPart, leadEarlyLosses } from "./tell-early-losses.ts";

const reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: new Date("2026-11-22T12:00:00Z") };
const row = (
  by: EarlyLossRow["by"],
  name: string,
  difference: Partial<EarlyLossRow["difference"]> = {},
): EarlyLossRow => ({
  ...{ by, key: name, name, early: 40, won: 20, share: { kind: "known", value: 2 / 3, low: 0.5, high: 0.8 } },
  difference: {
    ...{ kind: "known", value: 0.31, low: 0.16, high: 0.45, p: 0.001, adjustedP: 0.003, stands: true },
    ...difference,
  } as EarlyLossRow["difference"],
});
const part = (by: EarlyLossRow["by"], rows: EarlyLossRow[]) => ({
  ...{ by, column: null, rows, rest: { groups: 0, deals: 0 } },
});

test("the title names the worst of what stands, and claims nothing else", () => {
  const rows = [row("source", "Fair"), row("source", "Web", { value: 0.5, stands: false })];
  expect(headEarlyLosses({ apart: [part("source", rows)], looked: 2 }, reader)).toBe(
    "Deals from Fair are lost early 31 points more often than the others",
  );
  const chance = [row("source", "Web", { stands: false })];
  expect(headEarlyLosses({ apart: [part("source", chance)], looked: 1 }, reader)).toMatch(/^Nothing is lost early/);
  expect(headEarlyLosses({ apart: [part("source", [])], looked: 0 }, reader)).toMatch(/^Too few/);
});

test("each part says what it found, or that it cannot", () => {
  const better = row("message", "Less work", { value: -0.2 });
  expect(headPart("message", [row("message", "New"), better])).toBe(
    "Lost early more often: “New”. Lost early less often: “Less work”",
  );
  expect(headPart("persona", [row("persona", "Boss", { stands: false })])).toMatch(/^No persona differs/);
  expect(headPart("persona", [row("persona", "Boss", { kind: "too-few" })])).toMatch(/^Too few deals/);
  expect(countsWords(row("source", "Fair"), reader)).toBe("40 lost early, 20 won: 67% lost early");
});

test("the lead says which stages are early", () => {
  const told = {
    ...{ period: { from: "2026-01-01", until: "2026-03-31" }, early: 90, won: 110, later: 3, noStage: 0, looked: 3 },
    ...{ fewestASide: 30, falseDiscoveryRate: 0.02, apart: [] },
    stages: [{ pipelineName: "Sales", names: ["Discovery", "Qualified"] }],
  };
  expect(leadEarlyLosses(told, reader)).toMatch(/90 deals lost in Discovery or Qualified, compared with 110 wins\.$/);
});
