import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { structureFaults } from "./check-structure.ts";

const trees: string[] = [];
afterEach(() => {
  for (const tree of trees.splice(0)) rmSync(tree, { recursive: true, force: true });
});

const house = {
  "database/migrations/1.sql": `create table deals (id int);
    create table debriefs (id int); -- create table ghosts (id int);
    create table sign_in_users (id text);
    create table old_name (id int);
    alter table old_name rename to snoozes;
    create table dropped (id int); drop table dropped;`,
  "tools/table-owners.json": JSON.stringify({
    deals: "src/features/deals",
    snoozes: "src/features/deals",
    debriefs: "src/features/debriefs",
    sign_in_users: "src/platform/sign-in",
  }),
  "src/features/deals/contract.ts": "export const one = 1;",
  "src/features/deals/rules.test.ts": "const fixture = 1 as unknown;",
  "src/features/deals/rules.ts": "export const status = ['open'] as const; // insert into deals",
  "src/features/deals/mark-lost.ts": "export const note = 'Update the deal, then set the date';",
  "src/features/deals/mark-lost.db.test.ts": "db.deleteFrom('debriefs');",
  "src/features/deals/store.ts": `db.insertInto('deals as d'); sql\`update only snoozes s set id = \${id}\`; sql\`select 1 from deals for update\`; sql\`insert into seen select 1 on conflict (id) do update set id = 2\`;`,
  "src/features/deals/import/store.ts":
    'sql`copy "deals" (id, name) from stdin`; sql`insert into staged_rows select 1`;',
  "src/features/deals/deals.fixture.ts": "db.insertInto('debriefs'); const deal = {} as Deal;",
  "src/features/deals/screens/DealPage.tsx": "export const page = 1;",
  "src/features/deals/screens/use-filter.ts": "export const filter = 1;",
  "src/features/deals/screens/DealPage.module.css": ".page { color: red; }",
  "src/platform/sign-in/store.ts": "db.updateTable('sign_in_users');",
  "src/platform/database/migrate.ts": `client.query(\`create database \${name}\`);`,
};

/** A sound house, with what a test adds to it or spoils. */
function faultsWith(files: Record<string, string>): string[] {
  const root = mkdtempSync(join(tmpdir(), "comeback-structure-"));
  trees.push(root);
  for (const [path, text] of Object.entries({ ...house, ...files })) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return structureFaults(root);
}

const lines = (count: number) => "export {};\n".repeat(count);

test("a sound house has no faults", () => {
  expect(faultsWith({})).toEqual([]);
});

describe("names", () => {
  test.each([
    "src/features/deals/utils.ts",
    "src/platform/http/types.ts",
    "src/ui/helpers/dates.ts",
    "src/features/deals/index.ts",
    "src/features/deals/deal-types.db.test.tsx",
    "src/features/deals/Deals.ts",
    "src/features/deals/lost.ts",
    "src/features/deals/DealPage.tsx",
    "src/features/deals/notes.md",
    "src/features/deals/screens/deal-page.tsx",
    "src/features/deals/screens/filter.ts",
    "src/features/deals/screens/dealPage.ts",
    "src/features/deals/screens/parts/DealRow.tsx",
    "src/features/deals/screens/DealPage.css",
    "src/features/Deal Import/contract.ts",
    "src/features/deals/import/common.ts",
    "src/features/deals.ts",
    "tools/constants.mjs",
    "demo/service.ts",
  ])("%s is refused", (path) => {
    expect(faultsWith({ [path]: "export {};" })).toEqual([expect.stringContaining(path)]);
  });
});

describe("length", () => {
  test("300 lines need no reason, 301 do", () => {
    expect(faultsWith({ "src/ui/theme.ts": lines(300) })).toEqual([]);
    expect(faultsWith({ "src/ui/theme.ts": lines(301) })).toEqual([
      expect.stringMatching(/^src\/ui\/theme\.ts: 301 lines/),
    ]);
  });

  test("a written reason is enough, an empty one is none", () => {
    const withReason = (reason: string) =>
      faultsWith({
        "src/ui/theme.ts": lines(400),
        "tools/long-files.json": JSON.stringify({ "src/ui/theme.ts": reason }),
      });
    expect(withReason("one table of colours, read as a whole")).toEqual([]);
    expect(withReason(" ")).toHaveLength(1);
  });

  test("a reason for a file that became short is refused", () => {
    expect(faultsWith({ "tools/long-files.json": '{ "src/ui/theme.ts": "long once" }' })).toEqual([
      expect.stringContaining("remove its reason"),
    ]);
  });

  test("a long test needs no reason", () => {
    expect(faultsWith({ "src/ui/theme.test.ts": lines(900) })).toEqual([]);
  });
});

describe("tables", () => {
  test("a migrated table without an owner is refused", () => {
    expect(faultsWith({ "database/migrations/2.sql": 'create table if not exists "stories" (id int);' })).toEqual([
      expect.stringMatching(/^stories: no owner/),
    ]);
  });

  test("an owner of a table that is not there is refused", () => {
    expect(faultsWith({ "database/migrations/2.sql": "drop table debriefs;" })).toEqual([
      expect.stringContaining("no migration makes a table debriefs"),
    ]);
  });

  test.each([
    ["insertInto", "db.insertInto('deals')"],
    ["updateTable with another name", "db.updateTable('deals as d')"],
    ["deleteFrom", 'tx\n  .deleteFrom("deals")'],
    ["mergeInto", "db.mergeInto(`deals`)"],
    ["insert into", "sql`insert into deals (id) values (1)`"],
    ["an insert behind a with", "sql`with x as (select 1) INSERT INTO public.deals select * from x`"],
    ["update", "sql`update deals set id = 1`"],
    ["update with another name", "sql`update deals as d set id = 1`"],
    ["delete from", "sql`delete from deals`"],
    ["merge into", "sql`merge into deals using debriefs on true when matched then do nothing`"],
    ["copy from", "copyFrom('copy deals (id, name) from stdin')"],
    ["truncate", "sql`truncate table deals`"],
    ["an update after a hole", `sql\`select \${one}; update deals set id = \${two}\``],
  ])("%s outside the owner's store is refused", (_, statement) => {
    expect(faultsWith({ "src/features/debriefs/store.ts": `${statement};` })).toEqual([
      expect.stringMatching(/^src\/features\/debriefs\/store\.ts:\d+: writes deals/),
    ]);
  });

  test("the owner writes in its store only, not elsewhere in its folder", () => {
    const faults = faultsWith({ "src/features/deals/mark-lost.ts": "sql`update deals set id = 1`;" });
    expect(faults).toContainEqual(expect.stringContaining("mark-lost.ts:1: writes deals"));
  });

  test("a nested noun owns its tables against the feature around it", () => {
    expect(
      faultsWith({
        "database/migrations/2.sql": "create table imports (id int);",
        "tools/table-owners.json": house["tools/table-owners.json"].replace(
          "{",
          '{"imports":"src/features/deals/import",',
        ),
        "src/features/deals/store.ts": "db.insertInto('imports');",
      }),
    ).toEqual([expect.stringContaining("src/features/deals/store.ts:1: writes imports")]);
  });

  test("a write to a table named by a variable is refused: its owner cannot be seen", () => {
    expect(
      faultsWith({ "src/features/deals/store.ts": `db.insertInto(table); sql\`delete from \${sql.table(table)}\`;` }),
    ).toHaveLength(2);
  });

  test("reading another's table by join is fine", () => {
    expect(
      faultsWith({ "src/features/debriefs/store.ts": "db.selectFrom('deals'); sql`copy deals to stdout`;" }),
    ).toEqual([]);
  });
});

describe("SQL outside a store", () => {
  test.each([
    ["a query builder", "db.selectFrom('deals')"],
    ["a tagged template", "sql`now()`"],
    ["a select in a string", 'client.query("select id from deals")'],
    ["a with", "client.query('with x as (select 1) select * from x')"],
    ["begin", "client.query('begin')"],
    ["a temporary table", "client.query('create temp table rows (id int)')"],
  ])("%s is refused", (_, statement) => {
    expect(faultsWith({ "src/features/deals/mark-lost.ts": `${statement};` })).toEqual([
      expect.stringContaining("mark-lost.ts:1: SQL stands in a store.ts"),
    ]);
  });

  test.each([
    "Select a stage",
    "Delete from the list",
    "Update it",
    "With care, as ever",
    "Set a date",
    "Commit to a repair",
    "Begin",
    "copy the address",
  ])("%j is something to read, not SQL", (text) => {
    expect(faultsWith({ "src/features/deals/mark-lost.ts": `export const label = ${JSON.stringify(text)};` })).toEqual(
      [],
    );
  });
});

describe("casts", () => {
  test.each(["export const x = y as Deal;", "export const x = <Deal>y;", "export const x = y as unknown as Deal;"])(
    "%s is refused",
    (text) => {
      const faults = faultsWith({ "src/features/deals/rules.ts": text });
      expect(faults.length).toBeGreaterThan(0);
      expect(faults).toEqual(faults.map(() => expect.stringContaining("rules.ts:1: a cast")));
    },
  );
});
