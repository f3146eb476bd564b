import { randomUUID } from "node:crypto";
import pg from "pg";
import { pino } from "pino";
import { afterAll, afterEach, expect, test } from "vitest";
import { audienceJobs } from "../features/audience/jobs.ts";
import { askAboutDeals, lookAtAsked } from "../features/deals/asked-deals/ask-about-deals.ts";
import { acting, makeDeal, makeTeam, type Team } from "../features/deals/deals.fixture.ts";
import { markDealChanged } from "../features/deals/mark-deal-changed.ts";
import { redFlagsJobs } from "../features/red-flags/jobs.ts";
import { createTestDatabase } from "../platform/database/test-database.ts";
import { wakeQueue } from "../platform/database/wake-queue.ts";
import { enqueue, type JobHandlers } from "../platform/jobs.ts";
import { runJobs } from "./run-jobs.ts";

const { url, db, pool, drop } = await createTestDatabase();
afterAll(drop);
afterEach(async () => {
  await pool.query("delete from graphile_worker._private_jobs");
  await pool.query("delete from asked_deals");
});

const now = Date.parse("2026-03-02T09:00:00Z");
const log = pino({ level: "silent" });
const context = () => ({ db, pool, now, log, signal: new AbortController().signal });

type Waiting = { id: number; name: string; key: string | null; attempts: number; locked: boolean; inFuture: boolean };
async function jobsNamed(...names: string[]): Promise<Waiting[]> {
  const { rows } = await pool.query<Waiting>(
    `select id, task_identifier as name, key, attempts, locked_at is not null as locked, run_at > now() as "inFuture"
    from graphile_worker.jobs where task_identifier = any($1) order by id`,
    [names],
  );
  return rows;
}
const asked = async (job: string) =>
  (await pool.query("select deal_id from asked_deals where job = $1", [job])).rows.map((row) => row.deal_id);
const ask = ({ workspace }: Team, ...dealIds: string[]) =>
  db.transaction().execute((tx) => askAboutDeals(tx, workspace, ["refresh-flags"], dealIds, now));

async function work(handlers: JobHandlers, until: () => Promise<void>): Promise<void> {
  const jobs = runJobs(pool, handlers, "", async () => {}, { clock: () => now, log });
  try {
    await until();
  } finally {
    await jobs.stop();
  }
}
const patiently = { timeout: 30_000 };

test("however many deals change, one job a kind looks at all of them", async () => {
  const team = await makeTeam(db);
  const dealIds = await Promise.all(Array.from({ length: 12 }, () => makeDeal(db, team)));
  const again = [...dealIds, ...dealIds];
  await Promise.all(
    again.map((id) =>
      db.transaction().execute((tx) => markDealChanged(tx, acting(db, team.rep, "2026-03-02T09:00:00Z"), id)),
    ),
  );
  expect((await jobsNamed("refresh-flags")).map(({ name }) => name)).toEqual(["refresh-flags"]);
  expect((await jobsNamed("set-aims")).map(({ name }) => name)).toEqual(["set-aims"]);
  await work({ ...redFlagsJobs, ...audienceJobs }, () =>
    expect.poll(() => jobsNamed("refresh-flags", "set-aims"), patiently).toEqual([]),
  );
  expect([await asked("refresh-flags"), await asked("set-aims")]).toEqual([[], []]);
  const read = await db.selectFrom("read_deals").select("deal_id").where("workspace_id", "=", team.workspace).execute();
  expect(read.map((row) => row.deal_id).sort()).toEqual(dealIds.sort());
});

test("what is asked while a job runs, and what one that fails was asked, is looked at by the next", async () => {
  const team = await makeTeam(db);
  const [first, second] = [randomUUID(), randomUUID()];
  await ask(team, first);
  const seen: string[][] = [];
  const handlers: JobHandlers = {
    "refresh-flags": (_, { db: its, signal }) =>
      lookAtAsked(its, team.workspace, "refresh-flags", { now, signal }, async (_tx, dealIds) => {
        seen.push([...dealIds].sort());
        if (seen.length > 1) return;
        await ask(team, second);
        // The one that runs will not be tried again: another waits in its place.
        expect((await jobsNamed("refresh-flags")).map(({ key }) => key === null)).toEqual([true, false]);
        throw new Error("It went wrong.");
      }),
  };
  await work(handlers, () => expect.poll(() => asked("refresh-flags"), patiently).toEqual([]));
  expect(seen).toEqual([[first], [first, second].sort()]);
});

test("a job that failed and waits for its next try is not put off by those who ask meanwhile", async () => {
  const team = await makeTeam(db);
  await ask(team, randomUUID());
  await pool.query(
    "update graphile_worker._private_jobs set attempts = 2, last_error = 'no', run_at = now() + interval '1 hour'",
  );
  await ask(team, randomUUID());
  expect(await jobsNamed("refresh-flags")).toMatchObject([{ attempts: 0, inFuture: false }]);
  await pool.query("update graphile_worker._private_jobs set run_at = now() - interval '1 hour'");
  const runAt = async () => (await pool.query("select run_at from graphile_worker._private_jobs")).rows[0]?.run_at;
  const before = await runAt();
  await ask(team, randomUUID());
  expect(await runAt()).toEqual(before);
});

test("two jobs at a time share what was asked: everything once, in pieces", async () => {
  const team = await makeTeam(db);
  const dealIds = Array.from({ length: 1_300 }, () => randomUUID());
  await ask(team, ...dealIds);
  const seen: string[] = [];
  const instants = new Set<number>();
  const look = () =>
    lookAtAsked(db, team.workspace, "refresh-flags", { now: now - 5_000 }, async (_tx, ids, at) => {
      seen.push(...ids);
      instants.add(at);
    });
  await Promise.all([look(), look()]);
  expect(seen.sort()).toEqual(dealIds.sort());
  // Never as of an instant before what it was asked about.
  expect([...instants]).toEqual([now]);
});

test("a job taken up at the very moment somebody asks has not seen what they wrote: another is added", async () => {
  const team = await makeTeam(db);
  const payload = { workspace: team.workspace };
  const put = () => db.transaction().execute((tx) => enqueue(tx, "keyed", payload, { key: "one" }));
  await put();
  const worker = new pg.Client({ connectionString: url });
  await worker.connect();
  try {
    await worker.query("begin");
    await worker.query("update graphile_worker._private_jobs set locked_at = now(), locked_by = 'w', attempts = 1");
    const putting = put();
    await expect
      .poll(async () => (await pool.query("select from pg_locks where not granted")).rowCount, patiently)
      .toBeGreaterThan(0);
    await worker.query("commit");
    await putting;
  } finally {
    await worker.end();
  }
  expect(await jobsNamed("keyed")).toMatchObject([
    { locked: true, key: null },
    { locked: false, key: "one" },
  ]);
});

test("what versions before asked is still understood", async () => {
  const team = await makeTeam(db);
  const dealId = await makeDeal(db, team);
  await redFlagsJobs["refresh-flags"]({ workspace: team.workspace, dealIds: [dealId] }, context());
  await audienceJobs["set-aims"]({ workspace: team.workspace, deals: [dealId] }, context());
  const read = await db.selectFrom("read_deals").select("deal_id").where("workspace_id", "=", team.workspace).execute();
  expect(read).toEqual([{ deal_id: dealId }]);
});

test("while a demo team moves in, deals wait to be looked at together; a load that fell silent holds nobody up", async () => {
  const team = await makeTeam(db);
  const dealId = await makeDeal(db, team);
  const load = {
    workspace_id: team.workspace,
    state: "loading",
    progress: 0.5,
    message: "",
    touched_at: new Date(now),
  };
  await db.insertInto("demo_loads").values(load).execute();
  const run = async () => {
    await pool.query("delete from graphile_worker._private_jobs");
    await redFlagsJobs["refresh-flags"]({ workspace: team.workspace, asked: true }, context());
    await audienceJobs["set-aims"]({ workspace: team.workspace, asked: true }, context());
  };
  await run();
  expect([await asked("refresh-flags"), await asked("set-aims")]).toEqual([[dealId], [dealId]]);
  expect(await jobsNamed("refresh-flags", "set-aims")).toMatchObject([{ inFuture: true }, { inFuture: true }]);
  await ask(team, dealId);
  expect(await jobsNamed("refresh-flags")).toMatchObject([{ inFuture: true }]);
  await db
    .updateTable("demo_loads")
    .set({ touched_at: new Date(now - 600_000) })
    .where("workspace_id", "=", team.workspace)
    .execute();
  await run();
  expect([await asked("refresh-flags"), await asked("set-aims")]).toEqual([[], []]);
});

test("a queue that is free again calls for workers where a job waits in it, and only there", async () => {
  const queueId = async () =>
    (await pool.query("select id from graphile_worker._private_job_queues where queue_name = 'q'")).rows[0]?.id;
  await db.transaction().execute((tx) => enqueue(tx, "queued", { workspace: randomUUID() }, { queue: "q" }));
  const listener = new pg.Client({ connectionString: url });
  await listener.connect();
  const heard: string[] = [];
  listener.on("notification", ({ channel }) => heard.push(channel));
  try {
    await listener.query('listen "jobs:insert"');
    await pool.query("update graphile_worker._private_job_queues set locked_at = now(), locked_by = 'w'");
    const waking = wakeQueue(pool, await queueId());
    await pool.query("update graphile_worker._private_job_queues set locked_at = null, locked_by = null");
    await waking;
    await expect.poll(() => heard, patiently).toEqual(["jobs:insert"]);
    await pool.query("delete from graphile_worker._private_jobs");
    await wakeQueue(pool, await queueId());
    await listener.query("select 1");
    expect(heard).toEqual(["jobs:insert"]);
  } finally {
    await listener.end();
  }
});
