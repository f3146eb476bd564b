import { columnNames, columnTypes, type TableReader } from "./choose-reader.ts";
import type { RefusedRow } from "./contract.ts";
import { CopyRows } from "./copy-rows.ts";
import { readRows } from "./open-table.ts";
import type { SettledTable } from "./settle-columns.ts";
import type { Row } from "./split-rows.ts";
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
  const types = columnTypes(settled.kind);
  const copied = new CopyRows(["integer", "text", ...types]);
  const empty = types.map(() => null);
  let rowsRead = 0;
  await readRows(
    settled.table,
    (row, line) => {
      rowsRead += 1;
      cells.problem = null;
      const unfit = whyUnfit(row, settled);
      const said = unfit ? null : rows.read(row);
      if (said) copied.add([line, null, ...said]);
      else {
        const problem = unfit ?? cells.problem ?? { column: null, value: null, reason: "This row cannot be read." };
        copied.add([line, JSON.stringify(problem), ...empty]);
      }
    },
    async (bytesRead) => {
      signal?.throwIfAborted();
      onRows(rowsRead, bytesRead);
      await pouring.write(copied.take());
    },
  );
  await pouring.write(copied.takeLast());
  await pouring.end();
  onRows(rowsRead, settled.table.source.byteCount ?? 0);
  return rowsRead;
}

/** Why a row is refused before its cells are read. */
export function whyUnfit(row: Row, { table, columns }: SettledTable): Omit<RefusedRow, "line"> | null {
  const width = table.headings.length;
  // Some programs end every row with a delimiter too many.
  while (row.length > width && row.text(row.length - 1).trim() === "") row.length -= 1;
  if (row.length !== width)
    return {
      column: null,
      value: row.texts().join(" | ").replaceAll("\0", "").slice(0, 500),
      reason: whyMisfit(row.length, width),
    };
  if (!row.mayHoldNul) return null;
  const damaged = columns.find(({ column, target }) => target !== "skip" && row.text(column).includes("\0"));
  const reason = "A cell holds a NUL byte, which no text has: the file is damaged here.";
  return damaged ? { column: damaged.heading, value: null, reason } : null;
}

const whyMisfit = (cells: number, width: number) =>
  cells < width
    ? `This row has ${cells} cells where the headings have ${width}: it may be cut off, or a line break stands in a cell without quotation marks.`
    : `This row has ${cells} cells where the headings have ${width}: a cell may hold the separator without quotation marks.`;
