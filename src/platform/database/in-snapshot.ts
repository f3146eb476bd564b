import { Kysely, PostgresDialect, type PostgresPool } from "kysely";
import type { Tables } from "../../../database/tables.ts";
import { asClient } from "./prepared-statements.ts";

const begin = "start transaction isolation level repeatable read read only";

/** Snapshots under way: what is read within one is read as of the same instant, however deep it is asked. */
const snapshots = new WeakSet<Kysely<Tables>>();

/** What is behind the databases whose connections take several statements at once. */
const pipelined = new WeakMap<Kysely<Tables>, PostgresPool>();

export function takesSeveralAtOnce(db: Kysely<Tables>, pool: PostgresPool): void {
  pipelined.set(db, pool);
}

/**
 * Reads several things as of one instant over one connection: counts agree with each other, and twenty people don't
 * queue for connections. What is asked in one `Promise.all` travels to PostgreSQL together, because the way there and back
 * takes longer than most answers.
 */
export async function inSnapshot<Result>(
  db: Kysely<Tables>,
  read: (snapshot: Kysely<Tables>) => Promise<Result>,
): Promise<Result> {
  if (snapshots.has(db)) return read(db);
  const pool = pipelined.get(db);
  if (!pool)
    return db
      .transaction()
      .setIsolationLevel("repeatable read")
      .setAccessMode("read only")
      .execute((snapshot) => {
        snapshots.add(snapshot);
        return read(snapshot);
      });
  const client = await pool.connect();
  let isOver = false;
  let failure: unknown;
  const connection = asClient(
    async (text, values) => {
      // Where one of several failed, the others may go on for a while; by then the connection is somebody else's.
      if (isOver) throw new Error("This snapshot is over.");
      try {
        return await client.query(text, values);
      } catch (error) {
        failure ??= error;
        throw error;
      }
    },
    () => {},
  );
  const snapshot = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool: { connect: async () => connection, end: async () => {} } }),
  });
  snapshots.add(snapshot);
  const begun = client.query(begin, []);
  // It is looked at below.
  begun.catch(() => {});
  try {
    const result = await read(snapshot);
    await begun;
    return result;
  } catch (error) {
    // After the first that failed, all others fail because of it; their word must not be taken for the reason.
    throw failure ?? error;
  } finally {
    isOver = true;
    // Answered in their order: after this one, nothing of ours is on its way.
    await client.query("commit", []).catch(() => {});
    client.release();
  }
}

/** A snapshot to be read in pieces, as somebody takes them. It holds a connection until it is let go. */
export async function holdSnapshot(
  db: Kysely<Tables>,
): Promise<{ snapshot: Kysely<Tables>; letGo: () => Promise<void> }> {
  let end = () => {};
  const isOver = new Promise<void>((resolve) => {
    end = resolve;
  });
  return new Promise((resolve, reject) => {
    const held: Promise<void> = inSnapshot(db, async (snapshot) => {
      const letGo = async () => {
        end();
        // How reading went, whoever read has been told.
        await held.catch(() => {});
      };
      resolve({ snapshot, letGo });
      await isOver;
    });
    held.catch(reject);
  });
}
