import type { CellReader, Row } from "./split-rows.ts";

type Remembered<Value> = { bytes: Uint8Array; value: Value | null };

const places = 8192;
/** So many cells are read before it is decided whether remembering pays. */
const trial = 4096;

/**
 * Reads a column's cells, each text once: dates, amounts, names and words repeat, and comparing a cell's bytes costs a
 * small part of making a text of it and understanding that. `mayRemember` is asked after reading: what was refused is
 * read again, so that each row is refused for itself.
 */
export function remembering<Value>(
  column: number,
  read: CellReader<Value>,
  mayRemember: () => boolean,
): CellReader<Value> {
  const known: (Remembered<Value> | undefined)[] = Array.from({ length: places });
  let [met, missed] = [0, 0];
  return (row) => {
    if (row.isEmpty(column)) return null;
    // Where hardly any text comes twice, remembering costs more than reading.
    if (missed > trial && missed > met) return read(row);
    const place = hashOf(row, column) & (places - 1);
    const before = known[place];
    if (before !== undefined && isSame(before.bytes, row, column)) {
      met += 1;
      return before.value;
    }
    missed += 1;
    const value = read(row);
    if (mayRemember())
      known[place] = { bytes: Uint8Array.from(row.bytes.subarray(row.startOf(column), row.endOf(column))), value };
    return value;
  };
}

/** FNV-1a, its upper bits mixed into the lower. */
function hashOf(row: Row, column: number): number {
  const { bytes } = row;
  const end = row.endOf(column);
  let hash = 0x811c9dc5;
  for (let at = row.startOf(column); at < end; at += 1) hash = Math.imul(hash ^ (bytes[at] ?? 0), 0x01000193);
  return hash ^ (hash >>> 15);
}

function isSame(known: Uint8Array, row: Row, column: number): boolean {
  const { bytes } = row;
  const start = row.startOf(column);
  if (row.endOf(column) - start !== known.length) return false;
  for (let at = 0; at < known.length; at += 1) if (known[at] !== bytes[start + at]) return false;
  return true;
}
