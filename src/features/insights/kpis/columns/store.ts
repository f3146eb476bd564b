import { sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { VisibleOwners } from "../../../deals/access.ts";
import { ownedByVisible } from "../../../deals/store.ts";

const dealsLookedAt = 2_000;
const mostValues = 60;
const longestValue = 120;

/** What columns say of the newest deals of each status, the most frequent first. Heading null: the source. */
export async function listColumnValues(
  db: Db,
  workspace: WorkspaceId,
  owners: VisibleOwners,
): Promise<{ heading: string | null; values: string[] }[]> {
  const { rows } = await sql<{ heading: string | null; values: string[] }>`
    with newest as (
      select n.* from (values ('open'), ('won'), ('lost')) s (status) cross join lateral (
        select d.lead_source, d.attributes from deals d
        where d.workspace_id = ${workspace} and d.status = s.status and ${ownedByVisible(owners)}
        order by d.newest_at desc, d.id desc limit ${dealsLookedAt}
      ) n
    ),
    told as (
      select null as heading, lead_source as value, count(*) as deals from newest where lead_source <> '' group by 2
      union all
      select a.key, a.value, count(*) from newest, jsonb_each_text(newest.attributes) a where a.value <> '' group by 1, 2
    )
    select heading, array_agg(value order by deals desc, value) as values
    from told group by heading
    having heading is null or (count(*) <= ${mostValues} and max(length(value)) <= ${longestValue})
    order by heading nulls first limit 200`.execute(db);
  return rows;
}
