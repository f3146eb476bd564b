import type { OpenedTable } from "./exported-table.ts";
import type { FileFormat } from "./name-file.ts";
import { writeCsv } from "./write-csv.ts";
import { writeXlsx } from "./write-xlsx.ts";

type Writing = { format: FileFormat; title: string; timeZone: string; withMark?: boolean };

/** A table in pieces, in either format. Ended before its end, it lets go of what it reads from. */
export async function* writeFile(
  table: OpenedTable,
  { format, title, timeZone, withMark = true }: Writing,
): AsyncGenerator<string | Uint8Array> {
  yield* format === "csv" ? writeCsv(table, { withMark }) : writeXlsx(table, { title, timeZone });
}
