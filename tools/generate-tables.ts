import { writeFileSync } from "node:fs";
import type pg from "pg";
import { z } from "zod";
import { databaseUrl, onServer, startTestServer } from "../database/test-server.ts";

export const tablesFile = new URL("../database/tables.ts", import.meta.url);

const columnShape = z.object({
  table: z.string(),
  name: z.string(),
  type: z.string(),
  nullable: z.boolean(),
  filled: z.enum(["by-us", "by-default", "always-by-database"]),
});
type Column = z.infer<typeof columnShape>;

/** What node-postgres hands back for a type, with the parsers that platform/database sets. */
const readAs = new Map([
  ["bool", "boolean"],
  ["bytea", "Buffer"],
  ["date", "string"],
  ["float4", "number"],
  ["float8", "number"],
  ["int2", "number"],
  ["int4", "number"],
  ["int8", "number"],
  ["numeric", "string"],
  ["text", "string"],
  ["time", "string"],
  ["timestamptz", "Date"],
  ["tsvector", "string"],
  ["uuid", "string"],
]);

/** Kysely's row types, read from a migrated database's own catalogue. */
export async function tablesSource(client: pg.ClientBase): Promise<string> {
  const { rows } = await client.query(`
    select c.relname as "table", a.attname as name, t.typname as type, not a.attnotnull as nullable,
      case
        when a.attgenerated <> '' or a.attidentity = 'a' then 'always-by-database'
        when a.atthasdef or a.attidentity <> '' then 'by-default'
        else 'by-us'
      end as filled
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join pg_type t on t.oid = a.atttypid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> 'schema_migrations'
    order by c.relname collate "C", a.attnum`);
  const tables = new Map<string, Column[]>();
  for (const column of z.array(columnShape).parse(rows))
    tables.set(column.table, [...(tables.get(column.table) ?? []), column]);

  const interfaces = [...tables].map(([table, columns]) => interfaceOf(table, columns)).join("\n\n");
  const listed = [...tables.keys()].map((table) => `  ${table}: ${interfaceName(table)};`).join("\n");
  const used = ["ColumnType", "Generated", "GeneratedAlways"].filter((type) => interfaces.includes(`: ${type}<`));
  return `// Generated from the migrated schema by \`npm run tables\`. Not edited by hand.
import type { ${used.join(", ")} } from "kysely";

${interfaces}

export interface Tables {
${listed}
}
`;
}

function interfaceOf(table: string, columns: readonly Column[]): string {
  const lines = columns.map((column) => `  ${column.name}: ${typeOf(column)};`);
  return `export interface ${interfaceName(table)} {\n${lines.join("\n")}\n}`;
}

function interfaceName(table: string): string {
  return `${table.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Table`;
}

function typeOf({ table, name, type, nullable, filled }: Column): string {
  const orNull = nullable ? " | null" : "";
  // JSON is read as something still to be parsed, and written as text: an array would else become a PostgreSQL array.
  if (type === "jsonb" || type === "json") {
    const mayBeLeftOut = nullable || filled === "by-default" ? " | undefined" : "";
    return `ColumnType<unknown, string${orNull}${mayBeLeftOut}, string${orNull}>`;
  }
  const read = type.startsWith("_") ? arrayOf(readAs.get(type.slice(1))) : readAs.get(type);
  if (read === undefined)
    throw new Error(`${table}.${name} is a ${type}: say in tools/generate-tables.ts how it is read.`);
  if (filled === "by-us") return `${read}${orNull}`;
  return `${filled === "by-default" ? "Generated" : "GeneratedAlways"}<${read}${orNull}>`;
}

const arrayOf = (element: string | undefined) => element && `${element}[]`;

if (import.meta.filename === process.argv[1]) {
  const server = await startTestServer();
  try {
    writeFileSync(tablesFile, await onServer(databaseUrl(server.url, server.template), tablesSource));
  } finally {
    await server.stop();
  }
}
