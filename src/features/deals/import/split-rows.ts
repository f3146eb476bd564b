import { unreadable } from "./detect-encoding.ts";

/** A row longer than this is not a row of a table: memory stays bounded whatever the file holds. */
export const longestRow = 4 * 1024 * 1024;

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

/**
 * A row as the places of its cells in a piece of the file: no text is made of a cell until somebody reads it, because
 * most cells are only passed on. A row is good until the next one is read.
 */
export class Row {
  /** UTF-8. */
  bytes: Buffer = Buffer.alloc(0);
  starts = new Int32Array(64);
  ends = new Int32Array(64);
  length = 0;
  /** Whether a cell may hold a NUL byte, which no text has. */
  mayHoldNul = false;

  static of(cells: readonly string[]): Row {
    const row = new Row();
    row.bytes = Buffer.from(cells.join(""));
    row.mayHoldNul = row.bytes.includes(0);
    let at = 0;
    for (const cell of cells) {
      const end = at + Buffer.byteLength(cell);
      row.add(at, end);
      at = end;
    }
    return row;
  }

  add(start: number, end: number): void {
    if (this.length === this.starts.length) {
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
    }
    this.starts[this.length] = start;
    this.ends[this.length] = end;
    this.length += 1;
  }

  startOf(column: number): number {
    return column < this.length ? (this.starts[column] ?? 0) : 0;
  }

  endOf(column: number): number {
    return column < this.length ? (this.ends[column] ?? 0) : 0;
  }

  isEmpty(column: number): boolean {
    return this.startOf(column) === this.endOf(column);
  }

  text(column: number): string {
    const start = this.startOf(column);
    const end = this.endOf(column);
    return start === end ? "" : this.bytes.toString("utf8", start, end);
  }

  texts(): string[] {
    return Array.from({ length: this.length }, (_, column) => this.text(column));
  }

  /** Whether there is nothing but white space in it. */
  isBlank(): boolean {
    for (let column = 0; column < this.length; column += 1)
      if (!this.isEmpty(column) && this.text(column).trim() !== "") return false;
    return true;
  }
}

function doubled(places: Int32Array) {
  const more = new Int32Array(places.length * 2);
  more.set(places);
  return more;
}

/** Reads something from a row; null where the row does not say it. */
export type CellReader<Value> = (row: Row) => Value | null;

export type OnRow = (row: Row, line: number) => void;

/**
 * Splits delimited text into rows as it arrives, quoted cells and line breaks within them included. `line` is the line
 * of the file on which the row begins, as an editor counts. Only the row that is not complete yet is kept.
 *
 * Our own because it takes a small part of the time of csv-parse (docs/decisions/2026-11-22-how-an-import-loads.md), and
 * time is what an import of a million rows is made of. Tests hold it against csv-parse.
 */
export class RowSplitter {
  readonly #delimiter: number;
  readonly #onRow: OnRow;
  readonly #row = new Row();
  /** 1 for the bytes that end a cell without quotation marks. */
  readonly #ends = new Uint8Array(256);
  #rest: Buffer = Buffer.alloc(0);
  #line = 1;
  /** Line breaks within the row's quoted cells. */
  #breaks = 0;
  /** Whether the quoted cell read last holds two quotation marks for one. */
  #doubled = false;
  /** Of the row's quoted cells, those that are not yet what they say: column and where the closing mark stands. */
  #unfinished: { column: number; mark: number }[] = [];

  constructor(delimiter: string, onRow: OnRow) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#onRow = onRow;
    for (const code of [this.#delimiter, lineFeed, carriageReturn]) this.#ends[code] = 1;
  }

  push(piece: Buffer): void {
    // A copy of our own, because cells are finished in place.
    const bytes = Buffer.concat([this.#rest, piece]);
    const done = this.#rows(bytes, false);
    this.#rest = bytes.subarray(done);
    if (this.#rest.length > longestRow) {
      const opened = this.#rest[0] === quote || this.#rest.includes(Buffer.from([this.#delimiter, quote]));
      throw unreadable(
        opened
          ? `The row beginning on line ${this.#line} does not end within 4 million characters. A quotation mark that is opened there is probably never closed.`
          : `Line ${this.#line} is longer than 4 million characters. This is not a table of deals, or its line breaks are missing.`,
      );
    }
  }

  end(): void {
    if (this.#rest.length > 0) this.#rows(this.#rest, true);
    this.#rest = Buffer.alloc(0);
  }

  /** Reads all rows that are complete and says where the rest begins. */
  #rows(bytes: Buffer, last: boolean): number {
    const row = this.#row;
    row.bytes = bytes;
    row.mayHoldNul = bytes.includes(0);
    for (let begin = 0; begin < bytes.length; ) {
      const next = this.#cells(bytes, begin, last);
      if (next === -1) return begin;
      for (const cell of this.#unfinished) finishQuoted(row, cell.column, cell.mark);
      const line = this.#line;
      this.#line += this.#breaks + 1;
      this.#onRow(row, line);
      begin = next;
    }
    return bytes.length;
  }

  /** Finds the cells of the row that begins here, and where the next begins; -1 when this one is not complete. */
  #cells(bytes: Buffer, begin: number, last: boolean): number {
    const row = this.#row;
    const ends = this.#ends;
    const { length } = bytes;
    row.length = 0;
    this.#breaks = 0;
    if (this.#unfinished.length > 0) this.#unfinished = [];
    let at = begin;
    for (;;) {
      let stop = at;
      if (bytes[at] === quote) {
        const mark = this.#closingMark(bytes, at, last);
        if (mark === -1) return -1;
        stop = mark + 1;
        while (stop < length && ends[bytes[stop] ?? 0] === 0) stop += 1;
        const followed = stop > mark + 1;
        if (followed || this.#doubled) this.#unfinished.push({ column: row.length, mark });
        row.add(at + 1, followed ? stop : mark);
      } else {
        while (stop < length && ends[bytes[stop] ?? 0] === 0) stop += 1;
        row.add(at, stop);
      }
      if (stop === length) return last ? length : -1;
      at = stop + 1;
      const code = bytes[stop];
      if (code === this.#delimiter) continue;
      if (code === lineFeed) return at;
      // What follows a carriage return may be in the next piece.
      if (at === length && !last) return -1;
      return bytes[at] === lineFeed ? at + 1 : at;
    }
  }

  /** Where the quoted cell that begins at `at` is closed; -1 when it is not, so far. */
  #closingMark(bytes: Buffer, at: number, last: boolean): number {
    const { length } = bytes;
    this.#doubled = false;
    let end = at + 1;
    for (; end < length; end += 1) {
      const code = bytes[end];
      if (code === lineFeed) this.#breaks += 1;
      else if (code === quote) {
        if (bytes[end + 1] !== quote) break;
        this.#doubled = true;
        end += 1;
      }
    }
    if (end >= length || (end + 1 === length && !last)) {
      if (last) throw this.#unclosed();
      return -1;
    }
    return end;
  }

  #unclosed() {
    return unreadable(
      `A quotation mark opened in the row on line ${this.#line} is never closed: the file may be only half of the export. Export it again.`,
    );
  }
}

/**
 * Two quotation marks within a quoted cell are one. What follows the closing mark, as in "Big" deal, belongs to the
 * cell, its own marks as they are.
 */
function finishQuoted(row: Row, column: number, mark: number): void {
  const { bytes, ends } = row;
  const end = row.endOf(column);
  let to = row.startOf(column);
  for (let from = to; from < end; from += 1) {
    const code = bytes[from] ?? 0;
    if (from === mark) continue;
    bytes[to] = code;
    to += 1;
    if (code === quote && from < mark) from += 1;
  }
  ends[column] = to;
}
