import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { fractionDigitsOf } from "../../../platform/money.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { listPipelinesOf } from "../../sales-process/store.ts";
import { chooseReader, columnNames, type TableReader } from "./choose-reader.ts";
import type { ImportPreview } from "./contract.ts";
import { type ImportRequest, withSource } from "./import-file.ts";
import { type Field, fieldsOf } from "./list-fields.ts";
import { whyUnfit } from "./load-rows.ts";
import type { CellsReader } from "./read-cells.ts";
import { dayText } from "./read-dates.ts";
import { type SettledTable, settleTable } from "./settle-columns.ts";
import { type CellReader, Row } from "./split-rows.ts";

export type PreviewSetting = { db: Db; workspace: WorkspaceId; timeZone: string; currency: string; now: Instant };

const rowsShown = 20;
const encodings = { "utf-8": "UTF-8", "utf-16le": "UTF-16", "utf-16be": "UTF-16", "windows-1252": "Windows-1252" };
const delimiters: Record<string, string> = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar" };

/** How a file will be read, before anything is written: every column, the first rows, and what is still to be settled. */
export async function previewFile(
  setting: PreviewSetting,
  request: Pick<ImportRequest, "source" | "fileName" | "kind" | "plan" | "signal">,
): Promise<ImportPreview> {
  return withSource(request, async (source) => {
    const plan = { ...request.plan, kind: request.plan?.kind ?? request.kind };
    const settled = await settleTable(source, plan, { signal: request.signal });
    const where = { timeZone: setting.timeZone, currency: plan.currency ?? setting.currency };
    const pipelines = await listPipelinesOf(setting.db, setting.workspace);
    const reader = chooseReader(settled, pipelines, where, setting.now);
    const { table } = settled;
    return {
      kind: settled.kind,
      recognisedAs: settled.crm,
      encoding: encodings[table.encoding],
      delimiter: delimiters[table.delimiter] ?? table.delimiter,
      rowsTotal: settled.rowsTotal,
      currency: settled.columns.some(({ field }) => field?.type === "amount") ? where.currency : null,
      fields: fieldsOf[settled.kind].map(({ field, name, required }) => ({ field, name, required: required ?? false })),
      columns: settled.columns.map(({ column, heading, target, why, dates, undecided, samples }) => ({
        column,
        heading,
        target,
        why,
        dateOrder: dates?.order ?? null,
        dateOrderUndecided: undecided,
        samples,
      })),
      rows: table.sample.slice(0, rowsShown).map((row) => previewRow(settled, reader, row)),
      questions: settled.questions,
      identifiedBy: reader.rows.identifiedBy,
    };
  });
}

function previewRow(
  settled: SettledTable,
  { cells, rows }: TableReader,
  { line, cells: texts }: { line: number; cells: string[] },
) {
  cells.problem = null;
  const row = Row.of(texts);
  const unfit = whyUnfit(row, settled);
  const said = unfit ? null : rows.read(row);
  const problem = unfit ?? cells.problem;
  const values: Record<string, string> = {};
  for (const column of settled.columns) {
    if (!column.field || column.field.many) continue;
    cells.problem = null;
    const value = shown(cells, column.field)(row);
    if (value !== null) values[column.field.field] = value;
  }
  if (settled.kind === "deals" && said !== null) {
    const names = columnNames("deals");
    const saidOf = (name: string) => String(said[names.indexOf(name)]);
    values.status = saidOf("status");
    if (values.name === undefined) values.name = saidOf("name");
  }
  return {
    line,
    values,
    refused:
      said === null
        ? { line, ...(problem ?? { column: null, value: null, reason: "This row cannot be read." }) }
        : null,
  };
}

/** A field's value in our own terms: days and instants as ISO dates, money with its currency. */
function shown(cells: CellsReader, field: Field): CellReader<string> {
  if (field.type === "instant") {
    const instant = cells.instant(field.field);
    return (row) => {
      const at = instant(row);
      return at === null ? null : localTime(at, cells.where.timeZone);
    };
  }
  if (field.type === "day") {
    const day = cells.day(field.field);
    return (row) => {
      const number = day(row);
      return number === null ? null : dayText(number);
    };
  }
  if (field.type === "amount") {
    const amount = cells.amount(field.field, cells.currency());
    return (row) => {
      const money = amount(row);
      if (money === null) return null;
      const digits = fractionDigitsOf(money.currency);
      return `${(money.minor / 10 ** digits).toFixed(digits)} ${money.currency}`;
    };
  }
  return cells.text(field.field, 100_000);
}

/** `2021-04-15`, or `2021-04-15 00:02` where there is a time of day. */
function localTime(at: Instant, timeZone: string): string {
  const written = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" }).format(at);
  return written.endsWith(" 00:00") ? written.slice(0, 10) : written;
}
