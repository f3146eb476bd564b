import { writeXlsxStream } from "hucre/xlsx";
import { fractionDigitsOf } from "../money.ts";
import type { CellKind, CellValue } from "./columns.ts";
import type { OpenedTable } from "./exported-table.ts";

/** Excel shortens nothing by itself: it calls a longer cell a broken file. */
const longestCell = 32_767;
const cut = "… (shortened: a cell holds 32,767 characters)";
/** Excel counts days from here, and knows no day before it. */
const firstDay = Date.UTC(1900, 2, 1);
const serialOfEpoch = 25_569;
const dayMs = 86_400_000;

const formats: Record<CellKind, string> = {
  text: "@",
  whole: "0",
  number: "0.00",
  share: "0.0%",
  "yes-no": "General",
  day: "yyyy-mm-dd",
  instant: "yyyy-mm-dd hh:mm:ss",
  amount: "#,##0.00",
};
const widths: Record<CellKind, number> = {
  ...{ text: 24, whole: 12, number: 12, share: 12, "yes-no": 10, day: 12, instant: 20, amount: 16 },
};

/**
 * A table as a workbook of one sheet, in pieces: days and instants as Excel's own (instants in the workspace's time zone, for
 * Excel has none), money as numbers, ids and other text as text, which no spreadsheet runs or rounds. Beyond a million rows a
 * second sheet goes on.
 */
export function writeXlsx(
  { columns, pages }: OpenedTable,
  { title, timeZone }: { title: string; timeZone: string },
): AsyncIterable<Uint8Array> {
  const localTime = localTimeIn(timeZone);
  const rows = async function* () {
    for await (const page of pages)
      for (const row of page) yield columns.map(({ kind }, at) => xlsxCell(kind, row[at] ?? null, localTime));
  };
  return writeXlsxStream(rows(), {
    name: title.replaceAll(/[\\/?*[\]:]/g, " ").slice(0, 31),
    columns: columns.map(({ heading, kind }) => ({ header: heading, numFmt: formats[kind], width: widths[kind] })),
    freezePane: { rows: 1 },
    zip64: false,
  });
}

function xlsxCell(kind: CellKind, value: CellValue, localTime: (at: number) => number) {
  if (value === null || typeof value === "number" || typeof value === "boolean") return value;
  if (kind === "day" && typeof value === "string") return serialOf(Date.parse(`${value}T00:00:00Z`)) ?? value;
  if (kind === "instant" && (typeof value === "string" || value instanceof Date)) {
    const at = typeof value === "string" ? Date.parse(value) : value.getTime();
    return serialOf(localTime(at)) ?? new Date(at).toISOString();
  }
  if (typeof value === "string") return writable(value);
  if (value instanceof Date) return value.toISOString();
  return value.amountCents / 10 ** fractionDigitsOf(value.currency);
}

/** Days since Excel's beginning; null before it, or where there is no such day. */
function serialOf(at: number): number | null {
  return at >= firstDay ? at / dayMs + serialOfEpoch : null;
}

/** What XML knows no writing for. Control characters are written by the library, as Excel does. */
const unwritable = /[\ufffe\uffff]/g;
/** What Excel would take for a control character written in its way. */
const looksEscaped = /_(?=x[0-9a-f]{4}_)/gi;

function writable(text: string): string {
  const clean = text.replaceAll(unwritable, "\ufffd").replaceAll(looksEscaped, "_x005F_");
  return clean.length > longestCell ? clean.slice(0, longestCell - cut.length) + cut : clean;
}

/** The clock on the wall at an instant, as if it were UTC. Clocks change on the quarter hour, so one answer serves fifteen minutes. */
function localTimeIn(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" });
  const quarter = 900_000;
  const known = new Map<number, number>();
  return (at) => {
    const begin = Math.floor(at / quarter) * quarter;
    let offset = known.get(begin);
    if (offset === undefined) {
      offset = Date.parse(`${format.format(begin).replace(" ", "T")}Z`) - begin;
      if (known.size > 10_000) known.clear();
      known.set(begin, offset);
    }
    return at + offset;
  };
}
