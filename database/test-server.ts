import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { createPool } from "../src/platform/database/database.ts";
import { prepareDatabase } from "../src/platform/database/prepare-database.ts";
import { startThrowAwayPostgres } from "../src/platform/embedded-postgres/start-embedded-postgres.ts";
import { foreignStatements } from "./statements.ts";

declare module "vitest" {
  export interface ProvidedContext {
    testServer: TestServer;
  }
}

export type TestServer = {
  /** May create databases. */
  url: string;
  /** A migrated, empty database on it, to be cloned. Nobody connects to it. */
  template: string;
  /** Where statements are kept to be asked of another server too; null: there is none. */
  statements: string | null;
};

/**
 * One PostgreSQL for the whole run of a project's tests: ours, or for the tests that run once more elsewhere the one that
 * OTHER_DATABASE_URL names.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const isElsewhere = project.name === "database elsewhere";
  const other = process.env.OTHER_DATABASE_URL;
  const { stop, ...server } = await startTestServer(isElsewhere ? other : undefined);
  if (isElsewhere || !other) {
    project.provide("testServer", server);
    return stop;
  }
  const folder = await mkdtemp(join(tmpdir(), "comeback-statements-"));
  const statements = join(folder, "statements");
  project.provide("testServer", { ...server, statements });
  return async () => {
    try {
      await askElsewhere(statements, server, other);
    } finally {
      await stop();
      await rm(folder, { recursive: true, force: true });
    }
  };
}

/** The whole run has failed when the other server does not understand what was asked of this one. */
async function askElsewhere(statements: string, server: TestServer, other: string): Promise<void> {
  const elsewhere = await startTestServer(other);
  try {
    const { asked, foreign } = await foreignStatements(statements, {
      here: databaseUrl(server.url, server.template),
      elsewhere: databaseUrl(elsewhere.url, elsewhere.template),
    });
    console.log(
      `${asked} statements were asked of the other PostgreSQL, too; ${foreign.length} it does not understand.`,
    );
    if (foreign.length === 0) return;
    console.error(foreign.join("\n\n"));
    process.exitCode = 1;
  } finally {
    await elsewhere.stop();
  }
}

/**
 * A throw-away server with a migrated template, or only the template on the server that TEST_DATABASE_URL names (by a
 * superuser), which is how the same tests run on another version of PostgreSQL.
 */
export async function startTestServer(
  named = process.env.TEST_DATABASE_URL,
): Promise<TestServer & { stop: () => Promise<void> }> {
  const server = named ? { url: named, stop: async () => {} } : await startEmbedded();
  try {
    const template = await makeTemplate(server.url);
    const stop = async () => {
      await onServer(server.url, async (client) => {
        await client.query(`drop database if exists ${template} with (force)`);
      });
      await server.stop();
    };
    return { url: server.url, template, statements: null, stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The same server, another database on it. */
export function databaseUrl(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** Does something as the server's administrator, on a connection of its own. */
export async function onServer<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function makeTemplate(serverUrl: string): Promise<string> {
  // Several runs may share the server that TEST_DATABASE_URL names.
  const template = `comeback_template_${process.pid}_${Date.now()}`;
  await onServer(serverUrl, (client) => client.query(`create database ${template} template template0 encoding 'UTF8'`));
  const pool = createPool({ connectionString: databaseUrl(serverUrl, template), max: 2 });
  try {
    await prepareDatabase(pool, join(dirname(fileURLToPath(import.meta.url)), "migrations"));
  } finally {
    await pool.end();
  }
  return template;
}

async function startEmbedded(): Promise<{ url: string; stop: () => Promise<void> }> {
  const { connection, stop } = await startThrowAwayPostgres();
  const url = new URL("postgresql://localhost");
  url.username = connection.user;
  url.password = connection.password ?? "";
  url.port = String(connection.port);
  url.pathname = `/${connection.database}`;
  // A URL's own host cannot be a folder, and the socket is one.
  url.searchParams.set("host", connection.host);
  return { url: url.href, stop };
}
