import { randomBytes } from "node:crypto";
import { shownText } from "../../../platform/csv.ts";
import type { RefusedRow } from "./contract.ts";
import { dayText, instantReader, readDate } from "./read-dates.ts";
import { fractionDigitsOf, readAmount, readCurrency } from "./read-money.ts";
import { isBlank, readFlag } from "./rules.ts";
import type { SettledColumn } from "./settle-columns.ts";

/** What PostgreSQL's COPY calls no value. */
export const none = "\\N";
const needsEscape = /[\\\t\n\r]/;

/** A text as one cell of COPY's text format. */
export function copyText(text: string | null): string {
  if (text === null) return none;
  if (!needsEscape.test(text)) return text;
  return text.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n").replaceAll("\r", "\\r");
}

/** A copy of a text that does not keep the whole piece of the file alive that it was cut from. */
export const ownText = (text: string) => Buffer.from(text).toString();

export type Where = { timeZone: string; currency: string };
export type CellReader<Value> = (cells: readonly string[]) => Value | null;

const mostRemembered = 20_000;

/**
 * Reads cells by field. The first cell of a row that cannot be read is remembered in `problem`; the row is then refused
 * as a whole. Same texts are read once: dates and amounts repeat.
 */
export class CellsReader {
  problem: Omit<RefusedRow, "line"> | null = null;
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

  columnOf(field: string): SettledColumn | undefined {
    return this.columns.find(({ target }) => target === field);
  }

  has(field: string): boolean {
    return this.columnOf(field) !== undefined;
  }

  text(field: string, longest = 500): CellReader<string> {
    const found = this.columnOf(field);
    if (!found) return () => null;
    return (cells) => {
      const cell = cells[found.column] ?? "";
      if (isBlank(cell)) return null;
      const value = shownText(cell.trim());
      if (value.length > longest) return this.refuse(found, value, `This is longer than ${longest} characters.`);
      return value;
    };
  }

  flag(field: string): CellReader<boolean> {
    const text = this.text(field);
    const column = this.columnOf(field) ?? null;
    return remembering(
      (cells) => text(cells),
      (value) => {
        const flag = readFlag(value);
        if (flag === null) return this.refuse(column, value, "This is neither yes nor no.");
        return flag;
      },
      this,
    );
  }

  /** An instant in milliseconds. */
  instant(field: string): CellReader<number> {
    const column = this.columnOf(field);
    return column ? this.instantIn(column) : () => null;
  }

  instantIn(column: SettledColumn): CellReader<number> {
    return this.#dated(column, this.#instantOf);
  }

  /** A calendar day, `YYYY-MM-DD`. */
  day(field: string): CellReader<string> {
    const column = this.columnOf(field);
    return column ? this.dayIn(column) : () => null;
  }

  dayIn(column: SettledColumn): CellReader<string> {
    return this.#dated(column, ({ dayNumber }) => dayText(dayNumber));
  }

  #dated<Value>(
    column: SettledColumn,
    meaning: (date: NonNullable<ReturnType<typeof readDate>>) => Value,
  ): CellReader<Value> {
    const reading = column.dates ?? { order: null, plainNumbers: null };
    return remembering<Value>(
      (cells) => {
        const cell = cells[column.column] ?? "";
        return cell === "" || isBlank(cell) ? null : cell;
      },
      (value) => {
        const date = readDate(value.trim(), reading);
        if (date) return meaning(date);
        if (/^(?:0+|-1|9{3,})$/.test(value.trim())) return null;
        return this.refuse(column, value, whyNoDate(column));
      },
      this,
    );
  }

  amount(field: string, currencyOf: CellReader<string>): CellReader<{ minor: number; currency: string }> {
    const column = this.columnOf(field);
    if (!column) return () => null;
    const { currency: usual } = this.where;
    const text = this.text(field);
    return (cells) => {
      const value = text(cells);
      // -1 is what some CRMs write for "not set"; no deal is worth minus one.
      if (value === null || value === "-1" || value === "-1.0" || value === "-1.00") return null;
      const ofRow = currencyOf(cells);
      const amount = readAmount(value, column.decimal, usual, fractionDigitsOf, ofRow);
      if (!amount) return this.refuse(column, value, "This is no amount of money written like the rest of the column.");
      return { minor: amount.minor, currency: amount.currency ?? ofRow ?? usual };
    };
  }

  currency(field = "currency"): CellReader<string> {
    const column = this.columnOf(field) ?? null;
    const text = this.text(field);
    return remembering<string>(
      (cells) => text(cells),
      (value) => {
        const currency = readCurrency(value, this.where.currency);
        return currency ?? this.refuse(column, value, "This is no currency, such as EUR.");
      },
      this,
    );
  }

  /** A plain number, percent sign and all; null where there is none. Used for what is only a hint. */
  number(field: string): CellReader<number> {
    const column = this.columnOf(field);
    if (!column) return () => null;
    return remembering<number>(
      (cells) => cells[column.column] || null,
      (value) => {
        const amount = readAmount(value.replace(/\s*%$/, ""), column.decimal, "USD", () => 4);
        return amount ? amount.minor / 10_000 : null;
      },
      this,
    );
  }
}

function remembering<Value>(
  text: CellReader<string>,
  read: (value: string) => Value | null,
  reader: CellsReader,
): CellReader<Value> {
  const known = new Map<string, Value | null>();
  let [met, missed] = [0, 0];
  return (cells) => {
    const value = text(cells);
    if (value === null) return null;
    // Where hardly any text comes twice, remembering costs more than reading.
    if (missed > 4096 && missed > met) return read(value);
    const before = known.get(value);
    if (before !== undefined) {
      met += 1;
      return before;
    }
    missed += 1;
    const meaning = read(value);
    // What was refused is asked again, so that each row is refused for itself.
    if (meaning === null && reader.problem) return null;
    if (known.size >= mostRemembered) known.clear();
    known.set(ownText(value), meaning);
    return meaning;
  };
}

function whyNoDate({ dates }: SettledColumn): string {
  if (dates?.order === "day-first") return "This is no date with the day first, as the rest of the column has it.";
  if (dates?.order === "month-first") return "This is no date with the month first, as the rest of the column has it.";
  return "This is no date we can read.";
}

/** Ids for new rows that grow with every row, so that their index is written from one end (RFC 9562, version 7). */
export function growingIds(now: number): () => string {
  const time = now.toString(16).padStart(12, "0");
  const start = `${time.slice(0, 8)}-${time.slice(8)}-7`;
  const random = randomBytes(4).toString("hex");
  let count = 0;
  return () => {
    count += 1;
    const digits = count.toString(16).padStart(9, "0");
    // 3 digits, then the variant, then 3 more, then the rest: 36 bits of counting keep the order, 32 are random.
    return `${start}${digits.slice(0, 3)}-8${digits.slice(3, 6)}-${digits.slice(6)}${random}0`;
  };
}
