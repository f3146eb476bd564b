import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { DebriefReader } from "../../deals/debrief-sharing/access.ts";
import { isShared } from "../../deals/debrief-sharing/store.ts";
import type { Colleague } from "./contract.ts";

const mostColleagues = 3;

/**
 * Colleagues who agreed to be asked, lost a deal for a reason that this loss was debriefed with, and won within so many days.
 * That they may be asked says nothing about what they were asked for: the reason comes from their debrief.
 */
export async function listRecovered(
  db: Db,
  workspace: WorkspaceId,
  reader: DebriefReader,
  { memberId, dealId, withinDays }: { memberId: string; dealId: string; withinDays: number },
): Promise<Colleague[]> {
  const { rows } = await sql<Colleague>`
    select f.* from (
      select distinct on (m.id) m.id as "memberId", m.name, m.email, r.name as "reasonName",
        floor(date_part('epoch', w.closed_at - b.closed_at) / 86400)::integer as days, b.closed_at as lost_at
      from recovery_settings s
      join members m on m.workspace_id = s.workspace_id and m.id = s.member_id and m.deactivated_at is null
      join deals d on d.workspace_id = s.workspace_id and d.owner_id = m.id
      join debriefs b on b.workspace_id = s.workspace_id and b.deal_id = d.id and b.state = 'recorded' and b.outcome = 'lost'
      join debrief_reasons n on n.workspace_id = s.workspace_id and n.debrief_id = b.id
      join reasons r on r.workspace_id = s.workspace_id and r.id = n.reason_id
      cross join lateral (
        select w.closed_at from deals w
        where w.workspace_id = s.workspace_id and w.owner_id = m.id and w.status = 'won' and w.closed_at is not null
          and w.newest_at > b.closed_at and w.newest_at <= b.closed_at + make_interval(days => ${withinDays}::integer)
        order by w.newest_at limit 1
      ) w
      where s.workspace_id = ${workspace} and s.may_be_asked and ${isShared(reader, "reasons")} and s.member_id <> ${memberId}
        and n.reason_id in (
          select mine.reason_id from debrief_reasons mine
          join debriefs o on o.workspace_id = mine.workspace_id and o.id = mine.debrief_id
          where mine.workspace_id = ${workspace} and o.deal_id = ${dealId} and o.state = 'recorded' and o.outcome = 'lost')
      order by m.id, b.closed_at desc
    ) f
    order by f.lost_at desc, f.name limit ${mostColleagues}`.execute(db);
  return rows.map(({ memberId: id, name, email, reasonName, days }) => ({
    memberId: id,
    name,
    email,
    reasonName,
    days,
  }));
}

/** Whoever this person leads directly and who wishes them to be told. */
export async function listThoseWhoTell(
  db: Db,
  workspace: WorkspaceId,
  managerId: string,
): Promise<{ memberId: string; name: string }[]> {
  return db
    .selectFrom("members as m")
    .innerJoin("recovery_settings as s", (join) =>
      join.onRef("s.workspace_id", "=", "m.workspace_id").onRef("s.member_id", "=", "m.id"),
    )
    .select(["m.id as memberId", "m.name"])
    .where("m.workspace_id", "=", workspace)
    .where("m.manager_id", "=", managerId)
    .where("m.deactivated_at", "is", null)
    .where("s.tell_manager", "=", true)
    .orderBy("m.name")
    .execute();
}
