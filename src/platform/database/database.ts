import { Kysely, PostgresDialect, type Transaction } from "kysely";
import pg from "pg";
import type { Tables } from "../../../database/tables.ts";
import { takesSeveralAtOnce } from "./in-snapshot.ts";
import { OneWriteATurn } from "./one-write-a-turn.ts";
import { withPreparedStatements } from "./prepared-statements.ts";

export type Database = Kysely<Tables>;
export type Tx = Transaction<Tables>;
/** What a store function takes: the database, or the transaction it is part of. */
export type Db = Database | Tx;

// A count or a sum of cents fits a double exactly up to 9·10¹⁵; beyond that we would rather stop than round.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} is too large to be read exactly.`);
  return value;
});
// A day is a day in every time zone; node-postgres would make it a local midnight.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

export type PoolSettings = pg.PoolConfig & { statementTimeoutMs?: number };

export function createPool({ statementTimeoutMs = 30_000, ...settings }: PoolSettings): pg.Pool {
  const pool = new pg.Pool({
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    application_name: "comeback",
    statement_timeout: statementTimeoutMs,
    ...settings,
  });
  // An idle connection that breaks (server restarted) must not end the program: the pool opens a new one.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}

export function createDatabase(pool: pg.Pool): Database {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}

/** A person waits for an answer; what takes longer is a fault, or a database that is overwhelmed. */
const longestRequestMs = 20_000;
/** PostgreSQL ends what takes too long by itself, unless it stopped answering altogether. */
const patienceAfterwardsMs = 2_000;

/** Connections for requests: several statements may be on their way at once, so nothing is copied over them. */
export function createRequestPool({ statementTimeoutMs = longestRequestMs, ...settings }: PoolSettings): pg.Pool {
  return createPool({
    pipeline: true,
    stream: () => new OneWriteATurn(),
    statementTimeoutMs,
    query_timeout: statementTimeoutMs + patienceAfterwardsMs,
    ...settings,
  });
}

/** A database for requests, whose statements come again and again: see `withPreparedStatements` and `inSnapshot`. */
export function createRequestDatabase(pool: pg.Pool): Database {
  const prepared = withPreparedStatements(pool);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: prepared }) });
  if (pool.options.pipeline) takesSeveralAtOnce(db, prepared);
  return db;
}
