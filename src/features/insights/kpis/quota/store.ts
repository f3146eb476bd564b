import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import { dayMs, type Instant } from "../../../../platform/dates.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { Period } from "../rules.ts";
import { closedOn, hasAmount } from "../store.ts";
import type { Ahead, OpenTally, Quota, WonTally } from "./rules.ts";

/** Quotas of these people that run on any day of a period. */
export async function listQuotasIn(
  db: Db,
  workspace: WorkspaceId,
  people: "all" | readonly string[],
  { from, until }: Period,
): Promise<Quota[]> {
  const { rows } = await sql<Quota>`
    select q.member_id as "memberId", q.begins_on as "beginsOn", q.ends_on as "endsOn", q.amount_cents as "amountCents", q.currency
    from quotas q
    where q.workspace_id = ${workspace} and q.begins_on <= ${until}::date and q.ends_on >= ${from}::date
      and ${people === "all" ? sql`true` : sql`q.member_id = any(${people}::uuid[])`}
    order by q.member_id, q.begins_on, q.ends_on`.execute(db);
  return rows;
}

/** Quotas as rows `q`: their place in the list, whose, their days and their currency. */
const rowsOf = (quotas: readonly Quota[]) => sql`unnest(
  ${quotas.map((_, place) => place)}::int[], ${quotas.map(({ memberId }) => memberId)}::uuid[],
  ${quotas.map(({ beginsOn }) => beginsOn)}::date[], ${quotas.map(({ endsOn }) => endsOn)}::date[],
  ${quotas.map(({ currency }) => currency)}::text[]) as q (place, member_id, begins_on, ends_on, currency)`;

/** Deals `d` that were won for a quota `q` on one of its days. The plain instants let the index choose. */
const wonFor = (workspace: WorkspaceId, timeZone: string): RawBuilder<SqlBool> => sql`(
  d.workspace_id = ${workspace} and d.owner_id = q.member_id and d.status = 'won' and d.closed_at is not null
  and d.newest_at >= (q.begins_on - 1)::timestamp at time zone 'UTC' and d.newest_at < (q.ends_on + 2)::timestamp at time zone 'UTC'
  and ${closedOn(timeZone)} between q.begins_on and q.ends_on)`;

/** What was won for each quota until an instant, by currency and, where it is not the quota's, by day. */
export async function tallyWon(
  db: Db,
  workspace: WorkspaceId,
  quotas: readonly Quota[],
  { timeZone, until }: { timeZone: string; until: Instant },
): Promise<WonTally[]> {
  const { rows } = await sql<WonTally>`
    select q.place as quota, case when ${hasAmount} then d.currency end as currency,
      case when ${hasAmount} and d.currency <> q.currency then ${closedOn(timeZone)} end as "on", count(*) as deals,
      coalesce(sum(d.amount_cents) filter (where ${hasAmount}), 0)::float8 as cents
    from ${rowsOf(quotas)} join deals d on ${wonFor(workspace, timeZone)}
    where d.closed_at < ${new Date(until)}
    group by 1, 2, 3`.execute(db);
  return rows;
}

/** Open deals of these people with an amount or without, added up by the days they have ahead, their age and their currency. */
export async function tallyOpen(
  db: Db,
  workspace: WorkspaceId,
  ahead: readonly Ahead[],
  now: Instant,
): Promise<OpenTally[]> {
  const { rows } = await sql<OpenTally>`
    select o."from", o.until, o."ageDays", o.currency, o.p is not null as "hasOdds", count(*) as deals,
      coalesce(sum(o.cents), 0) as cents, coalesce(sum(o.cents ^ 2), 0) as squares, coalesce(sum(o.cents * o.p), 0) as likely,
      coalesce(sum(o.cents ^ 2 * o.p), 0) as "likelySquares", coalesce(sum(o.cents ^ 2 * o.p ^ 2), 0) as "squaredLikely"
    from (
      select h."from", h.until, case when ${hasAmount} then d.currency end as currency,
        case when ${hasAmount} then d.amount_cents::float8 end as cents, s.probability as p,
        greatest(0, floor(date_part('epoch', ${new Date(now)}::timestamptz - coalesce(d.created_at, d.recorded_at)) * 1000 / ${dayMs}))::int as "ageDays"
      from unnest(${ahead.map(({ memberId }) => memberId)}::uuid[], ${ahead.map(({ from }) => from)}::int[],
        ${ahead.map(({ until }) => until)}::int[]) as h (member_id, "from", until)
      join deals d on d.workspace_id = ${workspace} and d.owner_id = h.member_id and d.status = 'open'
      left join deal_odds s on s.workspace_id = d.workspace_id and s.deal_id = d.id
    ) o group by 1, 2, 3, 4, 5`.execute(db);
  return rows;
}

/** How many deals the team has closed in the last two years, and won. */
export async function findWinShare(
  db: Db,
  workspace: WorkspaceId,
  until: Instant,
): Promise<{ won: number; of: number }> {
  const { rows } = await sql<{ won: number; of: number }>`
    select count(*) filter (where d.status = 'won') as won, count(*) as of from deals d
    where d.workspace_id = ${workspace} and d.owner_id is not null and d.status in ('won', 'lost')
      and d.newest_at > ${new Date(until - 730 * dayMs)} and d.newest_at <= ${new Date(until)}`.execute(db);
  return rows[0] ?? { won: 0, of: 0 };
}

/** Deals `d` that count towards these quotas: won on their days by now; or open, of people whose quotas have not ended. */
export function towardsQuotas(
  { workspace, timeZone }: { workspace: WorkspaceId; timeZone: string },
  quotas: readonly Quota[],
  ahead: readonly Ahead[],
  { figure, now }: { figure: "quota-won" | "quota-open"; now: Instant },
): RawBuilder<SqlBool> {
  if (figure === "quota-open")
    return sql`(d.status = 'open' and d.owner_id = any(${ahead.map(({ memberId }) => memberId)}::uuid[]))`;
  return sql`(d.closed_at <= ${new Date(now)} and exists (select from ${rowsOf(quotas)} where ${wonFor(workspace, timeZone)}))`;
}
