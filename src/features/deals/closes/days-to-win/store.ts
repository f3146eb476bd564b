import { sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import { dayMs, type Instant } from "../../../../platform/dates.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { DealTimes } from "./rules.ts";

/** History older than that says little about how deals are won now. */
const lookBackMs = 730 * dayMs;
const enough = 3_000;

/** When deals of the last two years began and closed; of one person, or of everybody the latest few thousand of each outcome. */
export async function listDealTimes(
  db: Db,
  workspace: WorkspaceId,
  memberId: string | null,
  until: Instant,
): Promise<DealTimes[]> {
  const ms = (column: string) => sql`floor(date_part('epoch', ${sql.ref(column)}) * 1000 + 0.0005)`;
  const { rows } = await sql<DealTimes>`
    select l.* from (values ('open'), ('won'), ('lost')) s (status) cross join lateral (
      select d.owner_id as "ownerId", d.status, ${ms("d.created_at")} as "createdAt", ${ms("d.closed_at")} as "closedAt"
      from deals d
      where d.workspace_id = ${workspace} and ${memberId === null ? sql`true` : sql`d.owner_id = ${memberId}`} and d.status = s.status
        and d.created_at is not null and d.created_at > ${new Date(until - lookBackMs)}
        and d.created_at <= ${new Date(until)} and (d.status = 'open' or d.closed_at is not null)
        and d.newest_at <= ${new Date(until)}
      order by d.newest_at desc, d.id limit ${enough}
    ) l`.execute(db);
  return rows;
}
