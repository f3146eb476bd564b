import { randomUUID } from "node:crypto";
import pg from "pg";
import { pino } from "pino";
import { afterAll, expect, test } from "vitest";
import { createPool } from "../platform/database/database.ts";
import { createTestDatabase } from "../platform/database/test-database.ts";
import { enqueue } from "../platform/jobs.ts";
import { runJobs } from "./run-jobs.ts";

const { url, db, drop } = await createTestDatabase();
const pool = createPool({ connectionString: url, max: 4 });
const other = new pg.Client({ connectionString: url, application_name: "somebody else" });
await other.connect();
afterAll(async () => {
  await other.end();
  await pool.end();
  await drop();
});

async function goAway(): Promise<void> {
  pool.options.connectionString = "postgresql://nobody@127.0.0.1:1/nothing";
  await other.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);
}
function comeBack(): void {
  pool.options.connectionString = url;
}

test.each([
  ["done", async () => {}],
  ["failed", () => Promise.reject(new Error("It went wrong."))],
])("a job that is %s while the database is away ends no program, and is taken again", async (_, end) => {
  let runs = 0;
  const flaky = async () => {
    runs += 1;
    if (runs > 1) return;
    await goAway();
    await end();
  };
  const settings = { clock: () => Date.now(), log: pino({ level: "silent" }) };
  await db.transaction().execute((tx) => enqueue(tx, "flaky", { workspace: randomUUID() }));
  const jobs = runJobs(pool, { flaky }, "", async () => {}, settings);
  try {
    await expect.poll(() => runs, { timeout: 20_000 }).toBe(1);
    // Nobody could write down its end; it waits for a database that is there.
    const { rows } = await other.query("select locked_by from graphile_worker._private_jobs");
    expect(rows).toEqual([{ locked_by: expect.any(String) }]);
    comeBack();
    await expect.poll(() => runs, { timeout: 20_000 }).toBe(2);
    await expect
      .poll(async () => (await other.query("select from graphile_worker._private_jobs")).rowCount, { timeout: 20_000 })
      .toBe(0);
  } finally {
    comeBack();
    await jobs.stop();
  }
});
