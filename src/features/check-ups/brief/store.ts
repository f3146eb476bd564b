import { sql } from "kysely";
import { z } from "zod";
import type { Db } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { DebriefReader } from "../../deals/debrief-sharing/access.ts";
import { isShared } from "../../deals/debrief-sharing/store.ts";
import { role } from "../../team/contract.ts";

const debriefed = z.object({
  at: z.date(),
  byId: z.string().nullable(),
  byName: z.string().nullable(),
  byRole: role.nullable(),
  ownPart: z.string(),
  turningPoint: z.string(),
  doDifferently: z.string(),
  reasons: z.array(z.object({ id: z.string(), name: z.string(), note: z.string(), aboutProduct: z.boolean() })),
});
export type Debriefed = z.infer<typeof debriefed>;

/** What was said in the debriefs of this deal's losses, the newest close first. */
export async function listDebriefed(db: Db, workspace: WorkspaceId, dealId: string): Promise<Debriefed[]> {
  const { rows } = await sql<unknown>`
    select b.recorded_at as at, b.recorded_by as "byId", m.name as "byName", m.role as "byRole", b.own_part as "ownPart",
      b.turning_point_note as "turningPoint", b.do_differently as "doDifferently", (
        select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'note', n.note,
          'aboutProduct', n.product_scope is not null) order by n.position), '[]')
        from debrief_reasons n join reasons r on r.workspace_id = n.workspace_id and r.id = n.reason_id
        where n.workspace_id = b.workspace_id and n.debrief_id = b.id) as reasons
    from debriefs b
    left join members m on m.workspace_id = b.workspace_id and m.id = b.recorded_by
    where b.workspace_id = ${workspace} and b.deal_id = ${dealId} and b.state = 'recorded' and b.outcome = 'lost'
    order by b.closed_at desc`.execute(db);
  return z.array(debriefed).parse(rows);
}

const limitNews = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(["resolved", "planned"]),
  on: z.iso.date().nullable(),
  note: z.string(),
  reasonIds: z.array(z.string()),
  named: z.boolean(),
});
export type LimitNews = z.infer<typeof limitNews>;

/**
 * Limits of the product that matter to a loss: resolved since, and named on this deal or for one of its reasons; and those
 * named on this deal that are planned. That it was named there is part of a debrief's words.
 */
export async function listLimitNews(
  db: Db,
  workspace: WorkspaceId,
  reader: DebriefReader,
  loss: { dealId: string; closedOn: Day; reasonIds: readonly string[] },
): Promise<LimitNews[]> {
  const { rows } = await sql<unknown>`
    select l.id, l.name, l.status, l.status_on as "on", l.note, l.named,
      array(select distinct w.reason_id from limit_wordings w
        where w.workspace_id = l.workspace_id and w.limit_id = l.id) as "reasonIds"
    from (
      select l.*, exists (
        select from debriefs b
        join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
        join debrief_reasons n on n.workspace_id = b.workspace_id and n.debrief_id = b.id and n.product_scope = 'inherent'
        join limit_wordings w on w.workspace_id = n.workspace_id and w.reason_id = n.reason_id and w.wording = n.wording
        where b.workspace_id = l.workspace_id and b.deal_id = ${loss.dealId} and b.state = 'recorded' and b.outcome = 'lost'
          and w.limit_id = l.id and ${isShared(reader, "words")}) as named
      from product_limits l where l.workspace_id = ${workspace} and l.status <> 'open'
    ) l
    where case when l.status = 'planned' then l.named else l.status_on >= ${loss.closedOn}::date and (l.named or exists (
      select from limit_wordings w where w.workspace_id = l.workspace_id and w.limit_id = l.id
        and w.reason_id = any(${loss.reasonIds}::uuid[]))) end
    order by l.named desc, l.status desc, l.status_on desc nulls last, l.id`.execute(db);
  return z.array(limitNews).parse(rows);
}

const customerSaid = z.object({
  at: z.date(),
  who: z.string().nullable(),
  reasons: z.array(z.object({ id: z.string(), name: z.string(), note: z.string() })),
  winnerBetter: z.string(),
  compared: z.string(),
  leastUnderstood: z.string(),
  whoDecided: z.string(),
  otherReason: z.string(),
  winAgain: z.enum(["yes", "maybe", "no"]).nullable(),
  winAgainNote: z.string(),
  recommendations: z.array(z.string()),
});
export type CustomerSaid = z.infer<typeof customerSaid>;

/** What the customer told us about the losses of this deal, by form or in a conversation, the newest loss first. */
export async function listCustomerSaid(db: Db, workspace: WorkspaceId, dealId: string): Promise<CustomerSaid[]> {
  const { rows } = await sql<unknown>`
    select c.given_at as at, coalesce(
        (select n.name from contacts n where n.workspace_id = p.workspace_id and n.id = p.contact_id),
        (select nullif(i.reader_name, '') from customer_invitations i
          where i.workspace_id = p.workspace_id and i.post_mortem_id = p.id and i.state = 'answered'
          order by i.answered_at desc limit 1)) as who, (
        select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name, 'note', n.note) order by n.position), '[]')
        from customer_reasons n join reasons r on r.workspace_id = n.workspace_id and r.id = n.reason_id
        where n.workspace_id = c.workspace_id and n.answers_id = c.id) as reasons,
      c.winner_better as "winnerBetter", c.compared, c.least_understood as "leastUnderstood",
      c.who_decided as "whoDecided", c.other_reason as "otherReason", c.win_again as "winAgain",
      c.win_again_note as "winAgainNote", (
        select coalesce(jsonb_agg(r.words order by r.position), '[]') from recommendations r
        where r.workspace_id = c.workspace_id and r.answers_id = c.id) as recommendations
    from customer_answers c join post_mortems p on p.workspace_id = c.workspace_id and p.id = c.post_mortem_id
    where c.workspace_id = ${workspace} and p.deal_id = ${dealId} and c.given_at is not null
    order by p.closed_at desc, c.given_at, c.id`.execute(db);
  return z.array(customerSaid).parse(rows);
}

const practiceNews = z.object({
  id: z.string(),
  title: z.string(),
  how: z.string(),
  adoptedAt: z.date(),
  reasonIds: z.array(z.string()),
  recommended: z.boolean(),
});
export type PracticeNews = z.infer<typeof practiceNews>;

/** Practices adopted since a loss: those that came of what this customer recommended, and those that answer a reason of it. */
export async function listPracticeNews(
  db: Db,
  workspace: WorkspaceId,
  loss: { dealId: string; closedAt: Date; reasonIds: readonly string[] },
): Promise<PracticeNews[]> {
  const { rows } = await sql<unknown>`
    select p.id, p.title, p.how, p.adopted_at as "adoptedAt", p.recommended,
      case when p.reason_id is null then '{}'::uuid[] else array[p.reason_id] end as "reasonIds"
    from (
      select p.*, p.source = 'recommendation' and p.source_deal_id is not distinct from ${loss.dealId}::uuid as recommended
      from practices p where p.workspace_id = ${workspace} and p.state = 'adopted'
    ) p
    where p.adopted_at >= ${loss.closedAt} and (p.recommended or p.reason_id = any(${loss.reasonIds}::uuid[]))
    order by p.recommended desc, p.adopted_at desc, p.id
    limit 4`.execute(db);
  return z.array(practiceNews).parse(rows);
}
