import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../platform/database/test-database.ts";
import { csv, everything, makeWorkspace } from "./import.fixture.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

// As many as are loaded in bulk.
const count = 5_500;
const many = csv([
  ["Deal ID", "Deal name", "Account", "Owner", "Stage", "Amount", "Created at", "Region", "Note"],
  ...Array.from({ length: count }, (_, row) => [
    ...[`D-${row}`, `Deal ${row}`, `Account ${row % 5_200}`, row % 2 === 0 ? "Ann Lee" : "Bo Ek", "Demo", row * 10],
    ...[
      "2026-01-05T08:00:00Z",
      row % 3 === 0 ? "" : ` Süd ${row % 7}`,
      row % 5 === 0 ? 'said "no"\nand\\left' : "'=1+1",
    ],
  ]),
]);

const indexes = async () => {
  const { rows } = await database.pool.query(
    "select indexname, indexdef from pg_indexes where tablename in ('deals', 'accounts') order by 1",
  );
  return rows;
};

test("many deals into an empty database: all of them, every index, and nothing that refers to nothing", async () => {
  const before = await indexes();
  const { workspace, run, deal } = await makeWorkspace(database);
  expect(await run(many)).toMatchObject({ inserted: count, updated: 0, refused: 0 });
  expect(await indexes()).toEqual(before);
  expect((await deal("id:D-1")).attributes).toEqual({ Note: "=1+1", Region: "Süd 1" });
  expect((await deal("id:D-15")).attributes).toEqual({ Note: 'said "no"\nand\\left' });
  const { rows } = await database.pool.query(
    `select count(a.id)::integer as accounts, count(m.id)::integer as owners, count(s.id)::integer as stages
     from deals d
     left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
     left join members m on m.workspace_id = d.workspace_id and m.id = d.owner_id
     left join stages s on s.workspace_id = d.workspace_id and s.pipeline_id = d.pipeline_id and s.id = d.stage_id`,
  );
  expect(rows).toEqual([{ accounts: count, owners: count, stages: count }]);

  const once = await everything(database, workspace);
  expect(await run(many)).toMatchObject({ inserted: 0, updated: 0, unchanged: count });
  expect(await everything(database, workspace)).toBe(once);
});

test("where as many were deleted just before, they are not looked through for each row", async () => {
  await database.pool.query("delete from deals");
  const { run } = await makeWorkspace(database);
  expect(await run(many)).toMatchObject({ inserted: count });
});

test("a page that reads meanwhile is not waited for", async () => {
  await database.pool.query("delete from deals");
  const { run } = await makeWorkspace(database);
  const reader = await database.pool.connect();
  try {
    await reader.query("begin");
    await reader.query("select count(*) from deals");
    expect(await run(many)).toMatchObject({ inserted: count });
  } finally {
    await reader.query("rollback");
    reader.release();
  }
});
