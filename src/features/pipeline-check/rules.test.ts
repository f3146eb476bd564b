import { describe, expect, test } from "vitest";
import type { RepairShape } from "../reasons/contract.ts";
import type { RedFlagShape } from "../red-flags/contract.ts";
import { mondayToFriday } from "../team/working-calendar/rules.ts";
import type { CommitmentShape } from "./contract.ts";
import {
  checkRule,
  dealsBeingRead,
  inOrderOfConcern,
  promiseWording,
  type ReadingTally,
  repairsOf,
  taskDueOn,
  watchedRules,
} from "./rules.ts";

const flag = (id: string, change: Partial<RedFlagShape> = {}): RedFlagShape => ({
  id,
  key: null,
  name: `Flag ${id}`,
  thresholds: { kind: "close-date-slipped", pushes: 2 },
  stepId: null,
  costly: false,
  archived: false,
  ...change,
});
const repair = (id: string, flagIds: string[], archived = false): RepairShape => ({
  id,
  key: null,
  name: `Repair ${id}`,
  openingLine: "",
  dueInDays: 2,
  flagIds,
  archived,
});
const promise = (flagId: string, repairId: string, madeAt: string): CommitmentShape => ({
  id: `${flagId}-${repairId}-${madeAt}`,
  memberId: "rita",
  memberName: "Rita",
  dealId: null,
  dealName: null,
  flagId,
  flagName: `Flag ${flagId}`,
  repairId,
  repairName: `Repair ${repairId}`,
  wording: "",
  madeAt,
  endedAt: null,
});
const tally = (change: Partial<ReadingTally>): ReadingTally => ({
  flagId: "quiet",
  kind: "down",
  currency: null,
  deals: 1,
  amountCents: null,
  ...change,
});

describe("what open deals are held against", () => {
  const flags = [flag("quiet", { costly: true }), flag("single", { costly: true }), flag("stage"), flag("step")];

  test("my promises, newest first, then the team's costly flags I promised nothing about", () => {
    const mine = [promise("step", "call", "2026-11-01"), promise("quiet", "call", "2026-11-20")];
    expect(watchedRules(mine, flags).map((rule) => [rule.flag.id, rule.commitment?.madeAt ?? null])).toEqual([
      ["quiet", "2026-11-20"],
      ["step", "2026-11-01"],
      ["single", null],
    ]);
  });

  test("the same promise after two losses is watched once, two repairs of one flag are two promises", () => {
    const mine = [
      promise("quiet", "call", "2026-10-01"),
      promise("quiet", "call", "2026-11-01"),
      promise("quiet", "present", "2026-09-01"),
    ];
    const promised = watchedRules(mine, flags).filter((rule) => rule.commitment);
    expect(promised.map((rule) => [rule.commitment?.repairId, rule.commitment?.madeAt])).toEqual([
      ["call", "2026-11-01"],
      ["present", "2026-09-01"],
    ]);
  });

  test("an archived flag is watched by nobody", () => {
    const archived = [flag("quiet", { costly: true, archived: true })];
    expect(watchedRules([promise("quiet", "call", "2026-11-01")], archived)).toEqual([]);
  });
});

describe("at risk, safe or unknown", () => {
  const rule = { flag: flag("quiet", { costly: true }), commitment: null };
  const open = { deals: 20, resting: 3 };

  test("every open deal counts once: deals nobody has read yet are unknown, resting ones rest", () => {
    const tallies = [
      tally({ kind: "up", currency: "EUR", deals: 4, amountCents: 900_00 }),
      tally({ kind: "up", currency: "USD", deals: 1, amountCents: 5_000_00 }),
      tally({ kind: "up", currency: null, deals: 1, amountCents: null }),
      tally({ kind: "down", deals: 5 }),
      tally({ kind: "unknown", deals: 2 }),
      tally({ flagId: "single", kind: "up", currency: "EUR", deals: 17, amountCents: 1 }),
    ];
    const checked = checkRule(rule, open, tallies, []);
    expect(checked).toMatchObject({ atRisk: 6, safe: 5, unknown: 6, resting: 3 });
    expect(checked.atRisk + checked.safe + checked.unknown + checked.resting).toBe(open.deals);
    expect(checked.moneyAtRisk).toEqual([
      { amountCents: 5_000_00, currency: "USD" },
      { amountCents: 900_00, currency: "EUR" },
    ]);
  });

  test("a promise offers its own repair first", () => {
    const repairs = [
      repair("call", ["quiet"]),
      repair("gone", ["quiet"], true),
      repair("present", ["quiet", "single"]),
    ];
    expect(repairsOf("quiet", repairs).map(({ id }) => id)).toEqual(["call", "present"]);
    expect(repairsOf("quiet", repairs, "present").map(({ id }) => id)).toEqual(["present", "call"]);
    const promised = { flag: rule.flag, commitment: promise("quiet", "gone", "2026-11-01") };
    expect(checkRule(promised, open, [], repairs).repairs.map(({ id }) => id)).toEqual(["gone", "call", "present"]);
  });

  test("deals changed since their reading, or never read for one of the flags, are being read", () => {
    const tallies = [tally({ deals: 10 }), tally({ kind: "up", deals: 7 }), tally({ flagId: "new", deals: 2 })];
    expect(dealsBeingRead(["quiet"], open, tallies, 0)).toBe(0);
    expect(dealsBeingRead(["quiet"], open, tallies, 1)).toBe(1);
    expect(dealsBeingRead(["quiet", "new"], open, tallies, 0)).toBe(15);
    expect(dealsBeingRead(["quiet", "unread"], open, tallies, 0)).toBe(17);
    expect(dealsBeingRead([], open, [], 0)).toBe(0);
  });

  test("promises stay on top, then the flags with most deals at risk", () => {
    const [few, many] = [1, 9].map((deals) =>
      checkRule(
        { flag: flag(`f${deals}`), commitment: null },
        open,
        [tally({ flagId: `f${deals}`, kind: "up", deals })],
        [],
      ),
    );
    const mine = checkRule({ flag: flag("mine"), commitment: promise("mine", "call", "2026-11-01") }, open, [], []);
    if (!few || !many) throw new Error("There are two.");
    expect(inOrderOfConcern([few, mine, many], "EUR").map((checked) => checked.flagId)).toEqual(["mine", "f9", "f1"]);
  });
});

test("a promise is worded from the flag and the repair", () => {
  expect(promiseWording("No decision maker", "Call for the missing information")).toBe(
    "If “No decision maker” comes up on an open deal, I call for the missing information.",
  );
  expect(promiseWording("Gone quiet", "BANT again")).toContain("I BANT again.");
});

test("a task is due as many days on as its repair says, or on the next working day", () => {
  expect(taskDueOn({ dueInDays: 2 }, "2026-12-28", mondayToFriday)).toBe("2026-12-30");
  expect(taskDueOn({ dueInDays: 0 }, "2026-12-30", mondayToFriday)).toBe("2026-12-30");
  // New Year's Day is a Friday, so the next day of work is Monday.
  const withNewYear = { ...mondayToFriday, holidays: new Set(["2027-01-01"]) };
  expect(taskDueOn({ dueInDays: 2 }, "2026-12-30", withNewYear)).toBe("2027-01-04");
});
