import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { reopenDeal } from "../deals/reopen-deal.ts";
import { takeBack } from "../deals/take-back.ts";
import { lostDeal, openDeal, startTeam, type TestTeam } from "./check-ups.fixture.ts";
import { finishCheckUp } from "./finish-check-up.ts";
import { proposeCheckUpOfDeal } from "./propose-check-up.ts";
import { saveCheckUp } from "./save-check-up.ts";
import { setCheckUps } from "./set-check-ups.ts";
import { type CheckUpFilter, countCheckUps, listCheckUps } from "./store.ts";

const { db, pool, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
beforeAll(async () => {
  team = await startTeam(db);
});

async function waiting({ session }: Acting, filter: Partial<CheckUpFilter> = {}) {
  const visible = await findVisibleOwners(db, session);
  return listCheckUps(db, session.workspace, { visible, done: false, ...filter }, { after: null, limit: 50 });
}

const setCheckUp = (acting: Acting, dealId: string, dueOn: string, id: string = randomUUID()) =>
  saveCheckUp(acting, { id, dealId, dueOn, note: "" });

describe("the day of the call", () => {
  test("follows from the term offered, else from the team's usual one", async () => {
    const offered = await lostDeal(team.rita, team, { pitchedOn: "2026-11-01", offeredTermMonths: 12 });
    // 1 August 2027 and 22 August 2027 are Sundays.
    expect(await proposeCheckUpOfDeal(team.rita, { dealId: offered.id })).toMatchObject({
      dueOn: "2027-08-02",
      basis: "offered-term",
    });
    const silent = await lostDeal(team.rita, team);
    expect(await proposeCheckUpOfDeal(team.rita, { dealId: silent.id })).toMatchObject({
      dueOn: "2027-08-23",
      basis: "usual-term",
    });
  });

  test("the proposed day keeps its basis; another is the person's own choice, and a past one becomes today", async () => {
    const deal = await lostDeal(team.rita, team, { pitchedOn: "2026-11-01", offeredTermMonths: 12 });
    expect(await setCheckUp(team.rita, deal.id, "2027-08-02")).toMatchObject({ basis: "offered-term" });
    expect(await setCheckUp(team.rita, deal.id, "2027-05-01")).toMatchObject({ basis: "chosen", dueOn: "2027-05-01" });
    expect(await setCheckUp(team.rita, deal.id, "2020-01-01")).toMatchObject({ basis: "chosen", dueOn: "2026-11-22" });
  });
});

test("a deal waits for one call: a second one moves the first", async () => {
  const deal = await lostDeal(team.rita, team);
  const first = await setCheckUp(team.rita, deal.id, "2027-03-01");
  const second = await setCheckUp(team.rita, deal.id, "2027-04-01");
  expect(second.id).toBe(first.id);
  expect(await waiting(team.rita, { dealId: deal.id })).toEqual([second]);
});

test("two windows at once set one call", async () => {
  const deal = await lostDeal(team.rita, team);
  await Promise.all(["2027-03-01", "2027-04-01"].map((dueOn) => setCheckUp(team.rita, deal.id, dueOn)));
  expect(await waiting(team.rita, { dealId: deal.id })).toHaveLength(1);
});

test("the call that a loss sets by itself and the one somebody sets at the same moment are one", async () => {
  const deal = await lostDeal(team.rita, team);
  const id = randomUUID();
  const job = await pool.connect();
  try {
    await job.query("begin");
    // As setCheckUps does, which holds no deal.
    await job.query(
      "insert into check_ups (workspace_id, id, deal_id, due_on, basis) values ($1, $2, $3, '2027-08-23', 'usual-term')",
      [team.workspace, id, deal.id],
    );
    const setting = saveCheckUp(team.rita, {
      id: randomUUID(),
      dealId: deal.id,
      dueOn: "2027-03-01",
      note: "Ask Dora",
    });
    const stuck = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    await expect.poll(async () => (await pool.query(stuck)).rowCount, { timeout: 5_000 }).toBe(1);
    await job.query("commit");
    expect(await setting).toMatchObject({ id, dueOn: "2027-03-01", basis: "chosen", note: "Ask Dora" });
  } finally {
    job.release();
  }
  expect(await waiting(team.rita, { dealId: deal.id })).toHaveLength(1);
});

test("a check-up outlives reopening, winning and losing again", async () => {
  const deal = await lostDeal(team.rita, team);
  const set = await setCheckUp(team.rita, deal.id, "2027-03-01");
  const later = { ...team.rita, now: team.rita.now + 1000 };
  await reopenDeal(later, { id: deal.id });
  expect(await waiting(team.rita, { dealId: deal.id })).toMatchObject([{ id: set.id, dueOn: "2027-03-01" }]);
  expect(await setCheckUp(later, deal.id, "2027-02-01", set.id)).toMatchObject({ id: set.id, dueOn: "2027-02-01" });
  await closeDeal({ ...later, now: later.now + 1000 }, { id: deal.id, outcome: "lost" });
  expect(await waiting(team.rita, { dealId: deal.id })).toMatchObject([{ id: set.id, dueOn: "2027-02-01" }]);
});

test("an open deal gets no new check-up", async () => {
  const deal = await openDeal(team.rita, team);
  await expect(setCheckUp(team.rita, deal.id, "2027-03-01")).rejects.toMatchObject({ code: "DEAL_NOT_LOST" });
});

describe("after the call", () => {
  test("“later” sets the next one, and the first is done", async () => {
    const deal = await lostDeal(team.rita, team);
    const { id } = await setCheckUp(team.rita, deal.id, "2026-11-22");
    const input = { id, outcome: "later" as const, note: "New budget in May.", nextOn: "2027-05-10" };
    expect(await finishCheckUp(team.rita, input)).toMatchObject({ id, outcome: "later", note: "New budget in May." });
    expect(await waiting(team.rita, { dealId: deal.id })).toMatchObject([
      { dueOn: "2027-05-10", basis: "chosen", note: "New budget in May.", outcome: null },
    ]);
    expect(await waiting(team.rita, { dealId: deal.id, done: true })).toMatchObject([{ id }]);
  });

  test("said twice it is said once, and not taken back", async () => {
    const deal = await lostDeal(team.rita, team);
    const { id } = await setCheckUp(team.rita, deal.id, "2026-11-22");
    const later = { id, outcome: "later" as const, note: "", nextOn: "2027-05-10" };
    await finishCheckUp(team.rita, later);
    await finishCheckUp(team.rita, later);
    expect(await waiting(team.rita, { dealId: deal.id })).toHaveLength(1);
    await expect(finishCheckUp(team.rita, { ...later, outcome: "never" })).rejects.toMatchObject({
      code: "ALREADY_DONE",
    });
    await expect(setCheckUp(team.rita, deal.id, "2027-06-01", id)).rejects.toMatchObject({ code: "CHANGED_MEANWHILE" });
  });
});

describe("who sees and sets it", () => {
  test("the rep, their manager and the owner; a colleague finds nothing, marketing only reads", async () => {
    const deal = await lostDeal(team.rita, team);
    const { id } = await setCheckUp(team.max, deal.id, "2027-03-01");
    for (const acting of [team.rita, team.max, team.olga, team.marketing]) {
      expect(await waiting(acting, { dealId: deal.id })).toHaveLength(1);
    }
    expect(await waiting(team.rolf, { dealId: deal.id })).toEqual([]);
    await expect(proposeCheckUpOfDeal(team.rolf, { dealId: deal.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(setCheckUp(team.rolf, deal.id, "2027-04-01", id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(setCheckUp(team.marketing, deal.id, "2027-04-01", id)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await expect(finishCheckUp(team.marketing, { id, outcome: "never", note: "" })).rejects.toMatchObject({
      code: "NOT_ALLOWED",
    });
  });

  test("another workspace finds nothing", async () => {
    const deal = await lostDeal(team.rita, team);
    const { id } = await setCheckUp(team.rita, deal.id, "2027-03-01");
    const { olga } = await startTeam(db);
    expect(await waiting(olga)).toEqual([]);
    await expect(finishCheckUp(olga, { id, outcome: "never", note: "" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(setCheckUp(olga, deal.id, "2027-04-01")).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

test("the list is soonest first, page by page, and the count agrees", async () => {
  const fresh = await startTeam(db);
  for (const dueOn of ["2027-03-01", "2027-01-01", "2027-02-01", "2027-02-01"]) {
    const { id } = await lostDeal(fresh.rita, fresh);
    await setCheckUp(fresh.rita, id, dueOn);
  }
  const filter = { visible: "all" as const, done: false };
  const all = await listCheckUps(db, fresh.workspace, filter, { after: null, limit: 50 });
  expect(all.map(({ dueOn }) => dueOn)).toEqual(["2027-01-01", "2027-02-01", "2027-02-01", "2027-03-01"]);
  const [, second] = all;
  expect(await listCheckUps(db, fresh.workspace, filter, { after: second ?? null, limit: 50 })).toEqual(all.slice(2));
  expect(await countCheckUps(db, fresh.workspace, { ...filter, dueBy: "2027-02-01" })).toBe(3);
});

describe("every loss sets a check-up", () => {
  const day = (acting: Acting, dealId: string) => waiting(acting, { dealId }).then(([checkUp]) => checkUp?.dueOn);

  test("a deal marked lost asks for one in the same transaction, and the job sets it once", async () => {
    const deal = await openDeal(team.rita, team, { pitchedOn: "2026-11-01", offeredTermMonths: 12 });
    await closeDeal(team.rita, { id: deal.id, outcome: "lost" });
    const asked = await sql`select from graphile_worker.jobs where task_identifier = 'set-check-ups'`.execute(db);
    expect(asked.rows.length).toBeGreaterThan(0);
    const { workspace } = team.rita.session;
    await setCheckUps(db, workspace, { dealIds: [deal.id] }, team.rita.now);
    await setCheckUps(db, workspace, { dealIds: [deal.id] }, team.rita.now);
    expect(await day(team.rita, deal.id)).toBe("2027-08-02");
  });

  test("one that was finished is not set again, and a chosen day stays", async () => {
    const { workspace } = team.rita.session;
    const chosen = await lostDeal(team.rita, team);
    await setCheckUp(team.rita, chosen.id, "2027-02-02");
    const done = await lostDeal(team.rita, team);
    const { id } = await setCheckUp(team.rita, done.id, "2027-02-02");
    await finishCheckUp(team.rita, { id, outcome: "never", note: "" });
    await setCheckUps(db, workspace, { dealIds: [chosen.id, done.id] }, team.rita.now);
    expect(await day(team.rita, chosen.id)).toBe("2027-02-02");
    expect(await day(team.rita, done.id)).toBeUndefined();
  });

  test("of a loss that was taken back, none is left", async () => {
    const { workspace } = team.rita.session;
    const { id } = await openDeal({ ...team.rita, now: team.rita.now - 1000 }, team);
    const writeId = randomUUID();
    await closeDeal(team.rita, { id, outcome: "lost", writeId });
    await setCheckUps(db, workspace, { dealIds: [id] }, team.rita.now);
    expect(await day(team.rita, id)).toBeDefined();
    await takeBack(team.rita, { id, writeId });
    await setCheckUps(db, workspace, { dealIds: [id] }, team.rita.now);
    expect(await day(team.rita, id)).toBeUndefined();
  });

  test("of an export, only losses whose first call is still ahead", async () => {
    const { workspace } = team.rita.session;
    const recent = await lostDeal(team.rita, team, { pitchedOn: "2026-06-01", offeredTermMonths: 12 });
    const old = await lostDeal(team.rita, team, { pitchedOn: "2024-06-01", offeredTermMonths: 12 });
    await setCheckUps(db, workspace, { imported: true }, team.rita.now);
    expect(await day(team.rita, recent.id)).toBe("2027-03-01");
    expect(await day(team.rita, old.id)).toBeUndefined();
  });
});

test("a deal won after all waits for no call, and for its call again when it is opened and lost", async () => {
  const deal = await lostDeal(team.rita, team);
  await setCheckUp(team.rita, deal.id, "2027-03-01");
  const later = (minutes: number) => ({ ...team.rita, now: team.rita.now + minutes * 60_000 });
  await reopenDeal(later(1), { id: deal.id });
  await closeDeal(later(2), { id: deal.id, outcome: "won" });
  expect(await waiting(team.rita, { dealId: deal.id })).toEqual([]);
  await reopenDeal(later(3), { id: deal.id });
  await closeDeal(later(4), { id: deal.id, outcome: "lost" });
  expect(await waiting(team.rita, { dealId: deal.id })).toMatchObject([{ dueOn: "2027-03-01" }]);
});
