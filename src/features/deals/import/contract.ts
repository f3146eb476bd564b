import { z } from "zod";
import { dayTold, id, instant, pageOf, signedIn } from "../../team/contract.ts";

export const importKind = z.enum(["deals", "accounts", "contacts", "stages", "activities", "members", "steps"]);
export type ImportKind = z.infer<typeof importKind>;

/** How the dates of one column are written. Settled from all its values, never per cell. */
export const dateOrder = z.enum(["year-first", "day-first", "month-first"]);
export type DateOrder = z.infer<typeof dateOrder>;

/** What becomes of one column: a field of ours, or kept as an attribute under its heading, or left out. */
export const columnPlan = z.strictObject({
  column: z.number().int().min(0),
  heading: z.string(),
  target: z.string(),
  dateOrder: dateOrder.optional(),
});
export type ColumnPlan = z.infer<typeof columnPlan>;

export const fieldChoice = z.object({ field: z.string(), name: z.string(), required: z.boolean() });

export const columnPreview = z.object({
  column: z.number().int(),
  heading: z.string(),
  /** A field's name, `attribute`, or `skip`. */
  target: z.string(),
  /** Why it was mapped so: by a known CRM heading, by its values, or kept as an attribute. */
  why: z.string(),
  dateOrder: dateOrder.nullable(),
  /** The column's dates fit more than one order: a person has to say which. */
  dateOrderUndecided: z.boolean(),
  samples: z.array(z.string()),
});

export const refusedRow = z.object({
  line: z.number().int(),
  column: z.string().nullable(),
  value: z.string().nullable(),
  reason: z.string(),
});
export type RefusedRow = z.infer<typeof refusedRow>;

export const importPreview = z.object({
  kind: importKind,
  recognisedAs: z.string().nullable(),
  encoding: z.string(),
  delimiter: z.string(),
  /** Every row below the headings, those included that will be refused. */
  rowsTotal: z.number().int(),
  /** What amounts without a currency of their own are taken for; null: no column is read as an amount. */
  currency: z.string().nullable(),
  fields: z.array(fieldChoice),
  columns: z.array(columnPreview),
  /** The first rows as they will be read: field → value in our own terms. */
  rows: z.array(
    z.object({ line: z.number().int(), values: z.record(z.string(), z.string()), refused: refusedRow.nullable() }),
  ),
  /** What the person has to settle before the import can run. Empty: ready. */
  questions: z.array(z.string()),
  /** How a row is known again on the next import. */
  identifiedBy: z.string(),
});
export type ImportPreview = z.infer<typeof importPreview>;

export const importShape = z.object({
  id,
  kind: importKind,
  fileName: z.string(),
  state: z.enum(["uploading", "uploaded", "queued", "running", "done", "cancelled", "failed"]),
  byteCount: z.number().int(),
  rowsRead: z.number().int(),
  rowsTotal: z.number().int().nullable(),
  inserted: z.number().int(),
  updated: z.number().int(),
  unchanged: z.number().int(),
  refused: z.number().int(),
  /** What the deals of the file are, refused rows left out; null for any other kind, and until it is done. */
  deals: z.object({ won: z.number().int(), lost: z.number().int(), open: z.number().int() }).nullable(),
  message: z.string().nullable(),
  createdAt: instant,
  finishedAt: instant.nullable(),
});
export type ImportShape = z.infer<typeof importShape>;

export const importPlan = z.strictObject({
  kind: importKind.optional(),
  columns: z.array(columnPlan).max(2000).optional(),
  /** For amounts without a currency of their own. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .optional(),
  /** The day the export was made, for files that do not say when a fact became known. */
  exportedOn: dayTold.optional(),
});
export type ImportPlan = z.infer<typeof importPlan>;

/** The file itself is uploaded by PUT /api/imports/{id}/file?name=…&kind=… as a raw body, streamed. */
export const importContract = {
  listImports: signedIn
    .route({ method: "GET", path: "/imports", summary: "Imports, newest first" })
    .input(pageOf)
    .output(z.object({ rows: z.array(importShape), next: z.string().nullable() })),
  showImport: signedIn
    .route({ method: "GET", path: "/imports/{id}", summary: "How an import is going" })
    .input(z.strictObject({ id }))
    .output(importShape),
  previewImport: signedIn
    .route({ method: "POST", path: "/imports/{id}/preview", summary: "The first rows as they will be read" })
    .errors({ UNREADABLE_FILE: { status: 422, message: "This file could not be read as a table." } })
    .input(importPlan.extend({ id }))
    .output(importPreview),
  startImport: signedIn
    .route({ method: "POST", path: "/imports/{id}/start", summary: "Import the file as previewed" })
    .errors({
      UNREADABLE_FILE: { status: 422, message: "This file could not be read as a table." },
      QUESTIONS_OPEN: { status: 422, message: "Something has to be settled before this file can be imported." },
    })
    .input(importPlan.extend({ id }))
    .output(importShape),
  cancelImport: signedIn
    .route({ method: "POST", path: "/imports/{id}/cancel", summary: "Stop an import; nothing of it stays" })
    .input(z.strictObject({ id }))
    .output(importShape),
  /** The same list as a CSV file: GET /api/imports/{id}/refusals.csv */
  listRefusals: signedIn
    .route({ method: "GET", path: "/imports/{id}/refusals", summary: "Refused rows with line and reason" })
    .input(pageOf.extend({ id }))
    .output(z.object({ rows: z.array(refusedRow), next: z.string().nullable() })),
};
