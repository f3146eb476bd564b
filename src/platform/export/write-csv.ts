import { byteOrderMark, csvLine, safeText } from "../csv.ts";
import { decimalAmount } from "../money.ts";
import type { CellKind, CellValue } from "./columns.ts";
import type { OpenedTable } from "./exported-table.ts";

/** Lines are gathered to pieces of about this many characters. */
const pieceLength = 64 * 1024;

/**
 * A table as CSV (RFC 4180, UTF-8), in pieces. Nothing in it is run as a formula, and our own import reads every text back
 * as it was. Without the byte order mark, spreadsheets take it for another encoding; programs have no need of it.
 */
export async function* writeCsv(
  { columns, pages }: OpenedTable,
  { withMark = true }: { withMark?: boolean } = {},
): AsyncGenerator<string> {
  let piece = (withMark ? byteOrderMark : "") + csvLine(columns.map(({ heading }) => safeText(heading)));
  for await (const rows of pages) {
    for (const row of rows) piece += csvLine(columns.map(({ kind }, at) => csvCell(kind, row[at] ?? null)));
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

function csvCell(kind: CellKind, value: CellValue): string {
  if (value === null) return "";
  if (typeof value === "string") return kind === "text" ? safeText(value) : value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (value instanceof Date) return value.toISOString();
  return decimalAmount(value.amountCents, value.currency);
}
