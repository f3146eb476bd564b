import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/** Enough losses to know whom one meets; more would only be older. */
const lossesLookedAt = 2_000;
const most = 30;

/** The most frequent first, each as it is written most often; whatever its capitals, it is the same company. */
export async function listLatestCompetitors(db: Db, workspace: WorkspaceId): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select mode() within group (order by name) as name from (
      select trim(competitor) as name from deals
      where workspace_id = ${workspace} and status = 'lost'
      order by newest_at desc, id desc limit ${lossesLookedAt}
    ) d where name <> ''
    group by lower(name) order by count(*) desc, 1 limit ${most}`.execute(db);
  return rows.map(({ name }) => name);
}
