import type { Acting } from "../../../platform/http/acting.ts";
import { enqueue } from "../../../platform/jobs.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { mayImport } from "./access.ts";
import type { ImportPlan, ImportPreview, ImportShape } from "./contract.ts";
import { previewFile } from "./preview-file.ts";
import { sourceOfPieces } from "./run-import.ts";
import { askToCancel, endImport, findImport, lockImport, markQueued } from "./store.ts";

type PlanInput = ImportPlan & { id: string };

/** The file as it will be read with this plan. Writes nothing. */
export async function previewImport({ db, session, now }: Acting, { id, ...plan }: PlanInput): Promise<ImportPreview> {
  const known = await findMine({ db, session, now }, id);
  if (known.state === "uploading" || known.byteCount === 0)
    throw new Refusal("UNREADABLE_FILE", {
      message:
        known.byteCount === 0 && known.state !== "uploading"
          ? "This file is empty."
          : "The file is still being uploaded.",
    });
  const { workspace, timeZone, currency } = session;
  return previewFile(
    { db, workspace, timeZone, currency, now },
    { source: sourceOfPieces(db, workspace, known.fileName, id, known.byteCount), plan },
  );
}

/** Puts an uploaded file into the queue, once everything about it is settled. Asked again, it runs once. */
export async function startImport(acting: Acting, { id, ...plan }: PlanInput): Promise<ImportShape> {
  const { db, session } = acting;
  const known = await findMine(acting, id);
  if (["queued", "running", "done"].includes(known.state)) return known;
  const { kind, questions } = await previewImport(acting, { id, ...plan });
  if (questions.length > 0) throw new Refusal("QUESTIONS_OPEN", { message: questions.join(" "), data: { questions } });
  return db.transaction().execute(async (tx) => {
    const locked = await lockImport(tx, session.workspace, id);
    if (locked?.state === "uploaded" || locked?.state === "failed") {
      await markQueued(tx, session.workspace, id, kind, { ...plan, kind });
      // An id is only this workspace's own: under a key without it, another could take this job's place in the queue.
      const key = `run-import:${session.workspace}:${id}`;
      await enqueue(tx, "run-import", { workspace: session.workspace, importId: id }, { key });
    }
    const queued = await findImport(tx, session.workspace, id);
    if (!queued) throw new Refusal("NOT_FOUND");
    return queued;
  });
}

/** Stops an import wherever it is. One that is done stays: it cannot be undone by cancelling. */
export async function cancelImport(acting: Acting, { id }: { id: string }): Promise<ImportShape> {
  const { db, session, now } = acting;
  const known = await findMine(acting, id);
  if (known.state === "running") await askToCancel(db, session.workspace, id);
  else if (known.state !== "done") await endImport(db, session.workspace, id, "cancelled", null, new Date(now));
  return findMine(acting, id);
}

export async function findMine({ db, session }: Acting, id: string): Promise<ImportShape> {
  if (!mayImport(session)) throw new Refusal("NOT_ALLOWED");
  const known = await findImport(db, session.workspace, id);
  if (!known) throw new Refusal("NOT_FOUND");
  return known;
}
