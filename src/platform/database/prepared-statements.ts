import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from "kysely";
import type pg from "pg";

/** A connection keeps every statement it has prepared, so their number is bounded; beyond it they are planned each time. */
const mostPrepared = 300;
const mostRemembered = 1_000;
/** "cached plan must not change result type": the tables changed under a running program. */
const outdatedPlan = "0A000";

/**
 * A pool whose connections prepare the statements that come again, under a name of their own. To plan the statement that
 * shows a page takes PostgreSQL longer than to answer it. For requests; a job that runs a statement once, with a list of
 * five hundred or of one, is better off with a plan made for it.
 */
export function withPreparedStatements(pool: pg.Pool): PostgresPool {
  const names = new Map<string, string>();
  const seenOnce = new Set<string>();
  const nameOf = (text: string): string | undefined => {
    const known = names.get(text);
    if (known !== undefined || names.size >= mostPrepared) return known;
    if (!seenOnce.delete(text)) {
      if (seenOnce.size >= mostRemembered) seenOnce.clear();
      seenOnce.add(text);
      return undefined;
    }
    const name = `comeback_${names.size + 1}`;
    names.set(text, name);
    return name;
  };

  const wrapped = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  return {
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      const known = wrapped.get(client);
      if (known) return known;
      const made = preparing(client, nameOf);
      wrapped.set(client, made);
      return made;
    },
  };
}

function preparing(client: pg.PoolClient, nameOf: (text: string) => string | undefined): PostgresPoolClient {
  let isOutdated = false;

  async function run<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>> {
    // Without values it is "begin" or "commit", which needs no plan.
    const name = values.length > 0 ? nameOf(text) : undefined;
    try {
      const { command, rowCount, rows } = await client.query({ ...(name && { name }), text, values: [...values] });
      return { command: commandOf(command), rowCount: rowCount ?? 0, rows };
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === outdatedPlan) isOutdated = true;
      throw error;
    }
  }
  // A connection with outdated plans is closed instead of given back; the next one makes new plans.
  return asClient(run, () => client.release(isOutdated));
}

type Run = <R>(text: string, values: readonly unknown[]) => Promise<PostgresQueryResult<R>>;

/** A connection in Kysely's words. */
export function asClient(run: Run, release: () => void): PostgresPoolClient {
  function query<R>(text: string, values: readonly unknown[]): Promise<PostgresQueryResult<R>>;
  function query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>;
  function query<R>(
    asked: string | PostgresCursor<R>,
    values: readonly unknown[] = [],
  ): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof asked !== "string") throw new TypeError("Cursors are not used here.");
    return run(asked, values);
  }
  return { query, release };
}

/** What Kysely wants to know of a statement: whether it counts the rows it changed. */
function commandOf(command: string): PostgresQueryResult<unknown>["command"] {
  return command === "INSERT" || command === "UPDATE" || command === "DELETE" || command === "MERGE"
    ? command
    : "SELECT";
}
