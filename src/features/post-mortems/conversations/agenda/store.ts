import { sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import type { Session } from "../../../../platform/session.ts";
import type { VisibleOwners } from "../../../deals/access.ts";
import { ownedByVisible } from "../../../deals/store.ts";
import { mayKeepRules } from "../../access.ts";
import {
  type PostMortemFound,
  postMortemColumns,
  postMortemTables,
  type StoredPostMortem,
  storedOf,
} from "../store.ts";

/** What somebody has to talk about, or may listen to: the next planned first, then the newest loss. */
export async function listWaitingFor(
  db: Db,
  { workspace, memberId, ...asker }: Session,
  visible: VisibleOwners,
  limit: number,
): Promise<{ count: number; rows: StoredPostMortem[] }> {
  const unled = mayKeepRules(asker) ? sql`(lead.id is null and ${ownedByVisible(visible)})` : sql`false`;
  const { rows } = await sql<PostMortemFound & { count: number }>`
    select ${postMortemColumns}, count(*) over ()::integer as count from ${postMortemTables}
    where p.workspace_id = ${workspace} and p.state in ('due', 'planned') and (
      lead.id = ${memberId} or ${unled}
      or (p.state = 'planned' and p.rep_invited_at is not null and d.owner_id = ${memberId}))
    order by p.planned_for nulls last, p.closed_at desc, p.id desc limit ${limit}`.execute(db);
  return { count: rows[0]?.count ?? 0, rows: rows.map(({ count: _, ...row }) => storedOf(row)) };
}

export type PlannedTalk = {
  id: string;
  plannedFor: Date;
  dealName: string;
  accountName: string | null;
  contactName: string | null;
  leadName: string | null;
  listens: boolean;
};

/** Talks that have a time, which this person leads or is invited to listen to, soonest first. */
export async function listTalksOf(
  db: Db,
  { workspace, memberId }: Pick<Session, "workspace" | "memberId">,
  { from, until }: { from: number; until: number },
): Promise<PlannedTalk[]> {
  const { rows } = await sql<PlannedTalk>`
    select p.id, p.planned_for as "plannedFor", d.name as "dealName",
      (select name from accounts where workspace_id = d.workspace_id and id = d.account_id) as "accountName",
      (select name from contacts where workspace_id = p.workspace_id and id = p.contact_id) as "contactName",
      lead.name as "leadName", lead.id is distinct from ${memberId}::uuid as listens
    from ${postMortemTables}
    where p.workspace_id = ${workspace} and p.state in ('planned', 'held') and p.mode is distinct from 'form'
      and p.planned_for >= ${new Date(from)} and p.planned_for < ${new Date(until)}
      and (lead.id = ${memberId} or (p.rep_invited_at is not null and d.owner_id = ${memberId}))
    order by p.planned_for, p.id limit 1000`.execute(db);
  return rows;
}
