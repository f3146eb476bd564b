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
// Most lists of texts and of ids are what stands between their commas; node-postgres looks at each character by itself.
for (const list of [1009, 2951]) {
  const parse: (text: string) => unknown = pg.types.getTypeParser(list);
  pg.types.setTypeParser(list, (text) => {
    if (text === "{}") return [];
    return /^\{[^{}"]*\}$/.test(text) && !text.includes("NULL") ? text.slice(1, -1).split(",") : parse(text);
  });
}

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

/**
 * Statements of requests are always the same, so they are planned once for all values. PostgreSQL by itself would often plan
 * again for every value, which takes longer than to answer; and start helpers, or a compiler, for an answer of a millisecond.
 */
const forStatementsThatComeAgain = `set plan_cache_mode = force_generic_plan;
  set max_parallel_workers_per_gather = 0; set jit = off`;

/** Connections for requests: several statements may be on their way at once, so nothing is copied over them. */
export function createRequestPool({ statementTimeoutMs = longestRequestMs, ...settings }: PoolSettings): pg.Pool {
  const pool = createPool({
    pipeline: true,
    stream: () => new OneWriteATurn(),
    statementTimeoutMs,
    query_timeout: statementTimeoutMs + patienceAfterwardsMs,
    ...settings,
  });
  pool.on("connect", (client) => {
    // Where it does not get through, nothing that is asked next does either, and that says so.
    client.query(forStatementsThatComeAgain).catch(() => {});
  });
  return pool;
}

/** A database for requests, whose statements come again and again: see `withPreparedStatements` and `inSnapshot`. */
export function createRequestDatabase(pool: pg.Pool): Database {
  const prepared = withPreparedStatements(pool);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: prepared }) });
  if (pool.options.pipeline) takesSeveralAtOnce(db, prepared);
  return db;
}
