import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

const pauseMs = 250;
const insufficientPrivilege = "42501";

/**
 * Drops a database with whoever is still in it. The server itself may be tidying up there, which only its own superuser could
 * end and which soon ends by itself.
 */
export async function dropDatabase(client: pg.Client | pg.Pool, name: string, tries = 240): Promise<void> {
  for (let left = tries; ; left -= 1) {
    try {
      await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
      return;
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code !== insufficientPrivilege || left === 0) throw error;
    }
    await wait(pauseMs);
  }
}
