import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { createPool, createRequestDatabase } from "./database.ts";
import { createTestDatabase } from "./test-database.ts";

const { url, db: outside, drop } = await createTestDatabase();
const pool = createPool({ connectionString: url, max: 1 });
const db = createRequestDatabase(pool);
afterAll(async () => {
  await pool.end();
  await drop();
});

const listPrepared = async () => {
  const { rows } = await pool.query("select statement from pg_prepared_statements order by name");
  return rows.map(({ statement }) => String(statement));
};
const add = async (one: number, other: number) => {
  const { rows } = await sql<{ sum: number }>`select ${one}::int + ${other}::int as sum`.execute(db);
  return rows[0]?.sum;
};

test("a statement that comes a second time is prepared, and answers for other values", async () => {
  expect(await add(1, 2)).toBe(3);
  expect(await listPrepared()).toEqual([]);
  for (const one of [2, 3, 4, 5, 6, 7, 8]) expect(await add(one, 10)).toBe(one + 10);
  expect(await listPrepared()).toHaveLength(1);
});

test("writes still count the rows they changed", async () => {
  await sql`create table numbers (value int)`.execute(db);
  for (const value of [1, 2]) {
    const { numAffectedRows } = await sql`insert into numbers select ${value}::int from generate_series(1, 3)`.execute(
      db,
    );
    expect(numAffectedRows).toBe(3n);
  }
});

test("a table that changes under a running program fails one request at most", async () => {
  await sql`create table places (id int)`.execute(outside);
  const read = () => sql<object>`select * from places where id = ${1}`.execute(db);
  for (let time = 0; time < 3; time += 1) await read();
  await sql`alter table places add column name text`.execute(outside);
  await sql`insert into places values (1, 'Berlin')`.execute(outside);
  await expect(read()).rejects.toThrow("cached plan must not change result type");
  expect((await read()).rows).toEqual([{ id: 1, name: "Berlin" }]);
});

test("what never comes again is never prepared, and a connection keeps a bounded number", async () => {
  for (let turn = 0; turn < 400; turn += 1)
    for (let time = 0; time < 2; time += 1) await sql`select ${turn}::int as ${sql.id(`turn_${turn}`)}`.execute(db);
  for (let turn = 0; turn < 50; turn += 1) await sql`select ${turn}::int as ${sql.id(`once_${turn}`)}`.execute(db);
  const prepared = await listPrepared();
  expect(prepared.length).toBeLessThanOrEqual(300);
  expect(prepared.filter((text) => text.includes("once_"))).toEqual([]);
});
