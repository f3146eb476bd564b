import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { Day } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import type { VisibleOwners } from "../deals/access.ts";
import { countOfVisible } from "../deals/list/store.ts";
import { ownedByVisible } from "../deals/store.ts";
import type { FlagReading } from "../red-flags/contract.ts";
import type { OpenDeals, ReadingTally } from "./rules.ts";

/** Whose open deals are looked at: those somebody sees, perhaps of one owner only. */
export type Scope = { visible: VisibleOwners; ownerId?: string | undefined };

const inScope = ({ visible, ownerId }: Scope): RawBuilder<SqlBool> =>
  ownerId === undefined ? ownedByVisible(visible) : sql`(${ownedByVisible(visible)} and d.owner_id = ${ownerId})`;

const isResting = (workspace: WorkspaceId, today: Day): RawBuilder<SqlBool> => sql`d.id in (
  select deal_id from snoozes
  where workspace_id = ${workspace} and ended_at is null and until_on > ${today}::date)`;

export async function countOpenDeals(db: Db, workspace: WorkspaceId, scope: Scope, today: Day): Promise<OpenDeals> {
  const open = sql`from deals d where d.workspace_id = ${workspace} and d.status = 'open'`;
  const { visible, ownerId } = scope;
  const count = countOfVisible(visible, ownerId === undefined ? open : sql`${open} and d.owner_id = ${ownerId}`);
  const { rows } = await sql<OpenDeals>`
    select ${count} as deals,
      (select count(*) ${open} and ${inScope(scope)} and ${isResting(workspace, today)}) as resting`.execute(db);
  return rows[0] ?? { deals: 0, resting: 0 };
}

/**
 * What every flag shows on the open deals that are not resting. They are kept counted (`flag_tallies`); here only the few
 * are counted that rest, or that changed since: taken out as what they were counted, put in as they stand.
 */
export async function tallyReadings(db: Db, workspace: WorkspaceId, scope: Scope, today: Day): Promise<ReadingTally[]> {
  const counted = (deal: string, sign: RawBuilder<unknown>) => {
    const hasMoney = sql`r.kind = 'up' and ${sql.ref(`${deal}.amount_cents`)} is not null`;
    return sql`r.flag_id, r.kind, ${sql.ref(`${deal}.owner_id`)} as owner_id,
      case when ${hasMoney} then ${sql.ref(`${deal}.currency`)} end as currency, ${sign} as deals,
      case when ${hasMoney} then ${sign} * ${sql.ref(`${deal}.amount_cents`)}::numeric else 0 end as amount_cents`;
  };
  const readingOf = sql`join flag_readings r on r.workspace_id = ${workspace} and r.deal_id = odd.deal_id`;
  const { rows } = await sql<ReadingTally>`
    with odd as materialized (
      select deal_id from changed_deals where workspace_id = ${workspace}
      union
      select deal_id from snoozes where workspace_id = ${workspace} and ended_at is null and until_on > ${today}::date
    )
    select d.flag_id as "flagId", d.kind, d.currency, sum(d.deals) as deals,
      -- What is more than can be counted to the cent stands at the most that can.
      least(sum(d.amount_cents), ${Number.MAX_SAFE_INTEGER})::bigint as "amountCents"
    from (
      select flag_id, kind, owner_id, currency, deals, amount_cents from flag_tallies where workspace_id = ${workspace}
      union all
      select ${counted("c", sql`-1`)} from odd
      join read_deals c on c.workspace_id = ${workspace} and c.deal_id = odd.deal_id ${readingOf}
      union all
      select ${counted("d", sql`1`)} from odd
      join deals d on d.workspace_id = ${workspace} and d.id = odd.deal_id ${readingOf}
      where d.status = 'open' and not ${isResting(workspace, today)}
    ) d
    where ${inScope(scope)}
    group by 1, 2, 3 having sum(d.deals) <> 0`.execute(db);
  return rows;
}

/**
 * How many of the open deals that are not resting were read, but not since they changed or since the day began; and when
 * the one was read whose reading is the team's oldest.
 */
export async function countStaleDeals(
  db: Db,
  workspace: WorkspaceId,
  scope: Scope,
  { today, dayBegan }: { today: Day; dayBegan: Date },
): Promise<{ stale: number; oldestReadAt: Date | null }> {
  const { rows } = await sql<{ stale: number; oldestReadAt: Date | null }>`
    with stale as materialized (
      select deal_id from read_deals where workspace_id = ${workspace} and read_at < ${dayBegan}
      union
      select m.deal_id from changed_deals m
      join read_deals c on c.workspace_id = m.workspace_id and c.deal_id = m.deal_id
      where m.workspace_id = ${workspace}
    )
    select (
      select count(*) from stale
      join deals d on d.workspace_id = ${workspace} and d.id = stale.deal_id
      where d.status = 'open' and ${inScope(scope)} and not ${isResting(workspace, today)}
    ) as stale, (select min(read_at) from read_deals where workspace_id = ${workspace}) as "oldestReadAt"`.execute(db);
  return rows[0] ?? { stale: 0, oldestReadAt: null };
}

/** Where a page ended. Deals without an amount come last. */
export type MoneyPlace = { amountCents: number | null; id: string };
export type CheckedDealRow = MoneyPlace & { reading: Omit<FlagReading, "flagId" | "name"> | null };

/** Open deals by one flag's reading, worst money first; deals not read yet stand with the unknown ones. */
export async function listDealsByReading(
  db: Db,
  workspace: WorkspaceId,
  scope: Scope,
  flagId: string,
  kind: FlagReading["kind"],
  { after, limit, today }: { after: MoneyPlace | null; limit: number; today: Day },
): Promise<CheckedDealRow[]> {
  const reading = kind === "unknown" ? sql`(r.kind = 'unknown' or r.kind is null)` : sql`r.kind = ${kind}`;
  const { rows } = await sql<MoneyPlace & StoredReading>`
    select d.id, d.amount_cents as "amountCents", r.kind, r.level, r.since, r.evidence
    from deals d
    left join flag_readings r on r.workspace_id = d.workspace_id and r.deal_id = d.id and r.flag_id = ${flagId}
    where d.workspace_id = ${workspace} and d.status = 'open' and ${inScope(scope)}
      and not ${isResting(workspace, today)} and ${reading}
      and ${after ? sql`(coalesce(d.amount_cents, -1), d.id) < (${after.amountCents ?? -1}, ${after.id}::uuid)` : sql`true`}
    order by coalesce(d.amount_cents, -1) desc, d.id desc
    limit ${limit}`.execute(db);
  return rows.map(({ id, amountCents, ...stored }) => ({ id, amountCents, reading: readingOf(stored) }));
}

type StoredReading = {
  kind: FlagReading["kind"] | null;
  level: FlagReading["level"];
  since: Date | null;
  evidence: unknown;
};

function readingOf({ kind, level, since, evidence }: StoredReading): CheckedDealRow["reading"] {
  if (kind === null) return null;
  return { kind, level, since: since?.toISOString() ?? null, evidence: typeof evidence === "string" ? evidence : "" };
}
