import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { releaseDeadJobs } from "../platform/database/release-dead-jobs.ts";
import { createTestDatabase } from "../platform/database/test-database.ts";
import { enqueue } from "../platform/jobs.ts";
import { projectRoot } from "./project-root.ts";

const { url, pool, db, drop } = await createTestDatabase();
let worker: ChildProcess | undefined;
afterAll(async () => {
  worker?.kill("SIGKILL");
  await drop();
});

const lockedBy = async (): Promise<string | null> => {
  const { rows } = await pool.query("select locked_by from graphile_worker._private_jobs");
  return rows[0]?.locked_by ?? null;
};

test("the job of a program that was killed goes back to the queue while others live on; a live one's does not", async () => {
  // This connection is older than the job, as those of the other programs are.
  expect(await lockedBy()).toBeNull();
  const { NODE_OPTIONS, ...surroundings } = process.env;
  const script = join(projectRoot, "src", "programs", "hanging-worker.fixture.ts");
  worker = spawn(process.execPath, ["--import", "tsx", script], {
    cwd: projectRoot,
    env: { ...surroundings, DATABASE_URL: url },
    stdio: "inherit",
  });
  await db.transaction().execute((tx) => enqueue(tx, "hang", { workspace: randomUUID() }));
  await expect.poll(lockedBy, { timeout: 20_000 }).not.toBeNull();
  const holder = await lockedBy();
  await expect
    .poll(async () => (await pool.query("select from pg_locks where locktype = 'advisory'")).rowCount)
    .toBeGreaterThan(0);

  await releaseDeadJobs(pool, 0);
  expect(await lockedBy()).toBe(holder);

  const gone = new Promise((resolve) => worker?.once("exit", resolve));
  worker.kill("SIGKILL");
  await gone;
  await expect
    .poll(async () => {
      await releaseDeadJobs(pool, 0);
      return lockedBy();
    })
    .toBeNull();
});
