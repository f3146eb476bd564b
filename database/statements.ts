import { appendFileSync, existsSync, readFileSync } from "node:fs";
import pg from "pg";

/**
 * Every statement that the tests ask of one PostgreSQL, so that another can be asked whether it understands them all: whether
 * it reads and plans them is most of what differs between versions, and takes a moment instead of all tests once more.
 */
const said = new Set<string>();
const unwritten: string[] = [];
let isListening = false;

/** What can be prepared; the rest (tables, copying) is asked by the tests that run there, too. */
const isPreparable = (text: string) => /^\s*(?:with|select|insert|update|delete|merge|values)\b/i.test(text);

function note(text: unknown): void {
  if (typeof text !== "string" || said.has(text) || !isPreparable(text)) return;
  said.add(text);
  unwritten.push(text);
}

function listenTo(method: "parse" | "query", textOf: (argument: unknown) => unknown): void {
  const plain: unknown = Reflect.get(pg.Connection.prototype, method);
  if (typeof plain !== "function") throw new Error(`pg's connections have no ${method} any more.`);
  Reflect.set(pg.Connection.prototype, method, function (this: object, ...sent: unknown[]) {
    note(textOf(sent[0]));
    return Reflect.apply(plain, this, sent);
  });
}

const textIn = (asked: unknown): unknown =>
  typeof asked === "object" && asked !== null && "text" in asked ? asked.text : undefined;

/** From now on every statement of this process is noted. */
export function noteStatements(): void {
  if (isListening) return;
  isListening = true;
  listenTo("parse", textIn);
  listenTo("query", (text) => text);
}

/** Adds to the file what was noted since. */
export function keepStatements(file: string): void {
  const lines = unwritten.splice(0).map((text) => `${JSON.stringify(text)}\n`);
  if (lines.length > 0) appendFileSync(file, lines.join(""));
}

function readStatements(file: string): string[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return [...new Set(lines.filter((line) => line !== "").map((line) => String(JSON.parse(line))))];
}

/** Why this database does not understand a statement; null: it does. */
async function whyNot(client: pg.Client, text: string): Promise<string | null> {
  try {
    await client.query(`prepare understood as ${text}`);
    await client.query("deallocate understood");
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * The statements that one database understands and the other does not, each with why. What neither understands was about a
 * table of its test's own, or was meant to fail.
 */
export async function foreignStatements(
  file: string,
  { here, elsewhere }: { here: string; elsewhere: string },
): Promise<{ asked: number; foreign: string[] }> {
  const clients = [here, elsewhere].map((connectionString) => new pg.Client({ connectionString }));
  const [ours, theirs] = clients;
  if (!ours || !theirs) throw new Error("Two databases were to be asked.");
  await Promise.all(clients.map((client) => client.connect()));
  try {
    const statements = readStatements(file);
    const foreign: string[] = [];
    for (const text of statements) {
      const why = await whyNot(theirs, text);
      if (why !== null && (await whyNot(ours, text)) === null) foreign.push(`${why}\n${text}`);
    }
    return { asked: statements.length, foreign };
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}
