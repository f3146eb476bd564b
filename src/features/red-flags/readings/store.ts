import { sql } from "kysely";
import { z } from "zod";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { type FlagReading, flagReading } from "../contract.ts";
import type { Shown } from "./rules.ts";

/** Until the transaction ends, nobody else reads this team's flags: an older reading never overtakes a newer one. */
export async function lockReadings(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`flag readings ${workspace}`}, 0))`.execute(tx);
}

export type DealReading = Shown & {
  dealId: string;
  flagId: string;
  evidence: string;
  since: Instant | null;
  holdsUntil: Instant | null;
};

/**
 * Keeps fresh readings of deals, and a change for each flag that now shows something else. A row is written only where
 * it says something new, or where it would look older than the deal's last change or than the day's beginning. Needs
 * the lock: a reading that is there and newer stays.
 */
export async function storeReadings(
  tx: Tx,
  workspace: WorkspaceId,
  readings: readonly DealReading[],
  { at, dayBegan }: { at: Instant; dayBegan: Instant },
): Promise<void> {
  if (readings.length === 0) return;
  const readAt = new Date(at);
  const iso = (instant: Instant | null) => (instant === null ? null : new Date(instant).toISOString());
  await sql`
    with fresh as materialized (
      select * from unnest(
        ${readings.map(({ dealId }) => dealId)}::uuid[], ${readings.map(({ flagId }) => flagId)}::uuid[],
        ${readings.map(({ kind }) => kind)}::text[], ${readings.map(({ level }) => level)}::text[],
        ${readings.map(({ since }) => iso(since))}::timestamptz[], ${readings.map(({ evidence }) => evidence)}::text[],
        ${readings.map((reading) => iso(reading.holdsUntil))}::timestamptz[]
      ) as f (deal_id, flag_id, kind, level, since, evidence, holds_until)
    ),
    news as materialized (
      select f.*, b.kind as was
      from fresh f
      join deals d on d.workspace_id = ${workspace} and d.id = f.deal_id
      left join flag_readings b
        on b.workspace_id = ${workspace} and b.deal_id = f.deal_id and b.flag_id = f.flag_id
      where b.deal_id is null
        or b.read_at <= ${readAt} and (
          (b.kind, b.level, b.since, b.evidence, b.holds_until)
            is distinct from (f.kind, f.level, f.since, to_jsonb(f.evidence), f.holds_until)
          or b.read_at < d.changed_at or b.read_at < ${new Date(dayBegan)}
        )
    ),
    changes as (
      insert into flag_changes (workspace_id, deal_id, flag_id, was, became, at, evidence)
      select ${workspace}, deal_id, flag_id, was, kind, ${readAt}, to_jsonb(evidence) from news
      -- A first reading tells a change only if it warns, and does not repeat what was told before the deal was closed.
      where was is distinct from kind and (was is not null or kind = 'up' and kind is distinct from (
        select c.became from flag_changes c
        where c.workspace_id = ${workspace} and c.deal_id = news.deal_id and c.flag_id = news.flag_id
        order by c.at desc, c.id desc limit 1))
    )
    insert into flag_readings (workspace_id, deal_id, flag_id, kind, level, since, evidence, read_at, holds_until)
    select ${workspace}, deal_id, flag_id, kind, level, since, to_jsonb(evidence), ${readAt}, holds_until from news
    on conflict (workspace_id, deal_id, flag_id) do update set
      kind = excluded.kind, level = excluded.level, since = excluded.since, evidence = excluded.evidence,
      read_at = excluded.read_at, holds_until = excluded.holds_until`.execute(tx);
}

/** When the first of the team's readings may change within the day; undefined when all hold until it ends. */
export async function findNextTurn(db: Db, workspace: WorkspaceId): Promise<Date | undefined> {
  const row = await heldReadings(db, workspace)
    .select("r.holds_until")
    .orderBy("r.holds_until")
    .limit(1)
    .executeTakeFirst();
  return row?.holds_until ?? undefined;
}

/** Deals with a reading that no longer holds. */
export async function listTurnedDeals(db: Db, workspace: WorkspaceId, at: Instant): Promise<string[]> {
  const rows = await heldReadings(db, workspace)
    .select("r.deal_id")
    .distinct()
    .where("r.holds_until", "<=", new Date(at))
    .execute();
  return rows.map(({ deal_id: dealId }) => dealId);
}

/** Nobody reads an archived flag again, so what is left of it would be due for ever. */
function heldReadings(db: Db, workspace: WorkspaceId) {
  return db
    .selectFrom("flag_readings as r")
    .innerJoin("red_flags as f", (join) =>
      join.onRef("f.workspace_id", "=", "r.workspace_id").onRef("f.id", "=", "r.flag_id"),
    )
    .where("r.workspace_id", "=", workspace)
    .where("r.holds_until", "is not", null)
    .where("f.archived_at", "is", null);
}

/** A closed deal has no readings. */
export async function deleteReadings(tx: Tx, workspace: WorkspaceId, dealIds: readonly string[]): Promise<void> {
  if (dealIds.length === 0) return;
  await tx
    .deleteFrom("flag_readings")
    .where("workspace_id", "=", workspace)
    .where(sql<boolean>`deal_id = any(${dealIds}::uuid[])`)
    .execute();
}

/** Removes what no refresh of open deals would ever touch: readings of closed deals and of archived flags. */
export async function deleteStrayReadings(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await sql`delete from read_deals c using deals d
    where c.workspace_id = ${workspace} and d.workspace_id = c.workspace_id and d.id = c.deal_id
      and d.status <> 'open'`.execute(tx);
  await sql`delete from flag_readings r
    using deals d, red_flags f
    where r.workspace_id = ${workspace}
      and d.workspace_id = r.workspace_id and d.id = r.deal_id
      and f.workspace_id = r.workspace_id and f.id = r.flag_id
      and (d.status <> 'open' or f.archived_at is not null)`.execute(tx);
}

/** The stored readings of these deals, by deal, in the order of the flags. */
export async function listReadings(
  db: Db,
  workspace: WorkspaceId,
  dealIds: readonly string[],
): Promise<Map<string, FlagReading[]>> {
  const rows = await db
    .selectFrom("flag_readings as r")
    .innerJoin("red_flags as f", (join) =>
      join.onRef("f.workspace_id", "=", "r.workspace_id").onRef("f.id", "=", "r.flag_id"),
    )
    .select(["r.deal_id", "r.flag_id", "f.name", "r.kind", "r.level", "r.since", "r.evidence"])
    .where("r.workspace_id", "=", workspace)
    .where(sql<boolean>`r.deal_id = any(${dealIds}::uuid[])`)
    .where("f.archived_at", "is", null)
    .orderBy("f.position")
    .orderBy("f.name")
    .orderBy("f.id")
    .execute();
  const readings = new Map<string, FlagReading[]>();
  for (const { deal_id: dealId, flag_id: flagId, since, ...row } of rows) {
    const reading = flagReading.parse({ ...row, flagId, since: since?.toISOString() ?? null });
    const known = readings.get(dealId);
    if (known) known.push(reading);
    else readings.set(dealId, [reading]);
  }
  return readings;
}

/** How a deal's flags changed, latest first. */
export async function listFlagChanges(db: Db, workspace: WorkspaceId, dealId: string, limit: number) {
  const rows = await db
    .selectFrom("flag_changes as c")
    .innerJoin("red_flags as f", (join) =>
      join.onRef("f.workspace_id", "=", "c.workspace_id").onRef("f.id", "=", "c.flag_id"),
    )
    .select(["c.flag_id as flagId", "f.name", "c.was", "c.became", "c.at", "c.evidence"])
    .where("c.workspace_id", "=", workspace)
    .where("c.deal_id", "=", dealId)
    .orderBy("c.at", "desc")
    .orderBy("c.id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString(), evidence: z.string().parse(row.evidence) }));
}

export type PastChange = {
  dealId: string;
  flagId: string;
  was: Shown["kind"] | null;
  became: Shown["kind"];
  at: Instant;
  evidence: string;
};

/** How flags changed on deals that nobody read while they were open, as a replay of them tells it. */
export async function insertPastChanges(tx: Tx, workspace: WorkspaceId, changes: readonly PastChange[]): Promise<void> {
  if (changes.length === 0) return;
  await tx
    .insertInto("flag_changes")
    .values(
      changes.map(({ dealId, flagId, was, became, at, evidence }) => ({
        ...{ workspace_id: workspace, deal_id: dealId, flag_id: flagId, was, became, at: new Date(at) },
        evidence: JSON.stringify(evidence),
      })),
    )
    .execute();
}
