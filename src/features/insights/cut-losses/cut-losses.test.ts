import { describe, expect, test } from "vitest";
import { begin, context, emptyRecord } from "../../red-flags/red-flags.fixture.ts";
import type { HistoryDeal } from "../history/rules.ts";
import { gatherEffort } from "./gather-effort.ts";
import { fewestWonDeals, minutesOf, tallyEffort } from "./rules.ts";

const minutes = { callMinutes: 20, emailMinutes: 10, meetingMinutes: 90, noteMinutes: 5 };
const hour = 3_600_000;
const done = (kind: "call" | "email" | "meeting" | "note", hours: number) => ({
  ...{ id: `${kind} ${hours}`, kind, direction: null, answered: null, contactId: null, memberId: null, subject: "" },
  ...{ happenedAt: begin + hours * hour, knownAt: begin + hours * hour },
});
/** A meeting at the beginning, two calls and an e-mail in the demo: 90 + 20 + 20 + 10 minutes. */
const activities = [done("meeting", 1), done("call", 30), done("call", 40), done("email", 50)];
const stays = [
  { stageId: "discovery", from: begin, until: begin + 24 * hour },
  { stageId: "demo", from: begin + 24 * hour, until: begin + 60 * hour },
];
const closedAt = begin + 60 * hour;

describe("what selling takes, worked through", () => {
  test("an activity takes what the team says it takes", () => {
    expect(minutesOf(activities, minutes)).toBe(140);
    expect(minutesOf([], minutes)).toBe(0);
  });

  test("ten deals won at 4,200.00 and five lost, each with 140 minutes: 1,200.00 an hour", () => {
    const tally = tallyEffort(minutes);
    for (let deal = 0; deal < 10; deal++)
      tally.add({ status: "won", amountCents: 420_000, closedAt }, activities, stays);
    for (let deal = 0; deal < 5; deal++)
      tally.add({ status: "lost", amountCents: 420_000, closedAt }, activities, stays);
    const { wonCentsPerHour, minutesFrom } = tally.done();
    // 10 × 4,200.00 won in 15 × 140 minutes = 35 hours.
    expect(wonCentsPerHour).toBeCloseTo(120_000, 6);
    // From its first stage a won deal took everything, from the demo what came after it was entered.
    expect(minutesFrom).toEqual({ discovery: 140, demo: 50 });
  });

  test("what was done after the close, and deals without activities or an amount, count for nothing", () => {
    const tally = tallyEffort(minutes);
    for (let deal = 0; deal < 10; deal++) {
      tally.add({ status: "won", amountCents: 420_000, closedAt }, [...activities, done("meeting", 61)], stays);
      tally.add({ status: "lost", amountCents: 420_000, closedAt }, [], stays);
      tally.add({ status: "lost", amountCents: null, closedAt }, activities, stays);
    }
    expect(tally.done().wonCentsPerHour).toBeCloseTo(180_000, 6);
  });

  test("fewer than ten won deals, or no minutes at all, say nothing about an hour", () => {
    const few = tallyEffort(minutes);
    for (let deal = 0; deal < fewestWonDeals - 1; deal++)
      few.add({ status: "won", amountCents: 420_000, closedAt }, activities, stays);
    expect(few.done()).toEqual({ wonCentsPerHour: null, minutesFrom: {} });
    const free = tallyEffort({ callMinutes: 0, emailMinutes: 0, meetingMinutes: 0, noteMinutes: 0 });
    for (let deal = 0; deal < 10; deal++)
      free.add({ status: "won", amountCents: 420_000, closedAt }, activities, stays);
    expect(free.done()).toMatchObject({ wonCentsPerHour: null });
  });
});

describe("an open deal", () => {
  const deal = (id: string, status: HistoryDeal["status"]): HistoryDeal => ({
    ...{ id, status, pipelineId: "sales", createdAt: begin, amountCents: 420_000, bulkEdit: false },
    closedAt: status === "open" ? null : closedAt,
  });
  const stageChanges = ["discovery", "demo"].map((stageId, place) => {
    const at = begin + place * 24 * hour;
    return { stageId, enteredAt: at, knownAt: at };
  });

  test("is told beside its odds what it took, and what won deals still took from its stage", () => {
    const effort = gatherEffort({ context: { ...context, norms: [] }, until: begin + 100 * hour }, minutes);
    const outcome = { status: "won" as const, lossKind: null, closedAt, reopenedAt: null };
    for (let place = 0; place < 10; place++) {
      const record = { ...emptyRecord, createdAt: begin, stageChanges, activities, outcomes: [outcome] };
      effort.add({ deal: deal(`won ${place}`, "won"), record, stretches: [] });
    }
    const open = { ...emptyRecord, createdAt: begin, activities: activities.slice(0, 2) };
    effort.add({ deal: deal("open", "open"), record: { ...open, stageChanges }, stretches: [] });
    const early = { ...open, stageChanges: [{ stageId: "proposal", enteredAt: begin, knownAt: begin }] };
    effort.add({ deal: deal("elsewhere", "open"), record: early, stretches: [] });
    const odds = { dealId: "open", probability: 0.2, low: 0.1, high: 0.3 };
    expect(effort.beside(odds)).toEqual({ ...odds, minutesSpent: 110, minutesNeeded: 50 });
    // No deal was won from there: nobody can say what it still takes.
    expect(effort.beside({ ...odds, dealId: "elsewhere" })).toMatchObject({ minutesSpent: 110, minutesNeeded: null });
  });
});
