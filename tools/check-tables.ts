import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { z } from "zod";
import { filesUnder, isTest } from "./source-files.ts";

const ownersShape = z.record(z.string(), z.string());
const migrations = "database/migrations";
const builders = new Set(["insertInto", "updateTable", "deleteFrom", "mergeInto", "replaceInto"]);
const readers = new Set(["selectFrom"]);

const hole = "${";
// A name, perhaps quoted and with its schema, or a hole in a template where a name would stand.
const name = String.raw`(\$\{|(?:"?[a-z_][\w]*"?\.)?"?[a-z_]\w*"?)`;
const writes = [
  new RegExp(String.raw`\binsert\s+into\s+${name}`, "gi"),
  new RegExp(
    String.raw`(?<!\bfor\s|\bdo\s|\bthen\s)\bupdate\s+(?:only\s+)?${name}(?:\s+(?:as\s+)?(?!set\b)\w+)?\s+set\b`,
    "gi",
  ),
  new RegExp(String.raw`\bdelete\s+from\s+(?:only\s+)?${name}`, "gi"),
  new RegExp(String.raw`\bmerge\s+into\s+(?:only\s+)?${name}`, "gi"),
  new RegExp(String.raw`\btruncate\s+(?:table\s+)?(?:only\s+)?${name}\s*(?:;|$|restart|cascade|,)`, "gi"),
  new RegExp(String.raw`\bcopy\s+${name}\s*(?:\([^)]*\)\s*)?from\b`, "gi"),
];
const speaksSql = new RegExp(
  [
    String.raw`^\s*select\b[^]+\bfrom\s+[\w"$]`,
    String.raw`^\s*select\s+(?:1|[a-z_]+\()`,
    String.raw`^\s*with\s+(?:recursive\s+)?\w+(?:\s*\([^)]*\))?\s+as\s+(?:materialized\s+|not\s+materialized\s+)?\(`,
    String.raw`^\s*(?:insert\s+into|delete\s+from|merge\s+into)\s+[\w"{$}.]+\s*(?:$|\(|as\b|using\b|where\b|select\b|values\b|default\b|returning\b)`,
    String.raw`^\s*update\s+[\w"{$}.]+(?:\s+(?:as\s+)?\w+)?\s+set\s+[\w"]+\s*=`,
    String.raw`^\s*copy\s+[\w"{$}.]+\s*(?:\([^)]*\)\s*)?(?:from|to)\s+std(?:in|out)`,
    String.raw`^\s*(?:create|drop|alter)\s+(?:temp(?:orary)?\s+|unlogged\s+|unique\s+)?(?:table|index|database|schema|role|view)\s+[\w"$]`,
  ].join("|"),
  "i",
);

/**
 * Every table has one owner, and only the owner's store.ts writes it; reading across by join is fine. SQL stands in
 * stores and in platform/database, so that a query lives in exactly one place.
 */
export function tableFaults(root: string): string[] {
  const list = join(root, "tools/table-owners.json");
  const owners = existsSync(list) ? ownersShape.parse(JSON.parse(readFileSync(list, "utf8"))) : {};
  const tables = migratedTables(root);
  const files = filesUnder(root, ["src"]).filter((path) => /\.tsx?$/.test(path) && !isTest(path));
  return [
    ...[...tables].filter((table) => !owners[table]).map((table) => `${table}: no owner in tools/table-owners.json`),
    ...Object.keys(owners)
      .filter((table) => !tables.has(table))
      .map((table) => `tools/table-owners.json: no migration makes a table ${table}`),
    ...files.flatMap((path) => faultsOf(path, readFileSync(join(root, path), "utf8"), owners)),
  ];
}

/** The tables there are after every migration, renamed and dropped ones followed. */
function migratedTables(root: string): Set<string> {
  const tables = new Set<string>();
  const change =
    /\b(create\s+(?:unlogged\s+)?table|drop\s+table|alter\s+table)\s+(?:if\s+(?:not\s+)?exists\s+)?(?:only\s+)?"?(\w+)"?(?:\s+rename\s+to\s+"?(\w+)"?)?/gi;
  for (const path of filesUnder(root, [migrations]).filter((file) => file.endsWith(".sql"))) {
    const sql = readFileSync(join(root, path), "utf8").replaceAll(/--.*$/gm, "");
    for (const [, act = "", table = "", renamed] of sql.matchAll(change)) {
      if (/^create/i.test(act)) tables.add(table);
      else if (/^drop/i.test(act)) tables.delete(table);
      else if (renamed && tables.delete(table)) tables.add(renamed);
    }
  }
  return tables;
}

type Found = { line: number; what: { kind: "write"; table: string } | { kind: "unnamed-write" } | { kind: "sql" } };

function faultsOf(path: string, text: string, owners: Record<string, string>): string[] {
  return findSql(path, text).flatMap(({ line, what }) => {
    const at = `${path}:${line}`;
    if (what.kind === "sql")
      return maySpeakSql(path) ? [] : [`${at}: SQL stands in a store.ts or in src/platform/database`];
    if (what.kind === "unnamed-write")
      return inDatabase(path)
        ? []
        : [`${at}: writes a table named by a variable; name it, so that its owner can be seen`];
    const owner = owners[what.table];
    if (owner === undefined || mayWrite(path, owner)) return [];
    return [`${at}: writes ${what.table}, which only ${ownersStore(owner)} may`];
  });
}

const inDatabase = (path: string) => /^src\/platform\/(?:database|embedded-postgres)(?:\.ts$|\/)/.test(path);
// A job is put into its queue by a function of the queue's own schema.
const inJobs = (path: string) => /^src\/platform\/jobs(?:\.ts$|\/)/.test(path);
const maySpeakSql = (path: string) => path.endsWith("/store.ts") || inDatabase(path) || inJobs(path);
const isPlatform = (folder: string) => folder.startsWith("src/platform/");
const ownersStore = (owner: string) => (isPlatform(owner) ? owner : `${owner}/store.ts (or a nested noun's)`);

function mayWrite(path: string, owner: string): boolean {
  if (isPlatform(owner)) return path === `${owner}.ts` || path.startsWith(`${owner}/`);
  return path.startsWith(`${owner}/`) && path.endsWith("/store.ts");
}

/** Reads the program's own text and calls, not its comments: prose may mention an update. */
function findSql(path: string, text: string): Found[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found: Found[] = [];
  const at = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;

  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const method = node.expression.name.text;
      const [table] = node.arguments;
      if (builders.has(method)) found.push({ line: at(node.expression.name), what: written(table) });
      if (builders.has(method) || readers.has(method))
        found.push({ line: at(node.expression.name), what: { kind: "sql" } });
    }
    const literal = literalText(node);
    if (literal !== undefined) {
      const isSql = isSaidToDatabase(node) || speaksSql.test(literal);
      if (isSql) found.push({ line: at(node), what: { kind: "sql" } });
      for (const table of writes.flatMap((pattern) => [...literal.matchAll(pattern)].map(([, name = ""]) => name))) {
        if (table !== hole) found.push({ line: at(node), what: { kind: "write", table: bareName(table) } });
        else if (isSql) found.push({ line: at(node), what: { kind: "unnamed-write" } });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function written(table: ts.Expression | undefined): Found["what"] {
  const text = table && literalText(table);
  const named = text === undefined ? undefined : /^\s*([\w".]+)/.exec(text)?.[1];
  return named ? { kind: "write", table: bareName(named) } : { kind: "unnamed-write" };
}

/** A string or template, its holes shown as ${…}; undefined for anything else. */
function literalText(node: ts.Node): string | undefined {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `\${}${literal.text}`).join("");
}

/** The text of a sql`…`, or what a client is told to run. */
function isSaidToDatabase({ parent }: ts.Node): boolean {
  if (ts.isTaggedTemplateExpression(parent)) return parent.tag.getText().startsWith("sql");
  return (
    ts.isCallExpression(parent) &&
    ts.isPropertyAccessExpression(parent.expression) &&
    parent.expression.name.text === "query"
  );
}

const bareName = (table: string) => (table.split(".").at(-1) ?? table).replaceAll('"', "").toLowerCase();
