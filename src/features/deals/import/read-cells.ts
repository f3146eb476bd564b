import { randomBytes } from "node:crypto";
import { isBlank, shownText } from "../../../platform/csv.ts";
import { fractionDigitsOf } from "../../../platform/money.ts";
import type { RefusedRow } from "./contract.ts";
import { instantReader, readDate, readIsoDate, type WrittenDate } from "./read-dates.ts";
import { readAmount, readCurrency } from "./read-money.ts";
import { remembering } from "./remember-cells.ts";
import { readFlag } from "./rules.ts";
import type { SettledColumn } from "./settle-columns.ts";
import type { CellReader } from "./split-rows.ts";

const uuidLength = 36;

export type Where = { timeZone: string; currency: string };

/**
 * Reads cells by field. The first cell of a row that cannot be read is remembered in `problem`; the row is then refused
 * as a whole. Same texts are read once.
 */
export class CellsReader {
  problem: Omit<RefusedRow, "line"> | null = null;
  /** Whether an id looked like one of ours: a file may be our own export. */
  mayHoldOurIds = false;
  readonly columns: readonly SettledColumn[];
  readonly where: Where;
  readonly #instantOf: ReturnType<typeof instantReader>;

  constructor(columns: readonly SettledColumn[], where: Where) {
    this.columns = columns;
    this.where = where;
    this.#instantOf = instantReader(where.timeZone);
  }

  refuse(column: SettledColumn | null, value: string | null, reason: string): null {
    this.problem ??= { column: column?.heading ?? null, value: value?.slice(0, 500) ?? null, reason };
    return null;
  }

  /** By what the source calls something. */
  sourceId(field: string): CellReader<string> {
    const read = this.text(field, 300);
    return (row) => {
      const value = read(row);
      if (value?.length === uuidLength) this.mayHoldOurIds = true;
      return value;
    };
  }

  columnOf(field: string): SettledColumn | undefined {
    return this.columns.find(({ target }) => target === field);
  }

  has(field: string): boolean {
    return this.columnOf(field) !== undefined;
  }

  text(field: string, longest = 500): CellReader<string> {
    return this.word(field, (text) => text, longest);
  }

  /** What `meaning` makes of a text; it may refuse it. */
  word<Value>(field: string, meaning: (text: string) => Value | null, longest = 500): CellReader<Value> {
    const column = this.columnOf(field);
    if (!column) return () => null;
    return this.#remembering(column, (row) => {
      const cell = row.text(column.column);
      if (isBlank(cell)) return null;
      const value = shownText(cell.trim());
      if (value.length > longest) return this.refuse(column, value, `This is longer than ${longest} characters.`);
      return meaning(value);
    });
  }

  flag(field: string): CellReader<boolean> {
    const column = this.columnOf(field) ?? null;
    return this.word(field, (value) => readFlag(value) ?? this.refuse(column, value, "This is neither yes nor no."));
  }

  /** An instant in milliseconds. */
  instant(field: string): CellReader<number> {
    const column = this.columnOf(field);
    return column ? this.instantIn(column) : () => null;
  }

  instantIn(column: SettledColumn): CellReader<number> {
    return this.#dated(column, this.#instantOf);
  }

  /** A calendar day, counted from 1970-01-01. */
  day(field: string): CellReader<number> {
    const column = this.columnOf(field);
    return column ? this.dayIn(column) : () => null;
  }

  dayIn(column: SettledColumn): CellReader<number> {
    return this.#dated(column, ({ dayNumber }) => dayNumber);
  }

  #dated(column: SettledColumn, meaning: (date: WrittenDate) => number): CellReader<number> {
    const reading = column.dates ?? { order: null, plainNumbers: null };
    return this.#remembering(column, (row) => {
      const plain = readIsoDate(row.bytes, row.startOf(column.column), row.endOf(column.column));
      if (plain) return meaning(plain);
      const cell = row.text(column.column);
      if (isBlank(cell)) return null;
      const value = cell.trim();
      const date = readDate(value, reading);
      if (date) return meaning(date);
      if (/^(?:0+|-1|9{3,})$/.test(value)) return null;
      return this.refuse(column, cell, whyNoDate(column));
    });
  }

  amount(field: string, currencyOf: CellReader<string>): CellReader<{ minor: number; currency: string }> {
    const column = this.columnOf(field);
    if (!column) return () => null;
    const { currency: usual } = this.where;
    const text = this.text(field);
    return (row) => {
      const value = text(row);
      // -1 is what some CRMs write for "not set"; no deal is worth minus one.
      if (value === null || value === "-1" || value === "-1.0" || value === "-1.00") return null;
      const ofRow = currencyOf(row);
      const amount = readAmount(value, column.decimal, usual, fractionDigitsOf, ofRow);
      if (!amount) return this.refuse(column, value, "This is no amount of money written like the rest of the column.");
      return { minor: amount.minor, currency: amount.currency ?? ofRow ?? usual };
    };
  }

  currency(field = "currency"): CellReader<string> {
    const column = this.columnOf(field) ?? null;
    return this.word(
      field,
      (value) =>
        readCurrency(value, this.where.currency) ?? this.refuse(column, value, "This is no currency, such as EUR."),
    );
  }

  /** A plain number, percent sign and all; null where there is none. Used for what is only a hint. */
  number(field: string): CellReader<number> {
    const column = this.columnOf(field);
    if (!column) return () => null;
    return this.#remembering(column, (row) => {
      const amount = readAmount(row.text(column.column).replace(/\s*%$/, ""), column.decimal, "USD", () => 4);
      return amount ? amount.minor / 10_000 : null;
    });
  }

  #remembering<Value>({ column }: SettledColumn, read: CellReader<Value>): CellReader<Value> {
    return remembering(column, read, () => this.problem === null);
  }
}

function whyNoDate({ dates }: SettledColumn): string {
  if (dates?.order === "day-first") return "This is no date with the day first, as the rest of the column has it.";
  if (dates?.order === "month-first") return "This is no date with the month first, as the rest of the column has it.";
  return "This is no date we can read.";
}

/**
 * Ids for new rows that grow with every row, so that their index is written from one end (RFC 9562, version 7): the
 * time, 36 bits of counting that keep the order, 36 random ones. Each is good until the next one is asked for.
 */
export function growingIds(now: number): () => Uint8Array {
  const id = Buffer.alloc(16);
  id.writeUIntBE(now, 0, 6);
  randomBytes(5).copy(id, 11);
  const random = (id[11] ?? 0) & 0x0f;
  let count = 0;
  return () => {
    count += 1;
    id.writeUInt16BE(0x7000 | Math.floor(count / 0x1000000), 6);
    id.writeUInt16BE(0x8000 | ((count >>> 12) & 0xfff), 8);
    id.writeUInt16BE(((count & 0xfff) << 4) | random, 10);
    return id;
  };
}
