import { unreadable } from "./detect-encoding.ts";

/** A row longer than this is not a row of a table: memory stays bounded whatever the file holds. */
export const longestRow = 4 * 1024 * 1024;

const quote = 34;
const lineFeed = 10;
const carriageReturn = 13;

export type OnRow = (cells: string[], line: number) => void;

/**
 * Splits delimited text into rows as it arrives, quoted cells and line breaks within them included. `line` is the line
 * of the file on which the row begins, as an editor counts. Only the row that is not complete yet is kept.
 *
 * Our own because it takes a quarter of the time of csv-parse (docs/decisions/2026-11-22-how-an-import-loads.md), and time is what an import of a
 * million rows is made of. Tests hold it against csv-parse.
 */
export class RowSplitter {
  readonly #delimiter: number;
  readonly #onRow: OnRow;
  #rest = "";
  #line = 1;
  /** Whether the file's last row ended with a line break; a file that was cut off has none. */
  endedWithBreak = true;

  constructor(delimiter: string, onRow: OnRow) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#onRow = onRow;
  }

  push(chunk: string): void {
    const text = this.#rest === "" ? chunk : this.#rest + chunk;
    const done = this.#rows(text, false);
    this.#rest = done === 0 ? text : text.slice(done);
    if (this.#rest.length > longestRow) {
      throw unreadable(
        this.#rest.startsWith('"') || this.#rest.includes(`${String.fromCharCode(this.#delimiter)}"`)
          ? `The row beginning on line ${this.#line} does not end within 4 million characters. A quotation mark that is opened there is probably never closed.`
          : `Line ${this.#line} is longer than 4 million characters. This is not a table of deals, or its line breaks are missing.`,
      );
    }
  }

  end(): void {
    this.endedWithBreak = this.#rest === "";
    if (this.#rest !== "") this.#rows(this.#rest, true);
    this.#rest = "";
  }

  #rows(text: string, last: boolean): number {
    const length = text.length;
    const delimiter = this.#delimiter;
    let row = 0;
    while (row < length) {
      const cells: string[] = [];
      let breaks = 0;
      let at = row;
      let code = 0;
      for (;;) {
        let stop: number;
        if (text.charCodeAt(at) === quote) {
          const end = closingQuote(text, at);
          if (end === -1 || (end + 1 === length && !last)) {
            if (last) throw this.#unclosed();
            return row;
          }
          stop = end + 1;
          while (stop < length) {
            code = text.charCodeAt(stop);
            if (code === delimiter || code === lineFeed || code === carriageReturn) break;
            stop += 1;
          }
          let cell = text.slice(at + 1, end);
          if (cell.includes('"')) cell = cell.replaceAll('""', '"');
          if (cell.includes("\n")) breaks += cell.split("\n").length - 1;
          // What follows the closing mark belongs to a badly quoted cell, such as "Big" deal.
          cells.push(stop > end + 1 ? cell + text.slice(end + 1, stop) : cell);
        } else {
          stop = at;
          while (stop < length) {
            code = text.charCodeAt(stop);
            if (code === delimiter || code === lineFeed || code === carriageReturn) break;
            stop += 1;
          }
          cells.push(text.slice(at, stop));
        }
        if (stop === length) {
          if (!last) return row;
          at = stop;
          break;
        }
        at = stop + 1;
        if (code === delimiter) continue;
        if (code === carriageReturn) {
          if (at === length && !last) return row;
          if (text.charCodeAt(at) === lineFeed) at += 1;
        }
        break;
      }
      this.#onRow(cells, this.#line);
      this.#line += breaks + 1;
      row = at;
    }
    return row;
  }

  #unclosed() {
    return unreadable(
      `A quotation mark opened in the row on line ${this.#line} is never closed: the file may be only half of the export. Export it again; nothing of it was taken over.`,
    );
  }
}

/** Where the quoted cell that begins at `at` is closed; -1 when it is not, so far. */
function closingQuote(text: string, at: number): number {
  let end = text.indexOf('"', at + 1);
  while (end !== -1 && text.charCodeAt(end + 1) === quote) end = text.indexOf('"', end + 2);
  return end;
}
