import { join } from "node:path";
import { seedCatalogue } from "../src/features/reasons/seed-catalogue.ts";
import { createOwner } from "../src/features/team/create-owner.ts";
import { createDatabase, createPool } from "../src/platform/database/database.ts";
import { dropDatabase } from "../src/platform/database/drop-database.ts";
import { prepareDatabase } from "../src/platform/database/prepare-database.ts";
import type { EmbeddedPostgres } from "../src/platform/embedded-postgres/start-embedded-postgres.ts";
import { projectRoot } from "../src/programs/project-root.ts";
import { owner } from "./people.ts";

export type Connection = EmbeddedPostgres["connection"];

/** A migrated database with a workspace in it, gone afterwards. */
export async function inNewDatabase(
  connection: Connection,
  use: (own: Connection, workspace: string) => Promise<void>,
): Promise<void> {
  const own = { ...connection, database: "bench" };
  const outside = createPool({ ...connection, statementTimeoutMs: 0 });
  try {
    await outside.query("create database bench");
    const pool = createPool({ ...own, statementTimeoutMs: 0 });
    await prepareDatabase(pool, join(projectRoot, "database", "migrations"));
    const { workspace } = await createOwner(createDatabase(pool), seedCatalogue, owner);
    await pool.end();
    await use(own, workspace);
  } finally {
    await dropDatabase(outside, "bench");
    await outside.end();
  }
}

/** For trying a part out: so many deals instead of what it measures. */
export function dealsAsked(usual: number): number {
  const asked = Number(process.env.COMEBACK_BENCH_DEALS ?? usual);
  if (!Number.isSafeInteger(asked) || asked < 1) throw new Error("COMEBACK_BENCH_DEALS is a whole number of deals.");
  return asked;
}
