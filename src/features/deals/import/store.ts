import { sql } from "kysely";
import type { Database, Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import {
  type ImportKind,
  type ImportPlan,
  type ImportShape,
  importPlan,
  importShape,
  type RefusedRow,
} from "./contract.ts";
import type { Staging } from "./staging/store.ts";
import { deletePieces } from "./uploads/store.ts";

const columns = [
  ...(["id", "kind", "state", "message", "inserted", "updated", "unchanged", "refused"] as const),
  ...([
    "file_name as fileName",
    "byte_count as byteCount",
    "rows_read as rowsRead",
    "rows_total as rowsTotal",
  ] as const),
  ...(["created_at as createdAt", "finished_at as finishedAt"] as const),
  ...(["deals_won as won", "deals_lost as lost", "deals_open as open"] as const),
] as const;

type Row = { createdAt: Date; finishedAt: Date | null; won: number | null } & Record<string, unknown>;
const shapeOf = (row: Row): ImportShape =>
  importShape.parse({
    ...row,
    deals: row.won === null ? null : row,
    createdAt: row.createdAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
  });

const one = (db: Db, workspace: WorkspaceId, id: string) =>
  db.updateTable("imports").where("workspace_id", "=", workspace).where("id", "=", id);

export async function findImport(db: Db, workspace: WorkspaceId, id: string): Promise<ImportShape | null> {
  const row = await db
    .selectFrom("imports")
    .select(columns)
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .executeTakeFirst();
  return row ? shapeOf(row) : null;
}

/** Held to the end of the transaction: an import is started once, however often it is asked. */
export async function lockImport(db: Db, workspace: WorkspaceId, id: string): Promise<ImportShape | null> {
  const row = await db
    .selectFrom("imports")
    .select(columns)
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
  return row ? shapeOf(row) : null;
}

/** With the plan the person settled on, and who asked for it. */
export async function findPlan(db: Db, workspace: WorkspaceId, id: string): Promise<ImportPlan> {
  const row = await db
    .selectFrom("imports")
    .select("mapping")
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .executeTakeFirst();
  return importPlan.parse(row?.mapping ?? {});
}

export async function listImports(
  db: Db,
  workspace: WorkspaceId,
  page: { after: { at: string; id: string } | null; limit: number },
): Promise<ImportShape[]> {
  const rows = await db
    .selectFrom("imports")
    .select(columns)
    .where("workspace_id", "=", workspace)
    .$if(page.after !== null, (query) =>
      query.where(sql<boolean>`(created_at, id) < (${page.after?.at}::timestamptz, ${page.after?.id}::uuid)`),
    )
    .orderBy("created_at", "desc")
    .orderBy("id", "desc")
    .limit(page.limit)
    .execute();
  return rows.map(shapeOf);
}

export async function markQueued(db: Db, workspace: WorkspaceId, id: string, kind: ImportKind, plan: ImportPlan) {
  await one(db, workspace, id)
    .set({
      state: "queued",
      kind,
      mapping: JSON.stringify(plan),
      cancel_asked: false,
      message: null,
      rows_read: 0,
      rows_total: null,
    })
    .execute();
}

/** From queued to running; false when it is not queued any more. */
export async function markRunning(db: Db, workspace: WorkspaceId, id: string): Promise<boolean> {
  const row = await one(db, workspace, id)
    .set({ state: "running" })
    .where("state", "=", "queued")
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Shows how far it is, and says whether the person wants it stopped. */
export async function updateProgress(
  db: Db,
  workspace: WorkspaceId,
  id: string,
  { rowsRead, rowsTotal }: { rowsRead: number; rowsTotal: number | null },
): Promise<{ cancelAsked: boolean }> {
  const row = await one(db, workspace, id)
    .set({ rows_read: rowsRead, rows_total: rowsTotal })
    .where("state", "=", "running")
    .returning("cancel_asked")
    .executeTakeFirst();
  return { cancelAsked: row?.cancel_asked ?? false };
}

export async function askToCancel(db: Db, workspace: WorkspaceId, id: string): Promise<void> {
  await one(db, workspace, id).set({ cancel_asked: true }).where("state", "in", ["queued", "running"]).execute();
}

export type Counts = { rowsRead: number; inserted: number; updated: number; unchanged: number; refused: number } & {
  deals: ImportShape["deals"];
};

/** Part of the import's own transaction: the import says it is done if and only if its rows are there. */
export async function finishImport(
  staging: Staging,
  id: string,
  kind: ImportKind,
  counts: Counts,
  now: Date,
): Promise<void> {
  const { tx, workspace } = staging;
  await tx.deleteFrom("import_refusals").where("workspace_id", "=", workspace).where("import_id", "=", id).execute();
  await sql`
    insert into import_refusals (workspace_id, import_id, position, line, column_name, value, reason)
    select ${workspace}::uuid, ${id}::uuid, row_number() over (order by line), line, refusal::json ->> 'column',
      refusal::json ->> 'value', refusal::json ->> 'reason'
    from staged where refusal is not null`.execute(tx);
  await deletePieces(tx, workspace, id);
  await one(tx, workspace, id)
    .set({
      state: "done",
      kind,
      rows_read: counts.rowsRead,
      rows_total: counts.rowsRead,
      inserted: counts.inserted,
      updated: counts.updated,
      unchanged: counts.unchanged,
      refused: counts.refused,
      deals_won: counts.deals?.won ?? null,
      deals_lost: counts.deals?.lost ?? null,
      deals_open: counts.deals?.open ?? null,
      message: null,
      finished_at: now,
    })
    .execute();
}

/** `failed` and `uploaded` keep the file, so that it can be corrected and started again; a cancelled one leaves nothing. */
export async function endImport(
  db: Database,
  workspace: WorkspaceId,
  id: string,
  state: "failed" | "cancelled" | "uploaded",
  message: string | null,
  now: Date,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await one(tx, workspace, id)
      .set({ state, message, cancel_asked: false, finished_at: state === "uploaded" ? null : now })
      .where("state", "in", ["uploading", "uploaded", "failed", "queued", "running"])
      .execute();
    if (state === "cancelled") await deletePieces(tx, workspace, id);
  });
}

/** Held by a running import's own transaction; a program that dies lets go of it. */
export async function holdImport(db: Db, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`import ${id}`}, 0))`.execute(db);
}

/**
 * Imports that are said to be running while nobody runs them: their program ended. Nothing of them stayed, so each is
 * as it was before its start, and can be started again. A half-uploaded file older than a day goes.
 */
export async function releaseAbandonedImports(db: Database): Promise<number> {
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ id: string }>`
      update imports set state = 'uploaded', cancel_asked = false, message =
        'The program stopped during this import. Nothing of it was taken over; start it again.'
      where state = 'running' and pg_try_advisory_xact_lock(hashtextextended('import ' || id, 0))
      returning id`.execute(tx);
    await sql`delete from imports where state = 'uploading' and created_at < now() - interval '1 day'`.execute(tx);
    return rows.length;
  });
}

export async function listRefusals(
  db: Db,
  workspace: WorkspaceId,
  importId: string,
  page: { after: number; limit: number },
): Promise<(RefusedRow & { position: number })[]> {
  return db
    .selectFrom("import_refusals")
    .select(["position", "line", "column_name as column", "value", "reason"])
    .where("workspace_id", "=", workspace)
    .where("import_id", "=", importId)
    .where("position", ">", page.after)
    .orderBy("position")
    .limit(page.limit)
    .execute();
}
