import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Day } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import type { DebriefReader } from "../../deals/debrief-sharing/access.ts";
import { isShared } from "../../deals/debrief-sharing/store.ts";
import { ownedByVisible } from "../../deals/store.ts";

export type Period = { from: Day; to: Day; timeZone: string };

const within = ({ from, to, timeZone }: Period, column: string) => {
  const at = sql.ref(column);
  return sql`(${at} >= (${from}::date)::timestamp at time zone ${timeZone}
    and ${at} < (${to}::date + 1)::timestamp at time zone ${timeZone})`;
};

/** Losses that are not left out of what is told about all of them together. */
const isCounted = sql`not exists (select from loss_exclusions x
  where x.workspace_id = d.workspace_id and x.deal_id = d.id and x.left_out_of = 'analysis')`;

export type LostReason = { reasonId: string; name: string; losses: number; amountCents: number };

/** The reasons that recorded debriefs of the period's losses name, by the money lost in the workspace's currency. */
export async function listLostReasons(
  db: Db,
  workspace: WorkspaceId,
  period: Period,
  {
    visible,
    reader,
    currency,
    limit,
  }: { visible: VisibleOwners; reader: DebriefReader; currency: string; limit: number },
): Promise<LostReason[]> {
  const { rows } = await sql<LostReason>`
    select r.id as "reasonId", r.name, count(distinct d.id)::integer as losses,
      coalesce(sum(d.amount_cents) filter (where d.currency = ${currency}), 0)::bigint as "amountCents"
    from deals d
    join debriefs b on b.workspace_id = d.workspace_id and b.deal_id = d.id and b.state = 'recorded'
      and b.closed_at = date_trunc('milliseconds', coalesce(d.closed_at, d.recorded_at))
    join debrief_reasons n on n.workspace_id = b.workspace_id and n.debrief_id = b.id
    join reasons r on r.workspace_id = n.workspace_id and r.id = n.reason_id
    where d.workspace_id = ${workspace} and d.status = 'lost' and ${within(period, "d.closed_at")}
      and ${ownedByVisible(visible)} and ${isShared(reader, "reasons")} and ${isCounted}
    group by r.id, r.name order by 4 desc, 3 desc, r.name limit ${limit}`.execute(db);
  return rows;
}

export type LostDeal = {
  dealId: string;
  name: string;
  competitor: string | null;
  amountCents: number | null;
  currency: string | null;
};

/** The period's largest losses. */
export async function listLargestLosses(
  db: Db,
  workspace: WorkspaceId,
  period: Period,
  { visible, currency, limit }: { visible: VisibleOwners; currency: string; limit: number },
): Promise<LostDeal[]> {
  const { rows } = await sql<LostDeal>`
    select d.id as "dealId", d.name, nullif(d.competitor, '') as competitor, d.amount_cents as "amountCents", d.currency
    from deals d
    where d.workspace_id = ${workspace} and d.status = 'lost' and ${within(period, "d.closed_at")}
      and ${ownedByVisible(visible)} and ${isCounted}
    order by case when d.currency = ${currency} then d.amount_cents end desc nulls last, d.closed_at desc, d.id
    limit ${limit}`.execute(db);
  return rows;
}

export type Lesson = {
  sourceId: string;
  dealId: string;
  outcome: "won" | "lost";
  words: string;
  reasonId: string | null;
};

/**
 * What recorded debriefs of the period say one does differently, or what worked: the latest first, by nobody. What several say
 * in the same words stands once.
 */
export async function listLessons(
  db: Db,
  workspace: WorkspaceId,
  period: Period,
  { visible, reader, limit }: { visible: VisibleOwners; reader: DebriefReader; limit: number },
): Promise<Lesson[]> {
  const { rows } = await sql<Lesson>`
    select "sourceId", "dealId", outcome, words, "reasonId" from (
      select distinct on (b.outcome, lower(trim(w.words))) b.id as "sourceId", d.id as "dealId", b.outcome, w.words, b.recorded_at,
        (select n.reason_id from debrief_reasons n where n.workspace_id = b.workspace_id and n.debrief_id = b.id
          order by n.position limit 1) as "reasonId"
      from debriefs b join deals d on d.workspace_id = b.workspace_id and d.id = b.deal_id
      cross join lateral (
        select case when b.outcome = 'won' then b.what_worked else b.do_differently end as words
      ) w
      where b.workspace_id = ${workspace} and b.state = 'recorded' and ${within(period, "b.recorded_at")}
        and ${ownedByVisible(visible)} and ${isShared(reader, "words")} and trim(w.words) <> ''
      order by b.outcome, lower(trim(w.words)), b.recorded_at desc, b.id
    ) l order by recorded_at desc, "sourceId" limit ${limit}`.execute(db);
  return rows;
}

export type Recommended = { sourceId: string; dealId: string | null; words: string; isQuotable: boolean };

/** By the customer's own consent; without their name only among enough who answered, so that it stays without one. */
const isQuotable = (unnamedToo: boolean) =>
  sql`(a.quote_consent = 'named' or a.quote_consent = 'unnamed' and ${unnamedToo}::boolean)`;

/** What customers recommended in the period. Unnamed: not even their deal is told. */
export async function listRecommended(
  db: Db,
  workspace: WorkspaceId,
  period: Period,
  { visible, unnamedToo, limit }: { visible: VisibleOwners; unnamedToo: boolean; limit: number },
): Promise<Recommended[]> {
  const { rows } = await sql<Recommended>`
    select o.id as "sourceId", case when a.quote_consent = 'named' then d.id end as "dealId", o.words,
      ${isQuotable(unnamedToo)} as "isQuotable"
    from recommendations o
    join customer_answers a on a.workspace_id = o.workspace_id and a.id = o.answers_id
    join post_mortems p on p.workspace_id = a.workspace_id and p.id = a.post_mortem_id
    join deals d on d.workspace_id = p.workspace_id and d.id = p.deal_id
    where o.workspace_id = ${workspace} and a.given_at is not null and ${within(period, "a.given_at")}
      and ${ownedByVisible(visible)} and ${isCounted}
    order by a.given_at desc, o.position, o.id limit ${limit}`.execute(db);
  return rows;
}

/** Of these recommendations: how many this person may put on a wall, each with the deal it is to lead to. */
export async function countQuotable(
  db: Db,
  workspace: WorkspaceId,
  { visible, unnamedToo }: { visible: VisibleOwners; unnamedToo: boolean },
  asked: readonly { sourceId: string; dealId: string | null }[],
): Promise<number> {
  const { rows } = await sql<{ quotable: number }>`
    select count(*)::integer as quotable
    from unnest(${asked.map(({ sourceId }) => sourceId)}::uuid[], ${asked.map(({ dealId }) => dealId)}::uuid[])
      as t (source_id, deal_id)
    join recommendations o on o.workspace_id = ${workspace} and o.id = t.source_id
    join customer_answers a on a.workspace_id = o.workspace_id and a.id = o.answers_id
    join post_mortems p on p.workspace_id = a.workspace_id and p.id = a.post_mortem_id
    join deals d on d.workspace_id = p.workspace_id and d.id = p.deal_id
    where a.given_at is not null and ${isQuotable(unnamedToo)} and ${ownedByVisible(visible)}
      and (t.deal_id is null or a.quote_consent = 'named')`.execute(db);
  return rows[0]?.quotable ?? 0;
}

/** Whoever can sign in here, by name. */
export async function listInvitable(db: Db, workspace: WorkspaceId): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom("members")
    .select(["id", "name"])
    .where("workspace_id", "=", workspace)
    .where("user_id", "is not", null)
    .where("deactivated_at", "is", null)
    .orderBy("name")
    .orderBy("id")
    .execute();
}
