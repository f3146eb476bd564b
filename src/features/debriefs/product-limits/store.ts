import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { type DebriefReader, readsAll } from "../../deals/debrief-sharing/access.ts";
import { isShared } from "../../deals/debrief-sharing/store.ts";
import { ownedByVisible } from "../../deals/store.ts";
import { type LimitStatus, type ProductLimit, productLimit } from "./contract.ts";

/** Every time a recorded debrief of a loss called a reason inherent to the product: `n`, of debrief `b` and deal `d`. */
const namings = sql`debrief_reasons n
    join debriefs b on b.workspace_id = n.workspace_id and b.id = n.debrief_id and b.state = 'recorded' and b.outcome = 'lost'
    join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id`;
const isInherent = sql<SqlBool>`n.product_scope = 'inherent'`;

/** What the customer of this deal ticked for the same reason, of answers that were given. */
const customersReason = sql`customer_answers c
    join post_mortems p on p.workspace_id = c.workspace_id and p.id = c.post_mortem_id
    join customer_reasons cr on cr.workspace_id = c.workspace_id and cr.answers_id = c.id
    where c.workspace_id = n.workspace_id and p.deal_id = b.deal_id and p.closed_at = b.closed_at
      and cr.reason_id = n.reason_id and c.given_at is not null`;
const saidByCustomer = sql<SqlBool>`exists (select from ${customersReason})`;

/** Puts what a debrief has just named under its limits; a wording that is new is a limit of its own. */
export async function gatherLimits(tx: Tx, workspace: WorkspaceId, debriefId: string, at: Date): Promise<void> {
  await sql`
    with named as (
      select n.reason_id, n.wording, gen_random_uuid() as limit_id, left(n.note, 300) as words, r.name as reason
      from debrief_reasons n join reasons r on r.workspace_id = n.workspace_id and r.id = n.reason_id
      where n.workspace_id = ${workspace} and n.debrief_id = ${debriefId} and ${isInherent} and not exists (
        select from limit_wordings w
        where w.workspace_id = n.workspace_id and w.reason_id = n.reason_id and w.wording = n.wording)
    ), limits as (
      insert into product_limits (workspace_id, id, reason_id, name, created_at)
      select ${workspace}::uuid, limit_id, reason_id, case when wording = '' then reason else words end, ${at} from named
    )
    insert into limit_wordings (workspace_id, reason_id, wording, limit_id)
    select ${workspace}::uuid, reason_id, wording, limit_id from named
    on conflict do nothing`.execute(tx);
  // Two debriefs at once may have met the same new words: the limit of the second has none left.
  await deleteEmptyLimits(tx, workspace);
}

/** Limits without a wording are nobody's. */
export async function deleteEmptyLimits(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await sql`
    delete from product_limits l where l.workspace_id = ${workspace} and not exists (
      select from limit_wordings w where w.workspace_id = l.workspace_id and w.limit_id = l.id)`.execute(tx);
}

/** Takes out limits that no debrief names any more, without a trace. */
export async function deleteUnnamedLimits(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await sql`
    delete from product_limits l where l.workspace_id = ${workspace} and not exists (
      select from limit_wordings w
      join debrief_reasons n on n.workspace_id = w.workspace_id and n.reason_id = w.reason_id and n.wording = w.wording
      where w.workspace_id = l.workspace_id and w.limit_id = l.id and ${isInherent})`.execute(tx);
}

export type LimitPlace = { lastNamedAt: string | null; id: string };

/**
 * Limits named on deals this person sees, and those the team has spoken of since; each with its deals and wordings. A limit
 * that only a colleague's debrief names is that colleague's until then. Counted is what this person may read the reasons of; the
 * words are shown where one of these debriefs shares its words. Whoever keeps a limit gives it a name for everybody.
 */
export async function listProductLimits(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  reader: DebriefReader,
  { after, limit, only }: { after: LimitPlace | null; limit: number; only?: string },
): Promise<ProductLimit[]> {
  const named = sql`${isInherent} and ${ownedByVisible(visible)} and ${isShared(reader, "reasons")}`;
  const place = sql`coalesce(l.last_named_at, '-infinity')`;
  const beyond: RawBuilder<SqlBool> = after
    ? sql`(${place}, l.id) < (coalesce(${after.lastNamedAt}::timestamptz, '-infinity'), ${after.id}::uuid)`
    : sql`true`;
  const { rows } = await sql<{ lastNamedAt: Date | null }>`
    select l.id, case when l.changed_at is not null or l.is_worded then l.name else r.name end as name, l.reason_id as "reasonId", r.name as "reasonName", l.status, l.status_on as "statusOn", l.note,
      l.deals, l.last_named_at as "lastNamedAt", (
        select coalesce(jsonb_agg(jsonb_build_object('amountCents', m.cents, 'currency', m.currency) order by m.cents desc), '[]')
        from (
          select sum(one.amount_cents) as cents, one.currency from (
            select distinct d.id, d.amount_cents, d.currency from limit_wordings w
            join ${namings} on n.workspace_id = w.workspace_id and n.reason_id = w.reason_id and n.wording = w.wording
            where w.workspace_id = l.workspace_id and w.limit_id = l.id and ${named}
              and d.amount_cents is not null and d.currency is not null
          ) one group by one.currency) m) as amounts, (
        select coalesce(jsonb_agg(one.name order by one.last_at desc, one.name), '[]')
        from (
          select coalesce(a.name, d.name) as name, max(b.recorded_at) as last_at from limit_wordings w
          join ${namings} on n.workspace_id = w.workspace_id and n.reason_id = w.reason_id and n.wording = w.wording
          left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
          where w.workspace_id = l.workspace_id and w.limit_id = l.id and ${named}
          group by 1 order by 2 desc, 1 limit 3) one) as "askedBy", (
        select count(distinct d.id) from limit_wordings w
        join ${namings} on n.workspace_id = w.workspace_id and n.reason_id = w.reason_id and n.wording = w.wording
        where w.workspace_id = l.workspace_id and w.limit_id = l.id and ${named} and ${saidByCustomer}) as "namedByCustomers", (
        select coalesce(jsonb_agg(jsonb_build_object('reasonId', w.reason_id, 'reasonName', wr.name, 'wording', w.wording,
          'deals', w.deals) order by w.deals desc, w.wording), '[]')
        from (
          select w.reason_id, w.wording, count(distinct d.id) as deals, coalesce(bool_or(${isShared(reader, "words")}), false) as is_shared
          from limit_wordings w
          left join (${namings}) on n.workspace_id = w.workspace_id and n.reason_id = w.reason_id and n.wording = w.wording
            and ${named}
          where w.workspace_id = l.workspace_id and w.limit_id = l.id group by w.reason_id, w.wording
        ) w join reasons wr on wr.workspace_id = l.workspace_id and wr.id = w.reason_id
        where case when w.deals > 0 then w.is_shared else l.changed_at is not null and ${readsAll(reader, "words")} end) as wordings
    from (
      select l.*, c.deals, c.last_named_at, c.is_worded from product_limits l cross join lateral (
        select count(distinct d.id) as deals, date_trunc('milliseconds', max(b.recorded_at)) as last_named_at,
          coalesce(bool_or(${isShared(reader, "words")}), false) as is_worded
        from limit_wordings w
        join ${namings} on n.workspace_id = w.workspace_id and n.reason_id = w.reason_id and n.wording = w.wording
        where w.workspace_id = l.workspace_id and w.limit_id = l.id and ${named}
      ) c
      where l.workspace_id = ${workspace} and ${only === undefined ? sql`true` : sql`l.id = ${only}::uuid`}
    ) l
    join reasons r on r.workspace_id = l.workspace_id and r.id = l.reason_id
    where (l.deals > 0 or l.changed_at is not null) and ${beyond}
    order by ${place} desc, l.id desc
    limit ${limit}`.execute(db);
  return rows.map((row) => productLimit.parse({ ...row, lastNamedAt: row.lastNamedAt?.toISOString() ?? null }));
}

export type LimitDeal = {
  debriefId: string;
  reasonId: string;
  reasonName: string;
  note: string;
  dealId: string;
  dealName: string;
  amountCents: number | null;
  currency: string | null;
  recordedAt: Date;
  accountName: string | null;
  customerToo: boolean;
  customerWords: string | null;
};
/** As others see it. */
export function limitDealOf({ debriefId: _, reasonId: __, amountCents, currency, recordedAt, ...deal }: LimitDeal) {
  const amount = amountCents !== null && currency !== null ? { amountCents, currency } : null;
  return { ...deal, amount, recordedAt: recordedAt.toISOString() };
}

export type DealPlace = { recordedAt: string; debriefId: string; reasonId: string };

/** The lost deals a limit was named on, newest debrief first. */
export async function listLimitDeals(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  reader: DebriefReader,
  limitId: string,
  { after, limit }: { after: DealPlace | null; limit: number },
): Promise<LimitDeal[]> {
  const at = sql`date_trunc('milliseconds', b.recorded_at)`;
  const { rows } = await sql<LimitDeal>`
    select b.id as "debriefId", n.reason_id as "reasonId", r.name as "reasonName",
      case when ${isShared(reader, "words")} then n.note else '' end as note, d.id as "dealId",
      d.name as "dealName", d.amount_cents as "amountCents", d.currency, ${at} as "recordedAt", a.name as "accountName",
      ${saidByCustomer} as "customerToo", (
        select string_agg(cr.note, ' ' order by c.source) from ${customersReason}
          and cr.note <> '' and c.quote_consent = 'named') as "customerWords"
    from limit_wordings w
    join ${namings} on n.workspace_id = w.workspace_id and n.reason_id = w.reason_id and n.wording = w.wording
    join reasons r on r.workspace_id = n.workspace_id and r.id = n.reason_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where w.workspace_id = ${workspace} and w.limit_id = ${limitId} and ${isInherent} and ${ownedByVisible(visible)}
      and ${isShared(reader, "reasons")} and ${
        after
          ? sql`(${at}, b.id, n.reason_id)
              < (${after.recordedAt}::timestamptz, ${after.debriefId}::uuid, ${after.reasonId}::uuid)`
          : sql`true`
      }
    order by ${at} desc, b.id desc, n.reason_id desc
    limit ${limit}`.execute(db);
  return rows;
}

export type LimitRow = { id: string; reasonId: string; name: string };

/** The limits of these ids, held until the transaction ends, always in the same order. */
export async function lockLimits(tx: Tx, workspace: WorkspaceId, ids: readonly string[]): Promise<LimitRow[]> {
  return tx
    .selectFrom("product_limits")
    .select(["id", "reason_id as reasonId", "name"])
    .where("workspace_id", "=", workspace)
    .where("id", "in", [...ids])
    .orderBy("id")
    .forUpdate()
    .execute();
}

export type LimitChange = { name: string; status: LimitStatus; statusOn: Day | null; note: string };

export async function updateLimit(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
  change: LimitChange,
  by: { memberId: string; at: Date },
): Promise<void> {
  await tx
    .updateTable("product_limits")
    .set({
      ...{ name: change.name, status: change.status, status_on: change.statusOn, note: change.note },
      ...{ changed_at: by.at, changed_by: by.memberId },
    })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

/** Everything worded under one limit belongs to the other; the first is no more. */
export async function moveWordings(tx: Tx, workspace: WorkspaceId, fromId: string, intoId: string): Promise<void> {
  await tx
    .updateTable("limit_wordings")
    .set({ limit_id: intoId })
    .where("workspace_id", "=", workspace)
    .where("limit_id", "=", fromId)
    .execute();
  await deleteEmptyLimits(tx, workspace);
}

export type Wording = { reasonId: string; wording: string };

export async function listWordings(db: Db, workspace: WorkspaceId, limitId: string): Promise<Wording[]> {
  return db
    .selectFrom("limit_wordings")
    .select(["reason_id as reasonId", "wording"])
    .where("workspace_id", "=", workspace)
    .where("limit_id", "=", limitId)
    .execute();
}

/** One wording of a limit becomes a limit by itself. */
export async function insertSplitLimit(
  tx: Tx,
  workspace: WorkspaceId,
  { id, name, reasonId, wording }: Wording & { id: string; name: string },
  by: { memberId: string; at: Date },
): Promise<void> {
  const said = { created_at: by.at, changed_at: by.at, changed_by: by.memberId };
  await tx
    .insertInto("product_limits")
    .values({ workspace_id: workspace, id, reason_id: reasonId, name, ...said })
    .execute();
  await tx
    .updateTable("limit_wordings")
    .set({ limit_id: id })
    .where("workspace_id", "=", workspace)
    .where("reason_id", "=", reasonId)
    .where("wording", "=", wording)
    .execute();
}
