import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import { type Day, dayMs, type Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { PersonShare } from "../own-or-team/rules.ts";
import type { Period } from "./rules.ts";

export type StoredQuota = Period & {
  memberId: string;
  memberName: string;
  amountCents: number;
  currency: string;
  setBy: string | null;
  setByName: string | null;
  wonCents: number;
  wonDeals: number;
  wonUnknown: number;
};
export type QuotaPlace = { name: string; memberId: string; endsOn: Day; beginsOn: Day };
type Wanted = {
  people: "all" | readonly string[];
  memberId?: string | undefined;
  period?: Period | undefined;
  /** Leaves out periods that ended before this day. */
  notOverOn?: Day | undefined;
};

/** Of deals `d`: won or lost on one of these days in the team's time zone. The plain instants let the index choose. */
const closedWithin = (from: RawBuilder<Day>, until: RawBuilder<Day>, timeZone: string): RawBuilder<SqlBool> => sql`
  (d.closed_at is not null and d.newest_at >= (${from} - 1)::timestamp at time zone 'UTC'
    and d.newest_at < (${until} + 2)::timestamp at time zone 'UTC'
    and (d.closed_at at time zone ${timeZone})::date between ${from} and ${until})`;
const dayIn = (day: Day): RawBuilder<Day> => sql`${day}::date`;

/** Quotas with what was won in each so far, by name, the period that ends first first. */
export async function listQuotas(
  db: Db,
  workspace: WorkspaceId,
  timeZone: string,
  { people, memberId, period, notOverOn }: Wanted,
  { after, limit }: { after: QuotaPlace | null; limit: number },
): Promise<StoredQuota[]> {
  const place = sql`(lower(m.name), m.id, q.ends_on, q.begins_on)`;
  const { rows } = await sql<StoredQuota>`
    select q.member_id as "memberId", m.name as "memberName", q.begins_on as "beginsOn", q.ends_on as "endsOn",
      q.amount_cents as "amountCents", q.currency, q.set_by as "setBy", s.name as "setByName",
      w.cents as "wonCents", w.deals as "wonDeals", w.unknown as "wonUnknown"
    from quotas q
    join members m on m.workspace_id = q.workspace_id and m.id = q.member_id
    left join members s on s.workspace_id = q.workspace_id and s.id = q.set_by
    cross join lateral (
      select coalesce(sum(d.amount_cents) filter (where d.currency = q.currency), 0)::float8 as cents,
        count(*) filter (where d.currency = q.currency and d.amount_cents is not null) as deals,
        count(*) filter (where d.amount_cents is null or d.currency is distinct from q.currency) as unknown
      from deals d
      where d.workspace_id = q.workspace_id and d.owner_id = q.member_id and d.status = 'won'
        and ${closedWithin(sql`q.begins_on`, sql`q.ends_on`, timeZone)}
    ) w
    where q.workspace_id = ${workspace}
      and ${people === "all" ? sql`true` : sql`q.member_id = any(${people}::uuid[])`}
      and ${memberId === undefined ? sql`true` : sql`q.member_id = ${memberId}`}
      and ${period === undefined ? sql`true` : sql`q.begins_on = ${period.beginsOn}::date and q.ends_on = ${period.endsOn}::date`}
      and ${notOverOn === undefined ? sql`true` : sql`q.ends_on >= ${notOverOn}::date`}
      and ${after ? sql`${place} > (${after.name}, ${after.memberId}::uuid, ${after.endsOn}::date, ${after.beginsOn}::date)` : sql`true`}
    order by lower(m.name), m.id, q.ends_on, q.begins_on
    limit ${limit}`.execute(db);
  return rows;
}

type QuotaKey = Period & { memberId: string };

/** Held until the transaction ends: who set it, if anybody has. */
export async function lockQuota(
  tx: Tx,
  workspace: WorkspaceId,
  { memberId, beginsOn, endsOn }: QuotaKey,
): Promise<{ setBy: string | null } | undefined> {
  return tx
    .selectFrom("quotas")
    .select("set_by as setBy")
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("begins_on", "=", beginsOn)
    .where("ends_on", "=", endsOn)
    .forUpdate()
    .executeTakeFirst();
}

export async function upsertQuota(
  tx: Tx,
  workspace: WorkspaceId,
  { memberId, beginsOn, endsOn }: QuotaKey,
  quota: { amountCents: number; currency: string; setBy: string; setAt: Instant },
): Promise<void> {
  const values = {
    ...{ amount_cents: quota.amountCents, currency: quota.currency },
    ...{ set_by: quota.setBy, set_at: new Date(quota.setAt) },
  };
  await tx
    .insertInto("quotas")
    .values({ workspace_id: workspace, member_id: memberId, begins_on: beginsOn, ends_on: endsOn, ...values })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "member_id", "begins_on", "ends_on"]).doUpdateSet(values),
    )
    .execute();
}

export async function deleteQuota(
  tx: Tx,
  workspace: WorkspaceId,
  { memberId, beginsOn, endsOn }: QuotaKey,
): Promise<void> {
  await tx
    .deleteFrom("quotas")
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("begins_on", "=", beginsOn)
    .where("ends_on", "=", endsOn)
    .execute();
}

/** Takes out everybody's quotas: what is left of a team that is cleared away. */
export async function deleteQuotas(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await tx.deleteFrom("quotas").where("workspace_id", "=", workspace).execute();
}

export type LostInPeriod = { dealId: string; name: string; amountCents: number; closedAt: Date };

/** What was lost in a period in the quota's currency: the latest few, and all together. */
export async function listLostInPeriod(
  db: Db,
  workspace: WorkspaceId,
  { memberId, currency, beginsOn, endsOn }: QuotaKey & { currency: string },
  timeZone: string,
): Promise<{ latest: LostInPeriod[]; deals: number; cents: number }> {
  const { rows } = await sql<LostInPeriod & { deals: number; cents: number }>`
    select d.id as "dealId", d.name, d.amount_cents as "amountCents", d.closed_at as "closedAt",
      count(*) over () as deals, (sum(d.amount_cents) over ())::float8 as cents
    from deals d
    where d.workspace_id = ${workspace} and d.owner_id = ${memberId} and d.status = 'lost'
      and d.currency = ${currency} and d.amount_cents is not null
      and ${closedWithin(dayIn(beginsOn), dayIn(endsOn), timeZone)}
    order by d.closed_at desc, d.id limit 5`.execute(db);
  return { latest: rows, deals: rows[0]?.deals ?? 0, cents: rows[0]?.cents ?? 0 };
}

export type OpenDealRow = {
  dealId: string;
  name: string;
  stageName: string;
  amountCents: number | null;
  currency: string | null;
  createdAt: Date;
  /** Null where no odds were worked out. */
  probability: number | null;
};

/** A person's open deals with their stored odds, the largest first. */
export async function listOpenDeals(db: Db, workspace: WorkspaceId, memberId: string): Promise<OpenDealRow[]> {
  const { rows } = await sql<OpenDealRow>`
    select d.id as "dealId", d.name, d.amount_cents as "amountCents", d.currency,
      (select name from stages where workspace_id = d.workspace_id and id = d.stage_id) as "stageName",
      coalesce(d.created_at, d.recorded_at) as "createdAt", o.probability
    from deals d left join deal_odds o on o.workspace_id = d.workspace_id and o.deal_id = d.id
    where d.workspace_id = ${workspace} and d.owner_id = ${memberId} and d.status = 'open'
    order by d.amount_cents desc nulls last, d.id limit 2000`.execute(db);
  return rows;
}

/** History older than that says little about what is won now. */
const lookBackMs = 730 * dayMs;

/** How many deals everybody has closed in the last two years, and won. */
export async function listWinShares(db: Db, workspace: WorkspaceId, until: Instant): Promise<PersonShare[]> {
  const { rows } = await sql<PersonShare>`
    select d.owner_id as "memberId", count(*) filter (where d.status = 'won') as count, count(*) as of
    from deals d
    where d.workspace_id = ${workspace} and d.owner_id is not null and d.status in ('won', 'lost')
      and d.newest_at > ${new Date(until - lookBackMs)} and d.newest_at <= ${new Date(until)}
    group by d.owner_id order by d.owner_id`.execute(db);
  return rows;
}

const enough = 3_000;
const ofPerson = (memberId: string | null): RawBuilder<SqlBool> =>
  memberId === null ? sql`true` : sql`d.owner_id = ${memberId}`;

/** Won amounts of the last two years in one currency, the latest first; of one person, or of everybody. */
export async function listWonAmounts(
  db: Db,
  workspace: WorkspaceId,
  memberId: string | null,
  { currency, until }: { currency: string; until: Instant },
): Promise<number[]> {
  const { rows } = await sql<{ cents: number }>`
    select d.amount_cents as cents from deals d
    where d.workspace_id = ${workspace} and ${ofPerson(memberId)} and d.status = 'won' and d.currency = ${currency}
      and d.amount_cents > 0 and d.newest_at > ${new Date(until - lookBackMs)} and d.newest_at <= ${new Date(until)}
    order by d.newest_at desc, d.id limit ${enough}`.execute(db);
  return rows.map(({ cents }) => cents);
}
