import { sql } from "kysely";
import type { Tables } from "../../../database/tables.ts";
import type { Db } from "./database.ts";

/**
 * Tells the query planner what tables hold now. After a load of many rows its old picture (often "empty") makes it choose
 * plans that take minutes; autovacuum would only come by a minute later. Works inside the loading transaction.
 */
export async function analyseTables(db: Db, tables: readonly (keyof Tables)[]): Promise<void> {
  await sql`analyze ${sql.join(tables.map((table) => sql.table(table)))}`.execute(db);
}
