import { sql } from "kysely";
import type { Db } from "../../../../platform/database/database.ts";
import type { Instant } from "../../../../platform/dates.ts";
import type { WorkspaceId } from "../../../../platform/session.ts";
import type { Standing } from "./rules.ts";

export type KeptReport = Standing & { report: string; asked: unknown; askedBy: string; result: unknown };

export async function findKept(db: Db, workspace: WorkspaceId, key: Buffer): Promise<KeptReport | undefined> {
  const row = await db
    .selectFrom("kept_reports")
    .selectAll()
    .where("workspace_id", "=", workspace)
    .where("key", "=", key)
    .executeTakeFirst();
  return (
    row && {
      ...{ report: row.report, asked: row.asked, askedBy: row.asked_by, result: row.result, tookMs: row.took_ms },
      ...{ wantedAt: row.wanted_at, madeAt: row.made_at, failedAt: row.failed_at },
    }
  );
}

type Wish = { key: Buffer; report: string; asked: unknown; askedBy: string };

/** Somebody wants a report that takes long; what was kept of it stays until a newer one is whole. */
export async function wantKept(
  db: Db,
  workspace: WorkspaceId,
  { key, report, asked, askedBy }: Wish,
  now: Instant,
): Promise<void> {
  const at = new Date(now);
  const wish = { asked_by: askedBy, asked_at: at, wanted_at: at, failed_at: null };
  await db
    .insertInto("kept_reports")
    .values({ workspace_id: workspace, key, report, asked: JSON.stringify(asked), ...wish })
    .onConflict((on) => on.columns(["workspace_id", "key"]).doUpdateSet(wish))
    .execute();
}

export async function updateKept(
  db: Db,
  workspace: WorkspaceId,
  key: Buffer,
  made: { result: unknown; at: Instant; tookMs: number },
): Promise<void> {
  await db
    .updateTable("kept_reports")
    .set({
      result: JSON.stringify(made.result),
      made_at: new Date(made.at),
      took_ms: Math.round(made.tookMs),
      wanted_at: null,
      failed_at: null,
    })
    .where("workspace_id", "=", workspace)
    .where("key", "=", key)
    .execute();
}

export async function updateToFailed(db: Db, workspace: WorkspaceId, key: Buffer, at: Instant): Promise<void> {
  await db
    .updateTable("kept_reports")
    .set({ wanted_at: null, failed_at: new Date(at) })
    .where("workspace_id", "=", workspace)
    .where("key", "=", key)
    .execute();
}

export async function deleteKept(db: Db, workspace: WorkspaceId, key: Buffer): Promise<void> {
  await db.deleteFrom("kept_reports").where("workspace_id", "=", workspace).where("key", "=", key).execute();
}

/** What nobody asked for so long was of another day. */
export async function deleteUnasked(db: Db, workspace: WorkspaceId, before: Instant): Promise<void> {
  await db
    .deleteFrom("kept_reports")
    .where("workspace_id", "=", workspace)
    .where("asked_at", "<", new Date(before))
    .execute();
}

/** Ends a statement of this transaction that takes longer. */
export async function limitStatements(db: Db, ms: number): Promise<void> {
  await sql`select set_config('statement_timeout', ${String(ms)}, true)`.execute(db);
}
