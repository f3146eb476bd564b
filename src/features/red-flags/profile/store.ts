import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { newestDeals } from "../../deals/list/store.ts";

const dealsLookedAt = 5000;
const valuesShown = 12;

/** The fields the CRM tells of the newest deals, each with the values it has most often. */
export async function listFieldsOf(db: Db, workspace: WorkspaceId): Promise<{ heading: string; values: string[] }[]> {
  const { rows } = await sql<{ heading: string; values: string[] }>`
    with newest as (
      select d.attributes from ${newestDeals(workspace, dealsLookedAt)} d
    ),
    told as (
      select a.key as heading, a.value, count(*) as deals
      from newest, jsonb_each_text(newest.attributes) a where a.value <> '' group by 1, 2
    ),
    ranked as (select *, row_number() over (partition by heading order by deals desc, value) as place from told)
    select heading, array_agg(value order by place) filter (where place <= ${valuesShown}) as values
    from ranked group by heading order by heading limit 300`.execute(db);
  return rows;
}
