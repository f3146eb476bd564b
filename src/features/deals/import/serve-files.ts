import { Hono } from "hono";
import { z } from "zod";
import { byteOrderMark, csvLine, safeText } from "../../../platform/csv.ts";
import type { Database } from "../../../platform/database/database.ts";
import { problem } from "../../../platform/http/problem.ts";
import { streamText } from "../../../platform/http/stream-text.ts";
import type { SignedInRoutes } from "../../../platform/http/web-app.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { mayImport } from "./access.ts";
import { importKind } from "./contract.ts";
import { detectKind } from "./map-headings.ts";
import { openTable } from "./open-table.ts";
import { sourceOfPieces } from "./run-import.ts";
import { findImport, listRefusals } from "./store.ts";
import { beginUpload, deleteUpload, insertPiece, markUploaded } from "./uploads/store.ts";

export const mostUploadBytes = 2 * 1024 ** 3;
const pieceBytes = 1024 * 1024;

const upload = z.object({
  name: z.string().trim().min(1).max(300),
  kind: importKind.optional(),
});

/** Carries the file in and the refused rows out; everything else about imports is in the API. */
export function importRoutes({ db }: { db: Database }): Hono<SignedInRoutes> {
  const routes = new Hono<SignedInRoutes>();

  routes.put("/imports/:id/file", async (c) => {
    const session = c.get("session");
    if (!mayImport(session)) return problem(c, 403, "NOT_ALLOWED", "Your role does not include importing.");
    const id = z.uuid().safeParse(c.req.param("id"));
    const query = upload.safeParse(c.req.query());
    if (!id.success || !query.success)
      return problem(
        c,
        400,
        "BAD_REQUEST",
        "An upload needs an id (a UUID) and the file's name: /api/imports/{id}/file?name=deals.csv",
      );
    const tooLarge = "This file is larger than 2 GB. Export fewer rows at a time; each file can be imported by itself.";
    if (Number(c.req.header("Content-Length") ?? 0) > mostUploadBytes) return problem(c, 413, "TOO_LARGE", tooLarge);
    const { name, kind } = query.data;
    const asked = { id: id.data, kind: kind ?? "deals", fileName: name, createdBy: session.memberId };
    const begunAt = await beginUpload(db, session.workspace, { ...asked, now: new Date(c.get("now")) });
    if (begunAt === null)
      return problem(
        c,
        409,
        "CHANGED_MEANWHILE",
        "This import has begun already. Upload the file again as a new import.",
      );
    const file = { id: id.data, now: begunAt };
    try {
      const byteCount = await storeBody(c.req.raw.body, async (position, bytes) => {
        if (!(await insertPiece(db, session.workspace, file, position, bytes))) throw new Refusal("CHANGED_MEANWHILE");
      });
      if (byteCount === null) {
        await deleteUpload(db, session.workspace, file);
        return problem(c, 413, "TOO_LARGE", tooLarge);
      }
      const told = kind ?? (await kindOfUpload(db, session.workspace, name, file.id, byteCount));
      if (!(await markUploaded(db, session.workspace, file, byteCount, told))) throw new Refusal("CHANGED_MEANWHILE");
    } catch (error) {
      if (error instanceof Refusal)
        return problem(c, 409, "CHANGED_MEANWHILE", "This upload was cancelled, or begun anew from elsewhere.");
      // An upload that breaks off leaves nothing behind; when the database is away, the next start clears it.
      await deleteUpload(db, session.workspace, file).catch(() => {});
      throw error;
    }
    return c.json(await findImport(db, session.workspace, file.id));
  });

  routes.get("/imports/:id/refusals.csv", async (c) => {
    const session = c.get("session");
    if (!mayImport(session)) return problem(c, 403, "NOT_ALLOWED", "Your role does not include importing.");
    const id = z.uuid().safeParse(c.req.param("id"));
    const known = id.success ? await findImport(db, session.workspace, id.data) : null;
    if (!known) return problem(c, 404, "NOT_FOUND", "This is not here, or not yours to see.");
    return streamText(c, refusalLines(db, session.workspace, known.id), {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="refused-rows-${known.id}.csv"`,
    });
  });

  return routes;
}

/** Keeps the body in pieces of a megabyte; null when it is larger than may be. */
async function storeBody(
  body: ReadableStream<Uint8Array> | null,
  store: (position: number, bytes: Buffer) => Promise<void>,
): Promise<number | null> {
  let kept: Uint8Array[] = [];
  let keptBytes = 0;
  let byteCount = 0;
  let position = 0;
  const flush = async () => {
    if (keptBytes === 0) return;
    await store(position, Buffer.concat(kept));
    position += 1;
    kept = [];
    keptBytes = 0;
  };
  for await (const chunk of body ?? []) {
    byteCount += chunk.length;
    if (byteCount > mostUploadBytes) return null;
    kept.push(chunk);
    keptBytes += chunk.length;
    if (keptBytes >= pieceBytes) await flush();
  }
  await flush();
  return byteCount;
}

/** What the list says of a file before its preview; a file that is no table is told so at its preview. */
async function kindOfUpload(
  db: Database,
  workspace: Parameters<typeof findImport>[1],
  name: string,
  id: string,
  byteCount: number,
) {
  try {
    const { headings, sample } = await openTable(sourceOfPieces(db, workspace, name, id, byteCount));
    return detectKind(
      headings,
      name,
      sample.map(({ cells }) => cells),
    );
  } catch (error) {
    if (error instanceof Refusal) return "deals";
    throw error;
  }
}

async function* refusalLines(db: Database, workspace: Parameters<typeof findImport>[1], id: string) {
  yield byteOrderMark + csvLine(["line", "column", "value", "reason"]);
  for (let after = 0; ; ) {
    const rows = await listRefusals(db, workspace, id, { after, limit: 1000 });
    if (rows.length === 0) return;
    yield rows
      .map(({ line, column, value, reason }) =>
        csvLine([String(line), column ?? "", value ?? "", reason].map(safeText)),
      )
      .join("");
    after = rows.at(-1)?.position ?? after;
  }
}
