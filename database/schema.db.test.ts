import { afterAll, expect, test } from "vitest";
import { z } from "zod";
import { createTestDatabase } from "../src/platform/database/test-database.ts";

const { pool, drop } = await createTestDatabase();
afterAll(drop);

const keyShape = z.object({
  table: z.string(),
  key: z.string(),
  columns: z.array(z.string()),
  refers_to: z.string().nullable(),
});

/** Primary and foreign keys of every table of ours, their columns in the key's own order. */
async function keys(kind: "p" | "f") {
  const { rows } = await pool.query(
    `select c.relname as "table", k.conname as key,
       array(select a.attname::text from unnest(k.conkey) with ordinality as part (attnum, place)
             join pg_attribute a on a.attrelid = k.conrelid and a.attnum = part.attnum order by place) as columns,
       nullif(k.confrelid, 0)::regclass::text as refers_to
     from pg_constraint k join pg_class c on c.oid = k.conrelid
     where k.contype = $1 and c.relnamespace = 'public'::regnamespace`,
    [kind],
  );
  return z.array(keyShape).parse(rows);
}

async function tablesOfAWorkspace() {
  const { rows } = await pool.query(
    `select c.relname as "table" from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`,
  );
  return z
    .array(z.object({ table: z.string() }))
    .parse(rows)
    .map(({ table }) => table);
}

// Every other table can then be laid out by workspace on many servers, and no key can lead from one team to another.
test("every table belongs to a workspace, but for sign-in's own and what is about the installation", async () => {
  const ours = await tablesOfAWorkspace();
  const { rows } = await pool.query(
    "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')",
  );
  const others = rows.map(({ relname }) => relname).filter((table) => !ours.includes(table));
  expect(others.filter((table) => !/^(?:sign_in_.+|installation|schema_migrations)$/.test(table))).toEqual([]);
  expect(ours).toContain("deals");
});

test("the primary key of every table of a workspace is led by workspace_id", async () => {
  const primary = new Map((await keys("p")).map(({ table, columns }) => [table, columns]));
  const astray = (await tablesOfAWorkspace()).filter((table) => primary.get(table)?.[0] !== "workspace_id");
  expect(astray).toEqual([]);
});

test("every foreign key of a workspace's table is led by workspace_id, but the one to the person who signs in", async () => {
  const ours = await tablesOfAWorkspace();
  const foreign = (await keys("f")).filter(({ table }) => ours.includes(table));
  const astray = foreign.filter(
    ({ columns, refers_to }) => columns[0] !== "workspace_id" && refers_to !== "sign_in_users",
  );
  expect(astray).toEqual([]);
  expect(foreign.length).toBeGreaterThan(10);
});
