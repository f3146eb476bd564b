import type pg from "pg";
import type { Logger } from "pino";
import type { Database } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { findWorkspace } from "../../team/store.ts";
import { importFile } from "./import-file.ts";
import type { FileSource } from "./open-table.ts";
import { endImport, findImport, findPlan, finishImport, holdImport, markRunning, updateProgress } from "./store.ts";
import { readPieces } from "./uploads/store.ts";

type Running = { db: Database; pool: pg.Pool; now: Instant; signal: AbortSignal; log: Logger };

const lookEveryMs = 400;

/** The person asked for the import to be stopped. */
class Cancelled extends Error {}
/** The program is ending; the import can be started again. */
class Stopped extends Error {}

/** Runs a queued import to one of its ends: done and whole, or gone without a trace. */
export async function runImport(
  { db, pool, now, signal, log }: Running,
  workspace: WorkspaceId,
  id: string,
): Promise<void> {
  const asked = await findImport(db, workspace, id);
  if (asked?.state !== "queued") return;
  const { time_zone: timeZone, currency } = await findWorkspace(db, workspace);
  const plan = await findPlan(db, workspace, id);
  const source = sourceOfPieces(db, workspace, asked.fileName, id, asked.byteCount);
  const stop = new AbortController();
  const stopping = () => stop.abort(new Stopped());
  signal.addEventListener("abort", stopping);
  let progress = { rowsRead: 0, rowsTotal: asked.rowsTotal };
  const look = async () => {
    const { cancelAsked } = await updateProgress(db, workspace, id, progress);
    if (cancelAsked) stop.abort(new Cancelled());
  };
  const timer = setInterval(
    () => void look().catch((error) => log.warn({ err: error }, "an import's progress was not written")),
    lookEveryMs,
  );
  try {
    if (signal.aborted) stopping();
    await importFile(
      { pool, workspace, timeZone, currency, now },
      {
        source,
        plan: { ...plan, kind: plan.kind ?? asked.kind },
        signal: stop.signal,
        onProgress: ({ rowsRead, rowsTotal }) => {
          progress = { rowsRead, rowsTotal };
        },
        begin: async (tx) => {
          await holdImport(tx, id);
          if (!(await markRunning(db, workspace, id))) throw new Cancelled();
        },
        finish: async (staging, result) => {
          clearInterval(timer);
          await finishImport(staging, id, result.kind, result, new Date(now));
        },
      },
    );
  } catch (error) {
    await endUnfinished(db, workspace, id, error, new Date(now));
    if (!(error instanceof Cancelled || error instanceof Stopped || error instanceof Refusal)) throw error;
  } finally {
    clearInterval(timer);
    signal.removeEventListener("abort", stopping);
  }
}

async function endUnfinished(
  db: Database,
  workspace: WorkspaceId,
  id: string,
  error: unknown,
  now: Date,
): Promise<void> {
  if (error instanceof Cancelled) return endImport(db, workspace, id, "cancelled", null, now);
  if (error instanceof Stopped) {
    const message = "The program was stopped during this import. Nothing of it was taken over; start it again.";
    return endImport(db, workspace, id, "uploaded", message, now);
  }
  const message =
    error instanceof Refusal
      ? error.message
      : "Something failed on our side during this import and was logged. Nothing of it was taken over; start it again.";
  await endImport(db, workspace, id, "failed", message, now);
}

/** An uploaded file, to be read from its beginning as often as needed. */
export function sourceOfPieces(
  db: Database,
  workspace: WorkspaceId,
  fileName: string,
  id: string,
  byteCount: number,
): FileSource {
  return { fileName, byteCount, open: () => readPieces(db, workspace, id) };
}
