import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTeam, type TestTeam } from "../features/check-ups/check-ups.fixture.ts";
import { findingsResult } from "../features/insights/findings/contract.ts";
import { importDeals } from "../features/insights/insights.fixture.ts";
import { findResult, findRun } from "../features/insights/run/store.ts";
import { createTestDatabase } from "../platform/database/test-database.ts";
import { builtPrograms } from "./built-programs.fixture.ts";
import { runInThread } from "./run-in-thread.ts";

const { db, pool, drop } = await createTestDatabase();
const { programs, remove } = await builtPrograms();
afterAll(async () => {
  await drop();
  await remove();
});
let team: TestTeam;
beforeAll(async () => {
  team = await startTeam(db);
  await importDeals(pool, team);
});

const log = pino({ level: "silent" });
const built = pathToFileURL(join(programs, "job-thread.js"));
/** As while developing. */
const notBuilt = new URL("./job-thread.ts", import.meta.url);
const run = (name: string, payload: object, signal = new AbortController().signal, thread = built) => {
  const job = runInThread(name, thread);
  if (!job) throw new Error("A job is a function.");
  return job(payload, { db, pool, log, now: Date.now(), signal });
};

describe("a heavy job", () => {
  test("is done in a thread of its own, and the program goes on answering meanwhile", async () => {
    const before = performance.eventLoopUtilization();
    let answered = 0;
    const asking = setInterval(() => {
      answered += 1;
    }, 5);
    await run("refresh-insights", { workspace: team.workspace });
    clearInterval(asking);
    // A second of calculation, of which this thread has seen next to nothing.
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
    expect(answered).toBeGreaterThan(20);
    expect(await findRun(db, team.workspace)).toMatchObject({ state: "done" });
    const found = await findResult(db, team.workspace, "findings", findingsResult);
    expect(found?.result).toMatchObject({ findings: [{ name: "Lead source" }] });
  });

  test("that fails says why, and the program goes on", async () => {
    await expect(run("refresh-insights", { workspace: "nobody's" })).rejects.toThrow(/uuid/i);
    await expect(run("brew-coffee", {}, undefined, notBuilt)).rejects.toThrow(/no heavy job called brew-coffee/);
  });

  test("ends when the program stops, and is left for whoever comes next", async () => {
    // So that it is still at work when it is told.
    await pool.query(`create function wait_a_moment() returns trigger language plpgsql as $$
      begin if new.step = 'Working out the odds' then perform pg_sleep(2); end if; return new; end $$`);
    await pool.query("create trigger wait before update on insight_runs for each row execute function wait_a_moment()");
    const stopping = new AbortController();
    const running = run("refresh-insights", { workspace: team.workspace }, stopping.signal);
    const ended = running.then(
      () => "done",
      (error: Error) => error.message,
    );
    const state = async () => (await findRun(db, team.workspace)).state;
    await expect.poll(state, { interval: 20, timeout: 20_000 }).toBe("running");
    stopping.abort();
    expect(await ended).toMatch(/stopping/);
    expect(await state()).toBe("waiting");
  });
});
