import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { startTeam, type TestTeam } from "../../check-ups/check-ups.fixture.ts";
import { saveCheckUp } from "../../check-ups/save-check-up.ts";
import { listActivities } from "../../deals/activities/store.ts";
import { closeDeal } from "../../deals/close-deal.ts";
import { logActivity } from "../../deals/log-activity.ts";
import { type DealInput, saveDeal } from "../../deals/save-deal.ts";
import { bookBlock } from "./book-block.ts";
import { countCallShares } from "./count-call-shares.ts";
import { logEffort, removeEffort } from "./log-effort.ts";
import { moveBlock } from "./move-block.ts";
import { proposeBlock } from "./propose-block.ts";
import { beginBlock, dropBlock, extendBlock, finishBlock, resumeBlock } from "./run-block.ts";
import { listBlocks, listNextCalls, showBlock } from "./show-blocks.ts";
import { listBlocksBetween, listBlocksStarting } from "./store.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const dayMs = 86_400_000;
const at = (instant: string) => Date.parse(instant);
/** A Monday, ten in the morning in Berlin. */
const monday = at("2026-11-23T09:00:00Z");
const aims = { referrals: 3, calls: 8, networking: 2 };

let team: TestTeam;
const as = (who: Acting, now: number): Acting => ({ ...who, now });
const rita = (now = monday) => as(team.rita, now);

const book = (from: string, to: string, who = rita(), id: string = randomUUID()) =>
  bookBlock(who, { id, dealId: null, startsAt: from, endsAt: to, aims, begin: false });
const beginNow = async (who = rita(), dealId: string | null = null) => {
  const [startsAt, endsAt] = [new Date(who.now).toISOString(), new Date(who.now + 2 * 3_600_000).toISOString()];
  return bookBlock(who, { id: randomUUID(), dealId, startsAt, endsAt, aims, begin: true });
};
const open = (who: Acting, said: Partial<DealInput> = {}) => {
  const stage = team.pipeline.stages.find(({ type }) => type === "open");
  return saveDeal(who, {
    ...{ id: randomUUID(), name: "Acme licences", accountName: `Acme ${randomUUID()}`, ownerId: who.session.memberId },
    ...{ pipelineId: team.pipeline.id, stageId: stage?.id ?? "", amountCents: 500_000, currency: "EUR" },
    ...{ expectedCloseOn: null, pitchedOn: null, offeredTermMonths: null, competitor: null, leadSource: null },
    ...said,
  });
};
const call = (who: Acting, dealId: string, happenedAt: number, kind: "call" | "meeting" = "call", answered = true) =>
  logActivity(who, {
    ...{ dealId, id: randomUUID(), kind, direction: "outgoing", answered: kind === "call" ? answered : null },
    ...{ happenedAt: new Date(happenedAt).toISOString(), contactId: null, subject: "", body: "" },
  });

beforeEach(async () => {
  team = await startTeam(db, monday);
});

describe("booking", () => {
  test("a block is booked once, and never over another of one's own", async () => {
    const block = await book("2026-11-24T08:00:00Z", "2026-11-24T10:00:00Z");
    expect(block).toMatchObject({ state: "booked", aims, edition: 0, counts: { calls: { made: 0 } } });
    expect(await book("2026-11-24T12:00:00Z", "2026-11-24T14:00:00Z", rita(), block.id)).toEqual(block);
    await expect(book("2026-11-24T09:30:00Z", "2026-11-24T11:30:00Z")).rejects.toMatchObject({
      code: "BLOCKS_OVERLAP",
    });
    await book("2026-11-24T10:00:00Z", "2026-11-24T12:00:00Z");
    // A colleague's day is another.
    await book("2026-11-24T08:00:00Z", "2026-11-24T10:00:00Z", as(team.rolf, monday));
    await expect(book("2026-11-23T06:00:00Z", "2026-11-23T08:00:00Z")).rejects.toMatchObject({ code: "TIME_PASSED" });
    await expect(book("2026-11-25T06:00:00Z", "2026-11-25T11:00:00Z")).rejects.toMatchObject({ code: "BLOCK_LENGTH" });
  });

  test("of two tabs that book the same time in the same moment, one is told", async () => {
    const both = await Promise.allSettled([1, 2].map(() => book("2026-11-24T08:00:00Z", "2026-11-24T10:00:00Z")));
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("it moves, drops and comes back, each time a newer edition, and a dropped one takes no time", async () => {
    const { id } = await book("2026-11-24T08:00:00Z", "2026-11-24T10:00:00Z");
    const moved = await moveBlock(rita(), { id, startsAt: "2026-11-24T12:00:00Z", endsAt: "2026-11-24T14:30:00Z" });
    expect(moved).toMatchObject({ startsAt: "2026-11-24T12:00:00.000Z", edition: 1 });
    expect(await dropBlock(rita(), { id })).toMatchObject({ state: "dropped", edition: 2 });
    expect(await dropBlock(rita(), { id })).toMatchObject({ state: "dropped", edition: 2 });
    const other = await book("2026-11-24T13:00:00Z", "2026-11-24T15:00:00Z");
    await expect(resumeBlock(rita(), { id })).rejects.toMatchObject({ code: "BLOCKS_OVERLAP" });
    await dropBlock(rita(), { id: other.id });
    expect(await resumeBlock(rita(), { id })).toMatchObject({ state: "booked", edition: 3 });
    const times = { from: at("2026-11-24T00:00Z"), until: at("2026-11-25T00:00Z") };
    const { workspace, memberId } = team.rita.session;
    const between = await listBlocksBetween(db, workspace, memberId, times);
    expect(between.map((block) => [block.id, block.droppedAt !== null])).toEqual([
      [id, false],
      [other.id, true],
    ]);
    const starting = await listBlocksStarting(db, { ...times, limit: 10_000 });
    expect(starting.filter((block) => block.workspace === workspace)).toMatchObject([{ id, memberId, edition: 3 }]);
  });

  test("the times proposed keep clear of what is booked, and of a breather", async () => {
    await book("2026-11-23T12:00:00Z", "2026-11-23T15:00:00Z");
    const { workspace, memberId } = team.rita.session;
    const before = await proposeBlock(rita());
    expect(before.proposals.map(({ when, startsAt }) => [when, startsAt])).toEqual([
      ["now", "2026-11-23T09:00:00.000Z"],
      ["next-day", "2026-11-24T08:00:00.000Z"],
    ]);
    expect(before).toMatchObject({ conversion: { kind: "too-few", outOf: 0, needed: 30 }, hours: { own: false } });
    await db
      .insertInto("breathers")
      .values({
        ...{ workspace_id: workspace, id: randomUUID(), member_id: memberId, began_at: new Date(monday) },
        back_at: new Date("2026-11-24T09:15:00Z"),
      })
      .execute();
    const after = await proposeBlock(rita());
    expect(after.proposals).toMatchObject([{ when: "next-day", startsAt: "2026-11-24T09:30:00.000Z" }]);
  });
});

describe("a running block", () => {
  test("runs in every tab, is logged in once, counts what deals say, and ends with what came of it", async () => {
    const deal = await open(rita(monday - dayMs));
    const block = await beginNow();
    expect(block.state).toBe("running");
    expect((await proposeBlock(rita())).running?.id).toBe(block.id);
    await expect(beginNow()).rejects.toMatchObject({ code: "BLOCKS_OVERLAP" });
    expect(await beginBlock(rita(monday + 60_000), { id: block.id })).toMatchObject({ beganAt: block.beganAt });

    const log = (minute: number, said: object, id: string = randomUUID()) =>
      logEffort(rita(monday + minute * 60_000), {
        ...{ blockId: block.id, id, kind: "call", who: "", result: "tried", dealId: null, ...said },
      });
    const once = randomUUID();
    await log(2, { who: "Ann" }, once);
    await log(2, { who: "Ann" }, once);
    await log(5, { who: "Acme", result: "meeting", dealId: deal.id });
    await log(9, { kind: "referral", who: "Bea", result: "talked" });
    // Logged on the deal's own page meanwhile; a mail and a call that came in are no calls of ours.
    const now = rita(monday + 40 * 60_000);
    await call(now, deal.id, monday + 30 * 60_000, "call", false);
    await call(now, deal.id, monday + 35 * 60_000, "meeting");
    const page = await showBlock(now, { id: block.id });
    expect(page.counts).toEqual({
      referrals: { made: 1, talked: 1, meetings: 0 },
      calls: { made: 3, talked: 1, meetings: 1 },
      networking: { made: 1, talked: 1, meetings: 0 },
    });
    expect(page.efforts.map(({ who, loggedHere, dealId }) => [who, loggedHere, dealId !== null])).toEqual([
      [expect.stringContaining("Acme"), false, true],
      [expect.stringContaining("Acme"), false, true],
      ["Bea", true, false],
      ["Acme", true, true],
      ["Ann", true, false],
    ]);
    const { rows } = await listActivities(db, team.workspace, deal.id, { limit: 10 });
    expect(rows).toHaveLength(3);

    expect(await extendBlock(now, { id: block.id, endsAt: "2026-11-23T11:30:00Z" })).toMatchObject({ edition: 1 });
    await expect(extendBlock(now, { id: block.id, endsAt: "2026-11-23T13:30:00Z" })).rejects.toMatchObject({
      code: "BLOCK_LENGTH",
    });
    const finished = await finishBlock(now, { id: block.id, note: "Acme wants a demo." });
    expect(finished).toMatchObject({ state: "finished", note: "Acme wants a demo.", counts: page.counts });
    await expect(log(50, {})).rejects.toMatchObject({ code: "BLOCK_NOT_RUNNING" });
    await expect(dropBlock(now, { id: block.id })).rejects.toMatchObject({ code: "BLOCK_OVER" });
    expect(await resumeBlock(now, { id: block.id })).toMatchObject({ state: "running", note: "Acme wants a demo." });
    expect((await listBlocks(now, { limit: 10 })).rows).toMatchObject([{ id: block.id, counts: page.counts }]);
  });

  test("a slip is taken back, on the deal too while it is a moment old", async () => {
    const deal = await open(rita(monday - dayMs));
    const block = await beginNow();
    const id = randomUUID();
    const effort = { blockId: block.id, id, kind: "call", who: "Acme", result: "talked", dealId: deal.id } as const;
    await logEffort(rita(monday + 60_000), effort);
    const page = await removeEffort(rita(monday + 120_000), { blockId: block.id, id });
    expect(page.efforts).toEqual([]);
    expect((await listActivities(db, team.workspace, deal.id, { limit: 10 })).rows).toEqual([]);
    await logEffort(rita(monday + 180_000), effort);
    const later = await removeEffort(rita(monday + 60 * 60_000), { blockId: block.id, id });
    // What the deal has told for an hour stays there, and counts as logged there.
    expect(later.efforts).toMatchObject([{ id, loggedHere: false, dealId: deal.id }]);
  });

  test("nobody logs on a deal they do not see", async () => {
    const rolfs = await open(as(team.rolf, monday - dayMs));
    const block = await beginNow();
    const effort = { id: randomUUID(), kind: "call", who: "", result: "talked", dealId: rolfs.id } as const;
    await expect(logEffort(rita(), { blockId: block.id, ...effort })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await showBlock(rita(), { id: block.id })).efforts).toEqual([]);
    await expect(beginNow(as(team.rolf, monday), rolfs.id)).resolves.toMatchObject({ dealName: "Acme licences" });
    const hers = { id: randomUUID(), dealId: rolfs.id, aims, begin: false };
    const times = { startsAt: "2026-11-24T08:00:00Z", endsAt: "2026-11-24T10:00:00Z" };
    await expect(bookBlock(rita(), { ...hers, ...times })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("one that was forgotten is over, and still tells what was done in its time", async () => {
    const deal = await open(rita(monday - dayMs));
    const { id } = await book("2026-11-23T10:00:00Z", "2026-11-23T12:00:00Z");
    await call(rita(at("2026-11-23T11:00:00Z")), deal.id, at("2026-11-23T11:00:00Z"));
    const evening = rita(at("2026-11-23T18:00:00Z"));
    expect(await showBlock(evening, { id })).toMatchObject({ state: "over", counts: { calls: { made: 1 } } });
    expect(await finishBlock(evening, { id, note: "" })).toMatchObject({
      ...{ state: "finished", finishedAt: "2026-11-23T12:00:00.000Z", counts: { calls: { made: 1 } } },
    });
  });
});

test("a block is there for nobody else: no colleague, manager, owner, nor their lists", async () => {
  const block = await beginNow();
  const { id } = block;
  for (const who of [team.rolf, team.max, team.olga, team.marketing]) {
    const other = as(who, monday);
    expect((await listBlocks(other, { limit: 50 })).rows).toEqual([]);
    for (const attempt of [
      () => showBlock(other, { id }),
      () => listNextCalls(other, { id }),
      () => finishBlock(other, { id, note: "" }),
      () => dropBlock(other, { id }),
      () => extendBlock(other, { id, endsAt: "2026-11-23T12:00:00Z" }),
      () => moveBlock(other, { id, startsAt: "2026-11-24T12:00:00Z", endsAt: "2026-11-24T14:00:00Z" }),
      () => removeEffort(other, { blockId: id, id }),
      () => logEffort(other, { blockId: id, id, kind: "call", who: "", result: "tried", dealId: null }),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(book("2026-11-24T08:00:00Z", "2026-11-24T10:00:00Z", other, id)).rejects.toMatchObject({
      code: "CHANGED_MEANWHILE",
    });
  }
  expect(await showBlock(rita(), { id })).toMatchObject({ edition: 0, state: "running" });
});

describe("what to aim for and whom to call", () => {
  let me: Acting;

  test("own calls are drawn towards the team's, which a job counts", async () => {
    me = rita();
    const people = [
      { who: team.rita, calls: 12, meetings: 3 },
      { who: team.rolf, calls: 40, meetings: 4 },
      { who: team.max, calls: 36, meetings: 6 },
    ];
    for (const { who, calls, meetings } of people) {
      const longAgo = as(who, monday - 60 * dayMs);
      for (let n = 0; n < calls; n++) {
        const deal = await open(longAgo, { name: `Deal ${n}` });
        await call(as(who, monday - 50 * dayMs), deal.id, monday - 55 * dayMs, "call", n % 2 === 0);
        if (n < meetings) await call(as(who, monday - 40 * dayMs), deal.id, monday - 50 * dayMs, "meeting");
      }
    }
    // Before the team was counted there is only one's own, which is too little.
    expect((await proposeBlock(me)).conversion).toEqual({ kind: "too-few", outOf: 12, needed: 30 });
    await countCallShares(db, team.workspace, monday);
    const { conversion } = await proposeBlock(me);
    expect(conversion).toMatchObject({ kind: "known", calls: 12, meetings: 3, from: "own-with-team" });
    if (conversion.kind !== "known") throw new Error(conversion.kind);
    expect(conversion.share).toBeGreaterThan(13 / 88);
    expect(conversion.share).toBeLessThan(3 / 12);
    // Fifty calls in a block, none with a meeting, count as well: hers alone.
    const block = await beginNow(me);
    for (let n = 0; n < 50; n++)
      await logEffort(me, {
        blockId: block.id,
        id: randomUUID(),
        kind: "call",
        who: "",
        result: "tried",
        dealId: null,
      });
    expect((await proposeBlock(me)).conversion).toMatchObject({ calls: 62, meetings: 3, from: "own" });
    expect((await proposeBlock(as(team.rolf, monday))).conversion).toMatchObject({ calls: 40, meetings: 4 });
  }, 60_000);

  test("the check-up that is due, the open deal gone quiet, the customer won long enough ago; none twice", async () => {
    me = rita();
    const longAgo = rita(monday - 90 * dayMs);
    const quiet = await open(longAgo, { name: "Quiet", amountCents: 900_000 });
    const fresh = await open(longAgo, { name: "Fresh" });
    await call(rita(monday - dayMs), fresh.id, monday - dayMs);
    const won = await open(longAgo, { name: "Won" });
    await closeDeal(rita(monday - 60 * dayMs), { id: won.id, outcome: "won" });
    const lost = await open(longAgo, { name: "Lost" });
    await closeDeal(rita(monday - 50 * dayMs), { id: lost.id, outcome: "lost" });
    await saveCheckUp(me, { id: randomUUID(), dealId: lost.id, dueOn: "2026-11-24", note: "" });
    await open(as(team.rolf, monday - 90 * dayMs), { name: "Rolf's" });

    const block = await beginNow(me);
    const whom = async (now = me) =>
      (await listNextCalls(now, { id: block.id })).rows.map(({ dealName, kind, because }) => [
        ...[dealName, kind, because.why],
      ]);
    expect(await whom()).toEqual([
      ["Lost", "call", "check-up"],
      ["Quiet", "call", "quiet"],
      ["Won", "referral", "won"],
    ]);
    const later = rita(monday + 600_000);
    for (const { id } of [quiet, won, lost])
      await logEffort(later, {
        ...{ blockId: block.id, id: randomUUID(), kind: "call", who: "", result: "talked", dealId: id },
      });
    expect(await whom(rita(monday + 700_000))).toEqual([]);
  });
});
