import { shownText } from "../../../platform/csv.ts";
import type { CopyRows, JsonOfRow } from "./copy-rows.ts";
import type { SettledColumn } from "./settle-columns.ts";
import type { Row } from "./split-rows.ts";

const [open, comma, mark, close] = [Buffer.from("{"), Buffer.from(","), Buffer.from('"'), Buffer.from("}")];
const apostrophe = 39;

/** 1 for bytes that stand in JSON as they do in a cell. */
const plain = new Uint8Array(256).fill(1, 32);
for (const sign of ['"', "\\"]) plain[sign.charCodeAt(0)] = 0;
/** 1 for bytes with which white space may begin or end, in whatever script. */
const mayBeSpace = new Uint8Array(256).fill(1, 0, 33).fill(1, 128);
/** Of the letters of Europe that begin a word, none. */
mayBeSpace.fill(0, 0xc3, 0xe1);

/**
 * Every column without a field of its own, under its heading, as JSON. The headings come in the order in which the
 * server keeps them, so that it has nothing to sort.
 */
export class AttributesReader implements JsonOfRow {
  readonly #kept: { column: number; start: Buffer }[];
  readonly #stage: SettledColumn | undefined;
  readonly #reason: SettledColumn | undefined;
  #row: Row | undefined;
  #keepsStage = false;
  #lossReason: string | null = null;

  constructor(columns: readonly SettledColumn[]) {
    this.#kept = columns
      .filter(({ target, field }) => target === "attribute" || field?.keep)
      .map(({ column, heading }) => ({ column, heading: Buffer.from(heading) }))
      .sort((a, b) => a.heading.length - b.heading.length || a.heading.compare(b.heading))
      .map(({ column, heading }) => ({ column, start: Buffer.from(`${JSON.stringify(heading.toString())}:`) }));
    this.#stage = columns.find(({ target }) => target === "stage");
    this.#reason = columns.find(({ target }) => target === "lossReason");
  }

  /** Good until the next row is read. */
  of(row: Row, keepsStage = false, lossReason: string | null = null): JsonOfRow {
    this.#row = row;
    this.#keepsStage = keepsStage;
    this.#lossReason = lossReason;
    return this;
  }

  writeTo(rows: CopyRows): void {
    const row = this.#row;
    let before = open;
    const next = () => {
      rows.copy(before, 0, 1);
      before = comma;
    };
    if (row) {
      for (const { column, start } of this.#kept) {
        if (row.isEmpty(column)) continue;
        next();
        rows.copy(start, 0, start.length);
        writeCell(rows, row, column);
      }
      if (this.#keepsStage && this.#stage) {
        next();
        rows.text(`${JSON.stringify(this.#stage.heading)}:`);
        writeCell(rows, row, this.#stage.column);
      }
      if (this.#lossReason && this.#reason) {
        next();
        rows.text(`${JSON.stringify(this.#reason.heading)}:${JSON.stringify(this.#lossReason)}`);
      }
    }
    if (before === open) rows.copy(open, 0, 1);
    rows.copy(close, 0, 1);
  }
}

/** As a JSON text: most cells are one already, but for the marks around it. */
function writeCell(rows: CopyRows, row: Row, column: number): void {
  const start = row.startOf(column);
  const end = row.endOf(column);
  if (isPlain(row.bytes, start, end)) {
    rows.copy(mark, 0, 1);
    rows.copy(row.bytes, start, end);
    rows.copy(mark, 0, 1);
  } else rows.text(JSON.stringify(shownText(row.text(column).trim())));
}

function isPlain(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] === apostrophe || mayBeSpace[bytes[start] ?? 0] || mayBeSpace[bytes[end - 1] ?? 0]) return false;
  for (let at = start; at < end; at += 1) if (plain[bytes[at] ?? 0] === 0) return false;
  return true;
}
