import { columnNames, type TableReader } from "./choose-reader.ts";
import { readRows } from "./open-table.ts";
import { copyText, none } from "./read-cells.ts";
import type { SettledTable } from "./settle-columns.ts";
import type { Pouring, Staging } from "./staging/store.ts";

type Loading = { signal?: AbortSignal | undefined; onRows: (rowsRead: number, bytesRead: number) => void };

/**
 * Reads the file a second time and pours it into the staging table as it is read, refused rows with their reasons among
 * the others. What is held is one piece of the file, never more: the pouring says when to go on.
 */
export async function loadRows(
  settled: SettledTable,
  reader: TableReader,
  staging: Staging,
  loading: Loading,
): Promise<number> {
  const pouring = staging.pour(columnNames(settled.kind).join(", "));
  try {
    return await pourRows(settled, reader, pouring, loading);
  } catch (error) {
    await pouring.giveUp(error instanceof Error ? error : new Error("The import was stopped."));
    throw error;
  }
}

async function pourRows(
  settled: SettledTable,
  { cells, rows }: TableReader,
  pouring: Pouring,
  { signal, onRows }: Loading,
): Promise<number> {
  const names = columnNames(settled.kind);
  const width = settled.table.headings.length;
  const empty = `\t${none}`.repeat(names.length);
  let lines = "";
  let rowsRead = 0;
  const refused = (line: number, problem: object) => `${line}\t${copyText(JSON.stringify(problem))}${empty}\n`;
  await readRows(
    settled.table,
    (row, line) => {
      rowsRead += 1;
      cells.problem = null;
      const misfit = row.length === width ? null : whyMisfit(row, width);
      const read = misfit ? null : rows.read(row);
      if (read === null) {
        lines += refused(
          line,
          misfit ?? cells.problem ?? { column: null, value: null, reason: "This row cannot be read." },
        );
      } else if (read.includes("\0") || read.includes("\\u0000")) {
        lines += refused(line, {
          column: columnWithNul(row, settled),
          value: null,
          reason: "A cell holds a NUL byte, which no text has: the file is damaged here.",
        });
      } else lines += `${line}\t${none}\t${read}\n`;
    },
    async (bytesRead) => {
      signal?.throwIfAborted();
      onRows(rowsRead, bytesRead);
      const full = lines;
      lines = "";
      if (full !== "") await pouring.write(full);
    },
  );
  if (lines !== "") await pouring.write(lines);
  await pouring.end();
  onRows(rowsRead, settled.table.source.byteCount ?? 0);
  return rowsRead;
}

export function whyMisfit(row: string[], width: number): { column: null; value: string; reason: string } | null {
  // Some programs end every row with a delimiter too many.
  while (row.length > width && row.at(-1)?.trim() === "") row.pop();
  if (row.length === width) return null;
  const reason =
    row.length < width
      ? `This row has ${row.length} cells where the headings have ${width}: it may be cut off, or a line break stands in a cell without quotation marks.`
      : `This row has ${row.length} cells where the headings have ${width}: a cell may hold the separator without quotation marks.`;
  return { column: null, value: row.join(" | ").slice(0, 500), reason };
}

const columnWithNul = (row: readonly string[], { table }: SettledTable) =>
  table.headings[row.findIndex((cell) => cell.includes("\0"))] ?? null;
