import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { Day } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import type { VisibleOwners } from "../deals/access.ts";
import { ownedByVisible } from "../deals/store.ts";
import type { FlagReading } from "../red-flags/contract.ts";
import type { OpenDeals, ReadingTally } from "./rules.ts";

/** Whose open deals are looked at: those somebody sees, perhaps of one owner only. */
export type Scope = { visible: VisibleOwners; ownerId?: string | undefined };

const inScope = ({ visible, ownerId }: Scope): RawBuilder<SqlBool> =>
  ownerId === undefined ? ownedByVisible(visible) : sql`(${ownedByVisible(visible)} and d.owner_id = ${ownerId})`;

/** Read once as a list and hashed, which costs a tenth of a look-up per deal. */
const isResting = (workspace: WorkspaceId, today: Day): RawBuilder<SqlBool> => sql`d.id in (
  select deal_id from snoozes
  where workspace_id = ${workspace} and ended_at is null and until_on > ${today}::date)`;

export async function countOpenDeals(db: Db, workspace: WorkspaceId, scope: Scope, today: Day): Promise<OpenDeals> {
  const { rows } = await sql<OpenDeals>`
    select count(*) as deals, count(*) filter (where ${isResting(workspace, today)}) as resting
    from deals d
    where d.workspace_id = ${workspace} and d.status = 'open' and ${inScope(scope)}`.execute(db);
  return rows[0] ?? { deals: 0, resting: 0 };
}

/** All readings of these flags on open deals that are not resting, counted in one pass over an index. */
export async function tallyReadings(
  db: Db,
  workspace: WorkspaceId,
  scope: Scope,
  flagIds: readonly string[],
  today: Day,
): Promise<ReadingTally[]> {
  if (flagIds.length === 0) return [];
  const { rows } = await sql<ReadingTally>`
    select r.flag_id as "flagId", r.kind, case when r.kind = 'up' then d.currency end as currency,
      count(*) as deals,
      -- What is more than can be counted to the cent stands at the most that can.
      least(sum(case when r.kind = 'up' then d.amount_cents end), ${Number.MAX_SAFE_INTEGER})::bigint as "amountCents"
    from deals d
    join flag_readings r on r.workspace_id = d.workspace_id and r.deal_id = d.id
    where d.workspace_id = ${workspace} and d.status = 'open' and ${inScope(scope)}
      and not ${isResting(workspace, today)} and r.flag_id = any(${flagIds}::uuid[])
    group by 1, 2, 3`.execute(db);
  return rows;
}

/**
 * How many of the open deals that are not resting have a reading of this flag that is fresh: neither the deal changed
 * since nor a new day began. A deal is always read for all flags at once, so one flag answers for all.
 */
export async function countFreshReadings(
  db: Db,
  workspace: WorkspaceId,
  scope: Scope,
  flagId: string,
  { today, dayBegan }: { today: Day; dayBegan: Date },
): Promise<{ fresh: number; readAt: Date | null }> {
  const { rows } = await sql<{ fresh: number; readAt: Date | null }>`
    select count(*) filter (where r.read_at >= greatest(d.changed_at, ${dayBegan})) as fresh, min(r.read_at) as "readAt"
    from deals d
    join flag_readings r on r.workspace_id = d.workspace_id and r.deal_id = d.id
    where d.workspace_id = ${workspace} and d.status = 'open' and ${inScope(scope)}
      and not ${isResting(workspace, today)} and r.flag_id = ${flagId}`.execute(db);
  return rows[0] ?? { fresh: 0, readAt: null };
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
