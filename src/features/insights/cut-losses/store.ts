import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { VisibleOwners } from "../../deals/access.ts";
import { ownedByVisible } from "../../deals/store.ts";

export type DealOddsRow = {
  dealId: string;
  probability: number;
  low: number;
  high: number;
  minutesSpent: number;
  minutesNeeded: number | null;
};

const atOnce = 5_000;

/** Replaces the odds of all of a team's open deals. */
export async function replaceOdds(
  tx: Tx,
  workspace: WorkspaceId,
  rows: readonly DealOddsRow[],
  readAt: Instant,
): Promise<void> {
  await tx.deleteFrom("deal_odds").where("workspace_id", "=", workspace).execute();
  for (let from = 0; from < rows.length; from += atOnce) {
    const part = rows.slice(from, from + atOnce);
    // A deal that was deleted meanwhile is left out.
    await sql`
      insert into deal_odds (workspace_id, deal_id, probability, low, high, minutes_spent, minutes_needed, read_at)
      select ${workspace}::uuid, r."dealId", r.probability, r.low, r.high, r."minutesSpent", r."minutesNeeded",
        ${new Date(readAt)}
      from json_to_recordset(${JSON.stringify(part)}::json) as r ("dealId" uuid, probability float8, low float8,
        high float8, "minutesSpent" integer, "minutesNeeded" integer)
      join deals d on d.workspace_id = ${workspace} and d.id = r."dealId" and d.status = 'open'`.execute(tx);
  }
}

/** What an hour of selling brings, and whether there are odds to weigh it against: two facts out of a large model. */
export async function findHourWorth(
  db: Db,
  workspace: WorkspaceId,
): Promise<{ odds: string; wonCentsPerHour: number | null } | undefined> {
  const { rows } = await sql<{ odds: string; wonCentsPerHour: number | null }>`
    select result->'fitted'->>'kind' as odds, (result->'effort'->>'wonCentsPerHour')::float8 as "wonCentsPerHour"
    from insight_results where workspace_id = ${workspace} and kind = 'odds-model'`.execute(db);
  return rows[0];
}

/** Where a page ended: by what would be gained elsewhere, most first. */
export type GapPlace = { gapCents: number; id: string };
export type LossToCutRow = DealOddsRow & { amountCents: number; worthCents: number; elsewhereCents: number } & GapPlace;

/**
 * Open deals that are worth less, even at the upper end of their odds, than what the hours they still need bring
 * elsewhere; most to gain first.
 */
export async function listLossesToCut(
  db: Db,
  workspace: WorkspaceId,
  visible: VisibleOwners,
  { currency, wonCentsPerHour }: { currency: string; wonCentsPerHour: number },
  { after, limit }: { after: GapPlace | null; limit: number },
): Promise<LossToCutRow[]> {
  const { rows } = await sql<LossToCutRow>`
    select * from (
      select d.id, o.deal_id as "dealId", o.probability, o.low, o.high, o.minutes_spent as "minutesSpent",
        o.minutes_needed as "minutesNeeded", d.amount_cents as "amountCents",
        round(d.amount_cents * o.probability)::float8 as "worthCents",
        round(o.minutes_needed / 60.0 * ${wonCentsPerHour}::float8)::float8 as "elsewhereCents",
        round(o.minutes_needed / 60.0 * ${wonCentsPerHour}::float8 - d.amount_cents * o.probability)::float8 as "gapCents",
        d.amount_cents * o.high < o.minutes_needed / 60.0 * ${wonCentsPerHour}::float8 as outrun
      from deal_odds o
      join deals d on d.workspace_id = o.workspace_id and d.id = o.deal_id and d.status = 'open'
      where o.workspace_id = ${workspace} and o.minutes_needed is not null and d.amount_cents is not null
        and d.currency = ${currency} and ${ownedByVisible(visible)}
    ) found
    where outrun and ${after ? sql`("gapCents", id) < (${after.gapCents}::float8, ${after.id}::uuid)` : sql`true`}
    order by "gapCents" desc, id desc limit ${limit}`.execute(db);
  return rows;
}
