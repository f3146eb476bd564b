import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { createRequestDatabase, createRequestPool, type Db } from "./database.ts";
import { inSnapshot } from "./in-snapshot.ts";
import { planForValues } from "./plan-for-values.ts";
import { createTestDatabase } from "./test-database.ts";

const { url, drop } = await createTestDatabase();
const pool = createRequestPool({ connectionString: url, max: 1 });
afterAll(async () => {
  await pool.end();
  await drop();
});

const planning = async (db: Db) =>
  (await sql<{ mode: string }>`select current_setting(${"plan_cache_mode"}) as mode`.execute(db)).rows[0]?.mode;

test("statements of requests are planned for all values, and for those asked in a snapshot that says so, until it ends", async () => {
  const db = createRequestDatabase(pool);
  expect(await planning(db)).toBe("force_generic_plan");
  const within = await inSnapshot(db, async (snapshot) => {
    await planForValues(snapshot);
    return planning(snapshot);
  });
  expect(within).toBe("force_custom_plan");
  expect(await planning(db)).toBe("force_generic_plan");
});
