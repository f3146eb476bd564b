import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";

/** An adopted practice on an open deal, and what the deal's record says about the practice's flag. */
export type Match = {
  practiceId: string;
  dealId: string;
  title: string;
  appliesWhen: string;
  /** Unknown also where nobody has read the deal yet, or where the practice names no flag. */
  kind: "up" | "down" | "unknown";
  flagName: string;
  repairName: string | null;
};

/** Adopted practices (or these of them) held against these deals, all by all; those that apply first. */
export async function listMatches(
  db: Db,
  workspace: WorkspaceId,
  { practiceIds, dealIds }: { practiceIds?: readonly string[]; dealIds: readonly string[] },
): Promise<Match[]> {
  if (dealIds.length === 0) return [];
  const { rows } = await sql<Match>`
    select p.id as "practiceId", l.deal_id as "dealId", p.title, p.applies_when as "appliesWhen",
      coalesce(g.kind, 'unknown') as kind, coalesce(f.name, '') as "flagName", a.name as "repairName"
    from practices p
    cross join unnest(${[...dealIds]}::uuid[]) l (deal_id)
    left join reasons r on r.workspace_id = p.workspace_id and r.id = p.reason_id
    left join red_flags f
      on f.workspace_id = p.workspace_id and f.id = coalesce(p.flag_id, r.flag_id) and f.archived_at is null
    left join flag_readings g on g.workspace_id = p.workspace_id and g.deal_id = l.deal_id and g.flag_id = f.id
    left join repairs a on a.workspace_id = p.workspace_id and a.id = p.repair_id
    where p.workspace_id = ${workspace} and p.state = 'adopted'
      and ${practiceIds ? sql`p.id = any(${[...practiceIds]}::uuid[])` : sql`true`}
    order by case g.kind when 'up' then 0 else 1 end, p.adopted_at desc, p.id, l.deal_id`.execute(db);
  return rows;
}
