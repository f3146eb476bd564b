import { type RawBuilder, sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { newestDeals } from "../../deals/list/store.ts";
import { segmentOf } from "../../post-mortems/segments/store.ts";
import type { AimKind } from "../aims/contract.ts";
import { type ToldColumns, usualColumns } from "./rules.ts";

export type StoredSettings = ToldColumns & { version: number };

export async function findSettings(db: Db, workspace: WorkspaceId): Promise<StoredSettings> {
  const { rows } = await sql<StoredSettings>`
    select persona_column as "personaColumn", campaign_column as "campaignColumn", message_column as "messageColumn",
      segment_column as "segmentColumn", version
    from audience_settings where workspace_id = ${workspace}`.execute(db);
  return rows[0] ?? { ...usualColumns, version: 0 };
}

/** Whether a person has chosen the columns, or at most an import has. */
export async function isChosenByHand(db: Db, workspace: WorkspaceId): Promise<boolean> {
  const { rows } = await sql<{ by: string | null }>`
    select changed_by as by from audience_settings where workspace_id = ${workspace}`.execute(db);
  return rows[0] !== undefined && rows[0].by !== null;
}

/** Holds a team's settings, whether or not anybody has changed them yet. */
export async function lockSettings(tx: Tx, workspace: WorkspaceId): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`audience ${workspace}`}, 0))`.execute(tx);
}

export async function upsertSettings(
  tx: Tx,
  workspace: WorkspaceId,
  columns: ToldColumns,
  by: { memberId: string | null; at: Date },
): Promise<void> {
  const values = {
    ...{ persona_column: columns.personaColumn, campaign_column: columns.campaignColumn },
    ...{ message_column: columns.messageColumn, segment_column: columns.segmentColumn },
    ...{ changed_by: by.memberId, changed_at: by.at },
  };
  await tx
    .insertInto("audience_settings")
    .values({ workspace_id: workspace, ...values })
    .onConflict((conflict) =>
      conflict.column("workspace_id").doUpdateSet({ ...values, version: sql<number>`audience_settings.version + 1` }),
    )
    .execute();
}

/** The last early stage of each pipeline of which somebody has chosen one. */
export async function listEarlyChosen(db: Db, workspace: WorkspaceId): Promise<Map<string, string>> {
  const { rows } = await sql<{ pipelineId: string; stageId: string }>`
    select pipeline_id as "pipelineId", stage_id as "stageId" from early_stages
    where workspace_id = ${workspace}`.execute(db);
  return new Map(rows.map(({ pipelineId, stageId }) => [pipelineId, stageId]));
}

export async function replaceEarlyChosen(
  tx: Tx,
  workspace: WorkspaceId,
  chosen: readonly { pipelineId: string; stageId: string }[],
): Promise<void> {
  await tx.deleteFrom("early_stages").where("workspace_id", "=", workspace).execute();
  if (chosen.length === 0) return;
  await tx
    .insertInto("early_stages")
    .values(
      chosen.map(({ pipelineId, stageId }) => ({
        ...{ workspace_id: workspace, pipeline_id: pipelineId, stage_id: stageId },
      })),
    )
    .execute();
}

const dealsLookedAt = 5_000;
const most = 60;

const newest = (workspace: WorkspaceId) => newestDeals(workspace, dealsLookedAt);

export type SaidOfDeals = { value: string; deals: number };

/** What is said of the newest deals, the most frequent first, each as it is written most often. */
async function listSaid(db: Db, workspace: WorkspaceId, value: RawBuilder<unknown>): Promise<SaidOfDeals[]> {
  const { rows } = await sql<SaidOfDeals>`
    select mode() within group (order by t.value) as value, count(*) as deals
    from (select ${value} as value from ${newest(workspace)} d) t
    where t.value <> '' and length(t.value) <= 120
    group by lower(t.value) order by count(*) desc, 1 limit ${most}`.execute(db);
  return rows;
}

export const listSources = (db: Db, workspace: WorkspaceId): Promise<SaidOfDeals[]> =>
  listSaid(db, workspace, sql`btrim(d.lead_source)`);

/** Names in the CRM's column that none of those kept here has. */
export async function listUnknownNames(
  db: Db,
  workspace: WorkspaceId,
  kind: AimKind,
  column: string | null,
): Promise<SaidOfDeals[]> {
  if (column === null) return [];
  const said = await listSaid(db, workspace, segmentOf(column));
  const { rows } = await sql<{ name: string }>`
    select lower(name) as name from aims
    where workspace_id = ${workspace} and kind = ${kind} and archived_at is null`.execute(db);
  const known = new Set(rows.map(({ name }) => name));
  return said.filter(({ value }) => !known.has(value.toLowerCase()));
}

/** Job titles of people who have a role on one of the newest deals, the most frequent first. */
export async function listTitles(db: Db, workspace: WorkspaceId): Promise<string[]> {
  const { rows } = await sql<{ title: string }>`
    select mode() within group (order by btrim(c.job_title)) as title
    from ${newest(workspace)} d
    join buying_roles b on b.workspace_id = d.workspace_id and b.deal_id = d.id
    join contacts c on c.workspace_id = b.workspace_id and c.id = b.contact_id
    where btrim(c.job_title) <> '' and length(c.job_title) <= 120
    group by lower(btrim(c.job_title)) order by count(*) desc, 1 limit ${most}`.execute(db);
  return rows.map(({ title }) => title);
}

export async function countLookedAt(db: Db, workspace: WorkspaceId): Promise<number> {
  const { rows } = await sql<{ deals: number }>`select count(*) as deals from ${newest(workspace)} d`.execute(db);
  return rows[0]?.deals ?? 0;
}
