import { expect, test } from "vitest";
import type { DealRecord } from "../../deals/rules.ts";
import { context, emptyRecord, on, watch } from "../red-flags.fixture.ts";
import { readFlag } from "../rules.ts";

const flag = watch({ kind: "stuck-on-price", words: ["price", "Rabatt", "too dear"], times: 2, withinDays: 10 });
const read = (record: Partial<DealRecord>, at: string) =>
  readFlag({ ...emptyRecord, ...record }, on(at), flag, context);
const stageChanges = [{ stageId: "demo", enteredAt: on("2026-03-02"), knownAt: on("2026-03-02") }];
const about = (subject: string, day: string, kind: "email" | "note" = "email") => ({
  ...{ id: day, kind, direction: null, answered: null, contactId: null, memberId: null, subject },
  ...{ happenedAt: on(day), knownAt: on(day) },
});

test("comes up when the price keeps coming back while the stage stays, citing the last time", () => {
  const activities = [about("Re: PRICES", "2026-03-04"), about("Rabatt?", "2026-03-06", "note")];
  expect(read({ stageChanges, activities }, "2026-03-05")).toMatchObject({
    kind: "down",
    evidence: "It came up last on 2026-03-04: “Re: PRICES”.",
  });
  expect(read({ stageChanges, activities }, "2026-03-07")).toMatchObject({
    kind: "up",
    level: "warn",
    since: on("2026-03-06"),
    evidence: "It came up twice since Demo was entered on 2026-03-02, the last time on 2026-03-06: “Rabatt?”.",
  });
});

test("is bad from twice as often on", () => {
  const activities = ["03", "04", "05", "06"].map((day) => about("too dear", `2026-03-${day}`));
  expect(read({ stageChanges, activities }, "2026-03-07")).toMatchObject({ kind: "up", level: "bad" });
});

test("goes down with the next stage, and when it has not come up for a while", () => {
  const activities = [about("price", "2026-03-04"), about("price", "2026-03-06")];
  const moved = [...stageChanges, { stageId: "proposal", enteredAt: on("2026-03-08"), knownAt: on("2026-03-08") }];
  expect(read({ stageChanges: moved, activities }, "2026-03-09").kind).toBe("down");
  expect(read({ stageChanges, activities }, "2026-03-13T23:59").kind).toBe("up");
  expect(read({ stageChanges, activities }, "2026-03-14T00:00")).toMatchObject({ kind: "down" });
  expect(read({ stageChanges, activities }, "2026-03-30").evidence).toBe("It did not come up within 10 days.");
});

test.each(["Surprise", "At any reprice", "Demo", "too  dear"])("finds no word inside %j", (subject) => {
  const activities = [about(subject, "2026-03-04"), about(subject, "2026-03-05")];
  expect(read({ stageChanges, activities }, "2026-03-06").kind).toBe("down");
});

test("knows nothing without a subject, without a stage, or where nobody told since when", () => {
  expect(read({ stageChanges, activities: [about("", "2026-03-04")] }, "2026-03-06").kind).toBe("unknown");
  expect(read({ activities: [about("price", "2026-03-04")] }, "2026-03-06").kind).toBe("unknown");
  const assumed = [
    { stageId: "demo", enteredAt: on("2026-03-08"), knownAt: on("2026-03-08"), assumedAt: true as const },
  ];
  const activities = [about("price", "2026-03-04"), about("price", "2026-03-06")];
  expect(read({ stageChanges: assumed, activities }, "2026-03-09")).toMatchObject({
    kind: "unknown",
    evidence: "It came up twice; since when the deal stands in Demo is not recorded.",
  });
});

test("takes a word literally, whatever signs are in it", () => {
  const odd = watch({ kind: "stuck-on-price", words: ["(10%", "a/b-c"], times: 2, withinDays: 10 });
  const activities = [about("less (10%)?", "2026-03-04"), about("A/B-C", "2026-03-05")];
  expect(readFlag({ ...emptyRecord, stageChanges, activities }, on("2026-03-06"), odd, context).kind).toBe("up");
});
