import type { z } from "zod";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import type { InsightRun, InsightSettings } from "./contract.ts";
import { defaultSettings } from "./rules.ts";

const never: InsightRun = { state: "never", step: "", progress: 0, askedAt: null, finishedAt: null, message: null };

/** Where looking at a team's deals together stands. */
export async function findRun(db: Db, workspace: WorkspaceId): Promise<InsightRun> {
  const row = await db
    .selectFrom("insight_runs")
    .selectAll()
    .where("workspace_id", "=", workspace)
    .$narrowType<{ state: Exclude<InsightRun["state"], "never"> }>()
    .executeTakeFirst();
  if (!row) return never;
  return {
    state: row.state,
    step: row.step,
    progress: row.progress,
    askedAt: row.asked_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    message: row.message,
  };
}

/** Somebody asked, or a deal changed: one run waits, however many asked. One that runs goes on. */
export async function insertRun(tx: Db, workspace: WorkspaceId, askedAt: Instant): Promise<void> {
  const waiting = {
    state: "waiting" as const,
    step: "",
    progress: 0,
    asked_at: new Date(askedAt),
    cancel_asked: false,
  };
  await tx
    .insertInto("insight_runs")
    .values({ workspace_id: workspace, ...waiting })
    .onConflict((on) => on.column("workspace_id").doUpdateSet(waiting).where("insight_runs.state", "<>", "running"))
    .execute();
}

/** Somebody wants what waits or runs to stop; what is done is done. */
export async function askToStop(db: Db, workspace: WorkspaceId): Promise<void> {
  await db
    .updateTable("insight_runs")
    .set({ cancel_asked: true })
    .where("workspace_id", "=", workspace)
    .where("state", "in", ["waiting", "running"])
    .execute();
}

/** A job begins; gives whether somebody stopped it while it waited, and it must not. */
export async function beginRun(db: Db, workspace: WorkspaceId, startedAt: Instant): Promise<{ cancelAsked: boolean }> {
  const running = {
    state: "running" as const,
    step: "",
    progress: 0,
    started_at: new Date(startedAt),
    finished_at: null,
    message: null,
    cancel_asked: false,
  };
  const begun = await db
    .insertInto("insight_runs")
    .values({ workspace_id: workspace, asked_at: new Date(startedAt), ...running })
    .onConflict((on) => on.column("workspace_id").doUpdateSet(running).where("insight_runs.cancel_asked", "=", false))
    .returning("workspace_id")
    .executeTakeFirst();
  return { cancelAsked: begun === undefined };
}

type RunEnd =
  | { state: "done" | "cancelled"; finishedAt: Instant }
  | { state: "failed"; finishedAt: Instant; message: string }
  /** The program stops: whoever comes next begins again. */
  | { state: "waiting" };

export async function endRun(db: Db, workspace: WorkspaceId, end: RunEnd): Promise<void> {
  await db
    .updateTable("insight_runs")
    .set({
      state: end.state,
      step: "",
      ...(end.state === "done" && { progress: 1 }),
      ...(end.state === "waiting" ? { progress: 0 } : { finished_at: new Date(end.finishedAt), cancel_asked: false }),
      ...(end.state === "failed" && { message: end.message }),
    })
    .where("workspace_id", "=", workspace)
    .execute();
}

/** Tells how far it is; gives whether somebody asked to stop. */
export async function updateProgress(
  db: Db,
  workspace: WorkspaceId,
  { step, progress }: { step: string; progress: number },
): Promise<{ cancelAsked: boolean }> {
  const row = await db
    .updateTable("insight_runs")
    .set({ step, progress: Math.min(1, Math.max(0, progress)) })
    .where("workspace_id", "=", workspace)
    .returning("cancel_asked")
    .executeTakeFirst();
  return { cancelAsked: row?.cancel_asked ?? false };
}

export type ResultKind = "findings" | "track-records" | "odds-model" | "same-mistake" | "backtest";
export type Stored<Result> = { result: Result; madeAt: string; dataUntil: string; methodVersion: number };

/** The last result of a kind, parsed strictly: one made by an older method may have another shape and is not shown. */
export async function findResult<Shape extends z.ZodType>(
  db: Db,
  workspace: WorkspaceId,
  kind: ResultKind,
  shape: Shape,
): Promise<Stored<z.infer<Shape>> | undefined> {
  const row = await db
    .selectFrom("insight_results")
    .selectAll()
    .where("workspace_id", "=", workspace)
    .where("kind", "=", kind)
    .executeTakeFirst();
  const parsed = row && shape.safeParse(row.result);
  if (!row || !parsed?.success) return undefined;
  return {
    result: parsed.data,
    madeAt: row.made_at.toISOString(),
    dataUntil: row.data_until.toISOString(),
    methodVersion: row.method_version,
  };
}

export async function replaceResult(
  tx: Db,
  workspace: WorkspaceId,
  kind: ResultKind,
  result: unknown,
  { methodVersion, dataUntil, madeAt }: { methodVersion: number; dataUntil: Instant; madeAt: Instant },
): Promise<void> {
  const row = {
    method_version: methodVersion,
    data_until: new Date(dataUntil),
    made_at: new Date(madeAt),
    result: JSON.stringify(result),
  };
  await tx
    .insertInto("insight_results")
    .values({ workspace_id: workspace, kind, ...row })
    .onConflict((on) => on.columns(["workspace_id", "kind"]).doUpdateSet(row))
    .execute();
}

export async function findSettings(db: Db, workspace: WorkspaceId): Promise<InsightSettings> {
  const row = await db
    .selectFrom("insight_settings")
    .selectAll()
    .where("workspace_id", "=", workspace)
    .executeTakeFirst();
  if (!row) return defaultSettings;
  return {
    fewestASide: row.fewest_a_side,
    fewestForOdds: row.fewest_for_odds,
    falseDiscoveryRate: row.false_discovery_rate,
    callMinutes: row.call_minutes,
    emailMinutes: row.email_minutes,
    meetingMinutes: row.meeting_minutes,
    noteMinutes: row.note_minutes,
  };
}

export async function updateSettings(tx: Tx, workspace: WorkspaceId, settings: InsightSettings): Promise<void> {
  const row = {
    fewest_a_side: settings.fewestASide,
    fewest_for_odds: settings.fewestForOdds,
    false_discovery_rate: settings.falseDiscoveryRate,
    call_minutes: settings.callMinutes,
    email_minutes: settings.emailMinutes,
    meeting_minutes: settings.meetingMinutes,
    note_minutes: settings.noteMinutes,
  };
  await tx
    .insertInto("insight_settings")
    .values({ workspace_id: workspace, ...row })
    .onConflict((on) => on.column("workspace_id").doUpdateSet(row))
    .execute();
}

/** Columns a person has decided about. */
export async function listFields(db: Db, workspace: WorkspaceId): Promise<Map<string, "known-at-open" | "left-out">> {
  const rows = await db
    .selectFrom("insight_fields")
    .select(["heading", "use"])
    .where("workspace_id", "=", workspace)
    .$narrowType<{ use: "known-at-open" | "left-out" }>()
    .execute();
  return new Map(rows.map(({ heading, use }) => [heading, use]));
}

export async function updateField(
  tx: Db,
  workspace: WorkspaceId,
  field: { heading: string; use: "known-at-open" | "left-out" | null },
  decided: { by: string; at: Instant },
): Promise<void> {
  if (field.use === null) {
    await tx
      .deleteFrom("insight_fields")
      .where("workspace_id", "=", workspace)
      .where("heading", "=", field.heading)
      .execute();
    return;
  }
  const row = { use: field.use, decided_by: decided.by, decided_at: new Date(decided.at) };
  await tx
    .insertInto("insight_fields")
    .values({ workspace_id: workspace, heading: field.heading, ...row })
    .onConflict((on) => on.columns(["workspace_id", "heading"]).doUpdateSet(row))
    .execute();
}
