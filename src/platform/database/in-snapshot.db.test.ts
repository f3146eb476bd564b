import { sql } from "kysely";
import { afterAll, describe, expect, test } from "vitest";
import { createDatabase, createPool, createRequestDatabase, createRequestPool, type Database } from "./database.ts";
import { inSnapshot } from "./in-snapshot.ts";
import { createTestDatabase } from "./test-database.ts";

const { url, db: outside, drop } = await createTestDatabase();
const requestPool = createRequestPool({ connectionString: url, max: 1 });
const plainPool = createPool({ connectionString: url, max: 1 });
afterAll(async () => {
  await Promise.all([requestPool.end(), plainPool.end()]);
  await drop();
});
await sql`create table numbers (value int)`.execute(outside);

const count = async (db: Database) =>
  (await sql<{ n: number }>`select count(*) as n from numbers where value > ${0}::int`.execute(db)).rows[0]?.n;
const echo = async (db: Database, value: number) =>
  (await sql<{ value: number }>`select ${value}::int as value`.execute(db)).rows[0]?.value;

describe.each([
  ["over connections that take several statements at once", createRequestDatabase(requestPool)],
  ["over plain ones", createDatabase(plainPool)],
])("a snapshot %s", (_, db) => {
  test("answers each of many asked at once with its own, and again when they are prepared", async () => {
    for (let time = 0; time < 3; time += 1) {
      const asked = Array.from({ length: 20 }, (_, index) => index);
      const told = await inSnapshot(db, (tx) => Promise.all(asked.map((value) => echo(tx, value))));
      expect(told).toEqual(asked);
    }
  });

  test("sees nothing of what others write meanwhile, and writes nothing", async () => {
    const before = await count(outside);
    await inSnapshot(db, async (tx) => {
      expect(await count(tx)).toBe(before);
      await sql`insert into numbers values (1)`.execute(outside);
      expect(await Promise.all([count(tx), count(tx)])).toEqual([before, before]);
    });
    expect(await inSnapshot(db, count)).toBe((before ?? 0) + 1);
    await expect(inSnapshot(db, (tx) => sql`insert into numbers values (2)`.execute(tx))).rejects.toThrow("read-only");
    expect(await count(db)).toBe((before ?? 0) + 1);
  });

  test("one that fails ends it with its own fault, and leaves the connection to the next in order", async () => {
    let late: Promise<unknown> | undefined;
    const failing = inSnapshot(db, (tx) => {
      late = echo(tx, 1)
        .then(() => new Promise((resolve) => setTimeout(resolve, 50)))
        .then(() => echo(tx, 2));
      late.catch(() => {});
      return Promise.all([late, sql`select ${1}::int / 0`.execute(tx)]);
    });
    await expect(failing).rejects.toThrow("division by zero");
    expect(await inSnapshot(db, (tx) => echo(tx, 3))).toBe(3);
    await expect(late).rejects.toThrow();
    await db.transaction().execute((tx) => sql`insert into numbers values (${7}::int)`.execute(tx));
    expect(await echo(db, 4)).toBe(4);
  });
});
