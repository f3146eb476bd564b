import { sql } from "kysely";
import type { Db } from "./database.ts";

/**
 * Every statement in the rest of this transaction is planned for the values asked. For reports and what stands behind them:
 * what is planned for all values, as requests are otherwise, takes a day for a year and one person for the whole team.
 */
export async function planForValues(db: Db): Promise<void> {
  await sql`select set_config('plan_cache_mode', ${"force_custom_plan"}, true)`.execute(db);
}
