import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { newestDeals } from "../../deals/list/store.ts";

/** Of a deal `d`: what a column of the CRM says of it, or else of its account. */
export const segmentOf = (field: string) => sql<string | null>`coalesce(nullif(btrim(d.attributes ->> ${field}), ''), (
  select nullif(btrim(a.attributes ->> ${field}), '') from accounts a
  where a.workspace_id = d.workspace_id and a.id = d.account_id))`;

const dealsLookedAt = 5_000;
const mostSegments = 60;
const valuesShown = 30;

/**
 * The columns of the CRM that can tell segments apart: with two values at least, on more than a few deals, and not so many
 * that each names hardly a deal (ids, notes, dates).
 */
export async function listSegmentFields(
  db: Db,
  workspace: WorkspaceId,
): Promise<{ field: string; values: string[] }[]> {
  const { rows } = await sql<{ field: string; values: string[] }>`
    with newest as (
      select d.attributes, d.account_id from ${newestDeals(workspace, dealsLookedAt)} d
    ),
    told as (
      select t.key as field, btrim(t.value) as value, count(*) as deals
      from newest left join accounts a on a.workspace_id = ${workspace} and a.id = newest.account_id,
        jsonb_each_text(coalesce(a.attributes, '{}') || newest.attributes) t
      where btrim(t.value) <> '' and length(t.value) <= 120
      group by 1, 2
    ),
    ranked as (select *, row_number() over (partition by field order by deals desc, value) as place from told)
    select field, array_agg(value order by place) filter (where place <= ${valuesShown}) as values
    from ranked group by field
    having count(*) between 2 and ${mostSegments} and sum(deals) >= 2 * count(*)
    order by field limit 100`.execute(db);
  return rows;
}
