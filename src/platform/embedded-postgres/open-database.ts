import pg from "pg";
import { type DataFolder, readOrMakePassword } from "./data-folder.ts";
import { codeOf } from "./embedded-postgres-error.ts";
import type { RunningServer } from "./running-server.ts";

export interface Connection {
  host: string;
  port: number;
  user: string;
  database: string;
  password?: string;
}

const name = "comeback";
const superuser = "postgres";

/** Not there, going down, coming up, cut off without a word: worth another try. */
const notNow = ["", "ECONNREFUSED", "ECONNRESET", "ENOENT", "57P01", "57P02", "57P03"];
/** No such role, wrong password (so says a server to an unknown role), no such database. */
const notMade = ["28000", "28P01", "3D000"];
const alreadyMade = ["42710", "42P04", "23505"];
const full = "53300";

/** The connection to our database, which is made where it is missing; undefined where the server lets nobody in at present. */
export async function openDatabase(folder: DataFolder, server: RunningServer): Promise<Connection | undefined> {
  const connection = connectionTo(folder, server);
  try {
    if (!(await canEnter(connection))) await makeDatabase(connection);
    return connection;
  } catch (error) {
    if (notNow.includes(codeOf(error))) return undefined;
    throw error;
  }
}

async function canEnter(connection: Connection): Promise<boolean> {
  try {
    await run(connection, []);
  } catch (error) {
    if (notMade.includes(codeOf(error))) return false;
    if (codeOf(error) !== full) throw error;
  }
  return true;
}

function connectionTo(folder: DataFolder, { port, socketFolder }: RunningServer): Connection {
  const connection = { host: socketFolder, port, user: name, database: name };
  if (folder.reachedBy === "socket") return connection;
  return { ...connection, host: "127.0.0.1", password: readOrMakePassword(folder) };
}

/** The program works as an ordinary role, as it would on a company's server; only the making of it needs the superuser. */
async function makeDatabase(connection: Connection) {
  const password = connection.password ? ` password '${connection.password}'` : "";
  const statements = [
    // With the right to check what a large import's rows refer to once for all of them, not a million times. In one
    // statement with the role, so that of two programs at once only one grants it.
    `create role ${name} login createdb${password}; grant set on parameter session_replication_role to ${name}`,
    `create database ${name} owner ${name}`,
  ];
  await run({ ...connection, user: superuser, database: superuser }, statements);
}

async function run(connection: Connection, statements: string[]) {
  const client = new pg.Client({ ...connection, connectionTimeoutMillis: 5_000 });
  // Without a listener, a server that ends while we talk to it would end this program too.
  client.on("error", () => {});
  try {
    await client.connect();
    for (const statement of statements) {
      await client.query(statement).catch((error) => {
        if (!alreadyMade.includes(codeOf(error))) throw error;
      });
    }
  } finally {
    await client.end().catch(() => {});
  }
}
