import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { createTestDatabase } from "../../../../platform/database/test-database.ts";
import type { Acting } from "../../../../platform/http/acting.ts";
import { Refusal } from "../../../../platform/refusal.ts";
import { acting, makeTeam, type Team } from "../../../deals/deals.fixture.ts";
import { figuresFilter } from "../contract.ts";
import { keptFigures } from "./keep-figures.ts";
import { keepReport, remakeReport } from "./keep-report.ts";

const { db, pool, drop } = await createTestDatabase();
afterAll(drop);
const noon = "2026-03-15T12:00:00Z";
const later = (minutes: number) => new Date(Date.parse(noon) + minutes * 60_000).toISOString();

let seconds = 0.6;
let failure: Error | undefined;
/** A report that takes as long as it is told to, and tells who asked and how often it was reckoned. */
let times = 0;
const report = keepReport({
  ...{ name: "slow", job: "keep-slow", asked: figuresFilter },
  told: z.object({ source: z.string(), by: z.string(), times: z.number() }),
  make: async ({ db, session }: Acting, { source = "" }) => {
    await sql`select pg_sleep(${seconds})`.execute(db);
    if (failure) throw failure;
    times += 1;
    return { source, by: session.memberName, times };
  },
});

type Waiting = { payload: unknown };
const waitingOf = async ({ workspace }: Team) => {
  const { rows } = await sql<Waiting>`
    select payload from graphile_worker._private_jobs
    where payload ->> 'workspace' = ${workspace} order by id`.execute(db);
  return rows;
};
/** Does the jobs that wait, as the worker does. */
async function work(team: Team, at = noon): Promise<number> {
  const waiting = await waitingOf(team);
  await sql`delete from graphile_worker._private_jobs where payload ->> 'workspace' = ${team.workspace}`.execute(db);
  const context = { db, pool, now: Date.parse(at), log: pino({ level: "silent" }) };
  for (const { payload } of waiting)
    await remakeReport([report], payload, { ...context, signal: new AbortController().signal });
  return waiting.length;
}

const fresh = async (howLong: number) => {
  [seconds, failure, times] = [howLong, undefined, 0];
  return makeTeam(db);
};

test("what is reckoned quickly is never kept", async () => {
  const team = await fresh(0);
  const told = await report.show(acting(db, team.manager, noon), { source: "Fair" });
  expect(told).toEqual({
    report: { source: "Fair", by: team.manager.memberName, times: 1 },
    madeAt: null,
    isOnItsWay: false,
  });
  expect((await report.show(acting(db, team.manager, noon), { source: "Fair" })).report?.times).toBe(2);
  expect(await waitingOf(team)).toEqual([]);
  const winRate = await keptFigures.winRate.show(acting(db, team.manager, noon), {});
  expect(winRate).toMatchObject({ report: { figures: { won: 0 } }, madeAt: null, isOnItsWay: false });
});

test("what takes long is reckoned apart, and then told at once with its time, until it is old", async () => {
  const team = await fresh(0.6);
  const manager = (at: string) => report.show(acting(db, team.manager, at), { source: "Fair" });
  expect(await manager(noon)).toEqual({ report: null, madeAt: null, isOnItsWay: true });
  // However many ask, it is reckoned once.
  expect(await manager(noon)).toEqual({ report: null, madeAt: null, isOnItsWay: true });
  expect(await work(team)).toBe(1);
  const first = { source: "Fair", by: team.manager.memberName, times: 1 };
  expect(await manager(later(0.5))).toEqual({ report: first, madeAt: new Date(noon).toISOString(), isOnItsWay: false });
  expect(await waitingOf(team)).toEqual([]);

  expect(await manager(later(5))).toEqual({ report: first, madeAt: new Date(noon).toISOString(), isOnItsWay: true });
  expect(await manager(later(5))).toMatchObject({ report: first, isOnItsWay: true });
  expect(await work(team, later(5))).toBe(1);
  expect(await manager(later(5))).toEqual({ report: { ...first, times: 2 }, madeAt: later(5), isOnItsWay: false });
});

test("another filter, other deals to see or another day are another report", async () => {
  const team = await fresh(0.6);
  const { manager, rep } = team;
  await report.show(acting(db, manager, noon), { source: "Fair" });
  await work(team);
  expect((await report.show(acting(db, manager, noon), { source: "Web" })).report).toBeNull();
  expect((await report.show(acting(db, rep, noon), { source: "Fair" })).report).toBeNull();
  expect((await report.show(acting(db, manager, later(24 * 60)), { source: "Fair" })).report).toBeNull();
  expect(await work(team)).toBe(3);
  expect((await report.show(acting(db, rep, noon), { source: "Fair" })).report).toMatchObject({ by: rep.memberName });
});

test("a report that is quick again is kept no longer", async () => {
  const team = await fresh(0.6);
  await report.show(acting(db, team.manager, noon), {});
  seconds = 0;
  await work(team);
  expect(await report.show(acting(db, team.manager, noon), {})).toMatchObject({ report: { times: 2 }, madeAt: null });
});

test("one that goes wrong says so for a while, and is tried again; the last one stays", async () => {
  const team = await fresh(0.6);
  const ask = (at: string) => report.show(acting(db, team.manager, at), {});
  await ask(noon);
  failure = new Error("Something broke.");
  await work(team);
  await expect(ask(noon)).rejects.toThrow(/could not be reckoned/);
  failure = undefined;
  expect(await ask(later(2))).toEqual({ report: null, madeAt: null, isOnItsWay: true });
  await work(team, later(2));
  expect((await ask(later(2))).report).toMatchObject({ times: 1 });
  await ask(later(9));
  failure = new Error("Something broke again.");
  await work(team, later(9));
  expect(await ask(later(9))).toMatchObject({ report: { times: 1 }, madeAt: later(2), isOnItsWay: false });
});

test("nothing is reckoned in the name of somebody who may see it no more, or works here no more", async () => {
  const team = await fresh(0.6);
  const ask = () => report.show(acting(db, team.rep, noon), {});
  const kept = async () =>
    (await db.selectFrom("kept_reports").select("key").where("workspace_id", "=", team.workspace).execute()).length;
  await ask();
  failure = new Refusal("NOT_FOUND");
  await work(team);
  expect(await kept()).toBe(0);
  failure = undefined;
  await ask();
  await db
    .updateTable("members")
    .set({ deactivated_at: new Date(noon) })
    .where("workspace_id", "=", team.workspace)
    .where("id", "=", team.rep.memberId)
    .execute();
  await work(team);
  expect(await kept()).toBe(0);
  expect(times).toBe(0);
});

test("nothing is kept for those who see what its asker saw, once the asker sees more or less", async () => {
  const team = await fresh(0.6);
  const ask = () => report.show(acting(db, team.manager, noon), {});
  await ask();
  const members = db.updateTable("members").where("workspace_id", "=", team.workspace);
  const make = (role: string) => members.set({ role }).where("id", "=", team.manager.memberId).execute();
  await make("admin");
  await work(team);
  expect(times).toBe(0);
  await make("manager");
  expect(await ask()).toMatchObject({ report: null, isOnItsWay: true });
  await work(team);
  expect((await ask()).report).toMatchObject({ times: 1 });
});

test("what debriefs tell is no longer told from what was kept, once the team shares less of them", async () => {
  const team = await fresh(0);
  const personal = keepReport({
    ...{ name: "personal", job: "keep-slow", isPersonal: true, asked: figuresFilter },
    told: z.string(),
    make: async ({ db }: Acting) => {
      await sql`select pg_sleep(0.6)`.execute(db);
      return "no budget";
    },
  });
  const ask = () => personal.show(acting(db, team.marketing, noon), {});
  await ask();
  for (const { payload } of await waitingOf(team))
    await remakeReport([personal], payload, {
      ...{ db, pool, now: Date.parse(noon), log: pino({ level: "silent" }) },
      signal: new AbortController().signal,
    });
  expect((await ask()).report).toBe("no budget");
  const workspace = db.updateTable("workspaces").where("workspace_id", "=", team.workspace);
  await workspace.set({ debriefs_share: "nothing" }).execute();
  expect((await ask()).report).toBeNull();
});
