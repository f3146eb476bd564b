import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import type { Tables } from "../../../../database/tables.ts";
import { analyseTables } from "../../../platform/database/analyse-tables.ts";
import type { Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { startOfDay } from "../../../platform/dates.ts";
import { enqueue } from "../../../platform/jobs.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { listPipelinesOf } from "../../sales-process/store.ts";
import { askRereading } from "../../team/ask-rereading.ts";
import { askAims, askAudienceColumns } from "../ask-aims.ts";
import { chooseReader, stagedColumns } from "./choose-reader.ts";
import type { ImportKind, ImportPlan, RefusedRow } from "./contract.ts";
import { loadRows } from "./load-rows.ts";
import { mergeRows } from "./merge-rows.ts";
import { type FileSource, sourceOfPath } from "./open-table.ts";
import { type SettledTable, settleTable } from "./settle-columns.ts";
import {
  analyseStaged,
  countStaged,
  countStagedDeals,
  createStaged,
  inImportTransaction,
  listStagedRefusals,
  numberEquals,
  refuseRepeats,
  type Staging,
  stopStatement,
} from "./staging/store.ts";

export type ImportSetting = {
  pool: pg.Pool;
  workspace: WorkspaceId;
  timeZone: string;
  currency: string;
  now: Instant;
};

export type ImportProgress = {
  phase: "settling" | "loading" | "merging";
  rowsRead: number;
  rowsTotal: number | null;
  bytesRead: number;
  byteCount: number | null;
};

export type ImportRequest = {
  /** A path, a stream (kept in a temporary file while it is read twice), or anything that opens again. */
  source: string | Readable | FileSource;
  /** Needed for a stream. A file's name helps to tell its kind. */
  fileName?: string | undefined;
  kind?: ImportKind | undefined;
  plan?: ImportPlan | undefined;
  onProgress?: ((progress: ImportProgress) => void) | undefined;
  signal?: AbortSignal | undefined;
  /** Go through everything and keep nothing. */
  dryRun?: boolean | undefined;
  /** Holds whatever must be held before anything is read, within the import's transaction. */
  begin?: ((tx: Tx) => Promise<void>) | undefined;
  /** What else is to be written if, and only if, the import is. */
  finish?: ((staging: Staging, result: ImportResult) => Promise<void>) | undefined;
};

export type ImportResult = {
  kind: ImportKind;
  recognisedAs: string | null;
  /** Heading → field, `attribute` or `skip`. */
  columns: { heading: string; target: string }[];
  identifiedBy: string;
  rowsRead: number;
  inserted: number;
  updated: number;
  unchanged: number;
  refused: number;
  /** Of a file of deals: how many of those that were read are won, lost and open. */
  deals: { won: number; lost: number; open: number } | null;
  /** The first 1,000 of them. */
  refusals: RefusedRow[];
};

const refusalsShown = 1_000;
const rowsThatChangePlans = 500;
/** What a kind of file fills most. */
const tablesOf: Record<ImportKind, readonly (keyof Tables)[]> = {
  deals: ["deals", "accounts", "stage_changes", "deal_changes"],
  accounts: ["accounts"],
  contacts: ["contacts", "buying_roles"],
  stages: ["stage_changes"],
  activities: ["activities"],
  members: ["members"],
  steps: ["step_answers"],
};
const kindsOfDeals: ReadonlySet<ImportKind> = new Set(["deals", "contacts", "stages", "activities", "steps"]);
/** What makes a loss major: its amount and competitor, how far it came, and its segment. */
const tellsOfLosses: ReadonlySet<ImportKind> = new Set(["deals", "stages", "accounts"]);
/** What tells whom a deal was aimed at: its columns and its account's, and its contacts. */
const tellsOfAims: ReadonlySet<ImportKind> = new Set(["deals", "accounts", "contacts"]);
/** Fields that are kept as columns, and of which it must be known which column they are. */
const tellsAudience: ReadonlySet<string> = new Set(["persona", "campaign", "message", "segment"]);

/** Carries a dry run's result out of the transaction that is undone. */
class OnlyTried extends Error {
  readonly result: ImportResult;
  constructor(result: ImportResult) {
    super("A dry run keeps nothing.");
    this.result = result;
  }
}

/** Imports one file: all of it that can be read, in one transaction, or nothing. */
export async function importFile(setting: ImportSetting, request: ImportRequest): Promise<ImportResult> {
  return withSource(request, (source) => importSource(setting, source, request));
}

async function importSource(setting: ImportSetting, source: FileSource, request: ImportRequest): Promise<ImportResult> {
  const { pool, workspace } = setting;
  const { signal } = request;
  try {
    return await inImportTransaction(pool, workspace, async (staging) => {
      await request.begin?.(staging.tx);
      // A long statement does not look at a signal: the server is asked to stop it.
      const stop = () => void stopStatement(pool, staging.serverProcess).catch(() => {});
      signal?.addEventListener("abort", stop);
      try {
        signal?.throwIfAborted();
        const result = await importStaged(setting, source, request, staging);
        signal?.throwIfAborted();
        if (request.dryRun) throw new OnlyTried(result);
        await request.finish?.(staging, result);
        return result;
      } finally {
        signal?.removeEventListener("abort", stop);
      }
    });
  } catch (error) {
    if (error instanceof OnlyTried) return error.result;
    // The server's "canceling statement" is only how the person's own wish came back.
    signal?.throwIfAborted();
    throw error;
  }
}

async function importStaged(
  setting: ImportSetting,
  source: FileSource,
  { plan = {}, kind, signal, onProgress }: ImportRequest,
  staging: Staging,
): Promise<ImportResult> {
  const { byteCount } = source;
  const settled = await settleTable(
    source,
    { ...plan, kind: plan.kind ?? kind },
    {
      signal,
      onProgress: (bytesRead) =>
        onProgress?.({ phase: "settling", rowsRead: 0, rowsTotal: null, bytesRead, byteCount }),
    },
  );
  refuseOpenQuestions(settled);
  const { rowsTotal } = settled;
  const where = { timeZone: setting.timeZone, currency: plan.currency ?? setting.currency };
  const reader = chooseReader(settled, await listPipelinesOf(staging.tx, setting.workspace), where, setting.now);
  await createStaged(staging, stagedColumns[settled.kind]);
  const rowsRead = await loadRows(settled, reader, staging, {
    signal,
    onRows: (rows, bytesRead) => onProgress?.({ phase: "loading", rowsRead: rows, rowsTotal, bytesRead, byteCount }),
  });
  onProgress?.({ phase: "merging", rowsRead, rowsTotal, bytesRead: byteCount ?? 0, byteCount });
  if (reader.rows.repeats.found) {
    if (reader.rows.countsEquals) await numberEquals(staging);
    else if (settled.kind === "contacts")
      await refuseRepeats(staging, "id", "source_key, deal_ref, deal_name, role_since");
    else if (settled.kind !== "stages")
      await refuseRepeats(staging, reader.cells.columnOf("id")?.heading ?? "", "source_key");
  }
  await analyseStaged(staging);
  const merged = await mergeRows(settled, reader, staging, rowsRead, knownAtOf(plan, setting), new Date(setting.now));
  if (merged.inserted + merged.updated > rowsThatChangePlans) await analyseTables(staging.tx, tablesOf[settled.kind]);
  const { refused } = await countStaged(staging);
  if (settled.kind === "deals" && merged.inserted + merged.updated > 0)
    await enqueue(staging.tx, "set-check-ups", { workspace: setting.workspace, imported: true });
  if (tellsOfLosses.has(settled.kind) && merged.inserted + merged.updated > 0) {
    const key = `find-major-losses:${setting.workspace}`;
    await enqueue(staging.tx, "find-major-losses", { workspace: setting.workspace, imported: true }, { key });
  }
  if (tellsOfAims.has(settled.kind) && merged.inserted + merged.updated > 0)
    await askAims(staging.tx, setting.workspace);
  const tellingAudience = settled.columns.filter(({ target }) => tellsAudience.has(target));
  if (settled.kind === "deals" && tellingAudience.length > 0) {
    const columns = Object.fromEntries(tellingAudience.map(({ target, heading }) => [target, heading]));
    await askAudienceColumns(staging.tx, setting.workspace, columns);
  }
  if (kindsOfDeals.has(settled.kind) && merged.inserted + merged.updated > 0)
    await askRereading(staging.tx, setting.workspace);
  return {
    kind: settled.kind,
    recognisedAs: settled.crm,
    columns: settled.columns.map(({ heading, target }) => ({ heading, target })),
    identifiedBy: reader.rows.identifiedBy,
    rowsRead,
    ...merged,
    refused,
    deals: settled.kind === "deals" ? await countStagedDeals(staging) : null,
    refusals: refused > 0 ? (await listStagedRefusals(staging, refusalsShown)).map(refusedRowOf) : [],
  };
}

/** When the team came to know what the file says without an instant: on the day of the export, or now. */
function knownAtOf({ exportedOn }: ImportPlan, { timeZone, now }: ImportSetting): Date {
  return new Date(exportedOn ? Math.min(startOfDay(exportedOn, timeZone), now) : now);
}

export function refuseOpenQuestions({ questions }: SettledTable): void {
  if (questions.length > 0) throw new Refusal("QUESTIONS_OPEN", { message: questions.join(" "), data: { questions } });
}

const refusedRowOf = ({ line, refusal }: { line: number; refusal: string }): RefusedRow => {
  const said: Partial<Record<"column" | "value" | "reason", string>> = JSON.parse(refusal);
  return { line, column: said.column ?? null, value: said.value ?? null, reason: said.reason ?? "" };
};

/** Opens what was given; a stream goes through a temporary file, because a table is read twice. */
export async function withSource<Result>(
  { source, fileName }: Pick<ImportRequest, "source" | "fileName">,
  use: (source: FileSource) => Promise<Result>,
): Promise<Result> {
  if (typeof source === "string") return use({ ...(await sourceOfPath(source)), ...(fileName && { fileName }) });
  if ("open" in source) return use(source);
  const folder = await mkdtemp(join(tmpdir(), "comeback-import-"));
  try {
    const path = join(folder, "file");
    await pipeline(source, createWriteStream(path));
    return await use({ ...(await sourceOfPath(path)), fileName: fileName ?? "file" });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
