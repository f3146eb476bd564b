import { isBlank } from "../../../platform/csv.ts";
import type { ImportKind, ImportPlan } from "./contract.ts";
import { NotUtf8 } from "./decode-text.ts";
import { neededOf } from "./list-fields.ts";
import { detectKind, type MappedColumn, mapColumns, recogniseCrm } from "./map-headings.ts";
import { type FileSource, openTable, readRows, type Table } from "./open-table.ts";
import { type DateReading, readIsoDate } from "./read-dates.ts";
import { DecimalEvidence, type DecimalSign } from "./read-money.ts";
import { DateEvidence } from "./settle-dates.ts";

export type SettledColumn = MappedColumn & {
  dates: DateReading | null;
  undecided: boolean;
  decimal: DecimalSign;
  samples: string[];
};

/** A table whose every column can be read: one pass over all its values has settled how. */
export type SettledTable = {
  table: Table;
  kind: ImportKind;
  crm: string | null;
  columns: SettledColumn[];
  rowsTotal: number;
  questions: string[];
};

type Settling = { signal?: AbortSignal | undefined; onProgress?: (bytesRead: number) => void };

/**
 * Reads the whole file once to settle, for each column, what one cell alone cannot say: the order of day and month, and
 * which sign stands before the cents. Keeps counts, never rows.
 */
export async function settleTable(
  source: FileSource,
  plan: ImportPlan,
  settling: Settling = {},
): Promise<SettledTable> {
  const table = await openTable(source);
  const sample = table.sample.map(({ cells }) => cells);
  const kind = plan.kind ?? detectKind(table.headings, source.fileName, sample);
  const mapped = mapColumns(kind, table.headings, sample, plan.columns ?? []);
  try {
    return await settle(table, kind, mapped, settling);
  } catch (error) {
    if (!(error instanceof NotUtf8)) throw error;
    return await settle({ ...table, encoding: "windows-1252" }, kind, mapped, settling);
  }
}

async function settle(
  table: Table,
  kind: ImportKind,
  mapped: readonly MappedColumn[],
  { signal, onProgress }: Settling,
): Promise<SettledTable> {
  const dates = new Map<number, DateEvidence>();
  const decimals = new Map<number, DecimalEvidence>();
  for (const { column, field } of mapped) {
    if (field?.type === "instant" || field?.type === "day") dates.set(column, new DateEvidence());
    if (field?.type === "amount" || field?.type === "number") decimals.set(column, new DecimalEvidence());
  }
  let rowsTotal = 0;
  await readRows(
    table,
    (row) => {
      rowsTotal += 1;
      for (const [column, evidence] of dates) {
        if (row.isEmpty(column)) continue;
        if (readIsoDate(row.bytes, row.startOf(column), row.endOf(column))) evidence.addYearFirst();
        else evidence.add(row.text(column).trim());
      }
      for (const [column, evidence] of decimals) if (!row.isEmpty(column)) evidence.add(row.text(column).trim());
    },
    (bytesRead) => {
      signal?.throwIfAborted();
      onProgress?.(bytesRead);
    },
  );
  const columns = mapped.map((column): SettledColumn => {
    const settled = dates.get(column.column)?.settle(column.chosenOrder) ?? null;
    return {
      ...column,
      dates: settled && { order: settled.order, plainNumbers: settled.plainNumbers },
      undecided: settled?.undecided ?? false,
      decimal: decimals.get(column.column)?.settle() ?? ".",
      samples: samplesOf(table, column.column),
      why: settled && settled.why !== "as you chose" ? `${column.why}; ${settled.why}` : column.why,
    };
  });
  lendOrder(columns, dates);
  return { table, kind, crm: recogniseCrm(table.headings), columns, rowsTotal, questions: questionsOf(kind, columns) };
}

/** An undecided column is read as the file's other columns of the same form, if they all agree. */
function lendOrder(columns: SettledColumn[], evidence: ReadonlyMap<number, DateEvidence>): void {
  for (const column of columns) {
    const form = evidence.get(column.column)?.form;
    if (!column.undecided || !form) continue;
    const others = columns.filter(
      (other) => !other.undecided && other.dates?.order && evidence.get(other.column)?.form === form,
    );
    const orders = new Set(others.map((other) => other.dates?.order));
    const [order] = orders;
    if (orders.size !== 1 || !order || !column.dates) continue;
    column.dates.order = order;
    column.undecided = false;
    column.why = `by its heading; ${order === "day-first" ? "day" : "month"} first, as in “${others[0]?.heading}”`;
  }
}

function samplesOf({ sample }: Table, column: number): string[] {
  const values = new Set<string>();
  for (const { cells } of sample) {
    const value = cells[column]?.trim() ?? "";
    if (!isBlank(value)) values.add(value.slice(0, 200));
    if (values.size === 5) break;
  }
  return [...values];
}

function questionsOf(kind: ImportKind, columns: readonly SettledColumn[]): string[] {
  const mapped = new Set(columns.map(({ target }) => target));
  const missing = neededOf[kind].filter(({ fields }) => !fields.some((field) => mapped.has(field)));
  const undecided = columns.filter((column) => column.undecided);
  return [
    ...missing.map(({ question }) => question),
    ...undecided.map(({ heading, samples }) =>
      `In “${heading}”, is the day or the month written first? ${samples[0] ? `“${samples[0]}” can be both.` : ""}`.trim(),
    ),
  ];
}
