import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { NotUtf8, utf8Decoder } from "./decode-text.ts";
import { detectEncoding, type Encoding, refuseOtherFiles, refuseOtherText, unreadable } from "./detect-encoding.ts";
import { type OnRow, RowSplitter } from "./split-rows.ts";

/** A file that can be read from its beginning as often as needed: once to settle its columns, once to load it. */
export type FileSource = { fileName: string; byteCount: number | null; open: () => AsyncIterable<Buffer> };

export type Table = {
  source: FileSource;
  encoding: Encoding;
  mark: number;
  delimiter: string;
  headings: string[];
  /** The line of the headings. */
  headingLine: number;
  sample: { line: number; cells: string[] }[];
};

const headBytes = 256 * 1024;
const sampleRows = 200;
const mostColumns = 2000;
const delimiters = [",", ";", "\t", "|"];

export async function sourceOfPath(path: string): Promise<FileSource> {
  const { size } = await stat(path);
  return {
    fileName: basename(path),
    byteCount: size,
    open: () => createReadStream(path, { highWaterMark: 256 * 1024 }),
  };
}

/** Looks at the file's beginning: how it is written, what its columns are called, and its first rows. */
export async function openTable(source: FileSource): Promise<Table> {
  const head = await readHead(source);
  if (head.length === 0) throw unreadable("This file is empty.");
  refuseOtherFiles(head);
  const { encoding, mark } = detectEncoding(head);
  const text = utf8Decoder(encoding)(head.subarray(mark), head.length < headBytes).toString();
  if (text.trim() === "") throw unreadable("This file is empty.");
  refuseOtherText(text);
  const delimiter = /^sep=([\t -~])\r?\n/i.exec(text)?.[1] ?? chooseDelimiter(text.slice(0, 65_536));
  const rows = await firstRows(source, encoding, mark, delimiter);
  const start = headingRow(rows);
  const heading = rows[start];
  if (!heading) throw unreadable("This file has no headings.");
  const headings = cleanHeadings(heading.cells);
  if (headings.length > mostColumns)
    throw unreadable(`This file has ${headings.length} columns; at most ${mostColumns} can be read.`);
  const sample = rows.slice(start + 1).filter(({ cells }) => !isEmptyRow(cells));
  if (sample.length === 0) throw unreadable("This file has headings but no rows below them.");
  return { source, encoding, mark, delimiter, headings, headingLine: heading.line, sample };
}

/**
 * Calls `onRow` for every row below the headings; blank lines and the notes some CRMs write below the table are passed
 * over. After each piece of the file `afterPiece` may wait, which is how memory stays bounded.
 */
export async function readRows(
  table: Table,
  onRow: OnRow,
  afterPiece: (bytesRead: number) => Promise<void> | void = () => {},
): Promise<void> {
  const { headingLine, headings } = table;
  let afterBlank = false;
  await splitAll(
    table,
    (row, line) => {
      if (line <= headingLine) return;
      if (row.isEmpty(0) || row.length === 1) {
        if (row.isBlank()) {
          afterBlank = true;
          return;
        }
        if (afterBlank && row.length === 1 && headings.length > 1) return;
      }
      afterBlank = false;
      onRow(row, line);
    },
    afterPiece,
  );
}

async function splitAll(
  { source, encoding, mark, delimiter }: Pick<Table, "source" | "encoding" | "mark" | "delimiter">,
  onRow: OnRow,
  afterPiece: (bytesRead: number) => Promise<void> | boolean | void,
): Promise<void> {
  const splitter = new RowSplitter(delimiter, onRow);
  const decode = utf8Decoder(encoding);
  let bytesRead = 0;
  let skip = mark;
  for await (const piece of source.open()) {
    bytesRead += piece.length;
    const bytes = skip > 0 ? piece.subarray(skip) : piece;
    skip = Math.max(0, skip - piece.length);
    splitter.push(decode(bytes, false));
    const waited = await afterPiece(bytesRead);
    if (waited === false) return;
  }
  splitter.push(decode(Buffer.alloc(0), true));
  splitter.end();
}

async function readHead(source: FileSource): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  for await (const piece of source.open()) {
    pieces.push(piece);
    length += piece.length;
    if (length >= headBytes) break;
  }
  return Buffer.concat(pieces).subarray(0, headBytes);
}

async function firstRows(source: FileSource, encoding: Encoding, mark: number, delimiter: string) {
  const rows: { line: number; cells: string[] }[] = [];
  const onRow: OnRow = (row, line) => {
    if (rows.length <= sampleRows + 20) rows.push({ line, cells: row.texts() });
  };
  const enough = () => rows.length <= sampleRows;
  try {
    await splitAll({ source, encoding, mark, delimiter }, onRow, enough);
  } catch (error) {
    // A later part that is not UTF-8 is settled when the whole file is read.
    if (!(error instanceof NotUtf8) || rows.length < 2) throw error;
  }
  return rows;
}

/** The row most others are as wide as; a title above the table is narrower. */
function headingRow(rows: readonly { cells: string[] }[]): number {
  const widths = new Map<number, number>();
  for (const { cells } of rows) if (!isEmptyRow(cells)) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1);
  const [usual = 1] = [...widths].sort((a, b) => b[1] - a[1])[0] ?? [];
  const first = rows.findIndex(({ cells }) => !isEmptyRow(cells) && !/^sep=.?$/i.test(cells.join("")));
  const full = rows.findIndex(({ cells }) => cells.length === usual && !isEmptyRow(cells));
  const title = rows[first]?.cells.length === 1 && full > first && full <= 15;
  return title ? full : first;
}

/** The sign that splits the first rows most evenly. */
function chooseDelimiter(text: string): string {
  let best = { delimiter: ",", score: 0 };
  for (const delimiter of delimiters) {
    const widths: number[] = [];
    try {
      const splitter = new RowSplitter(delimiter, (row) => {
        if (widths.length < 50 && !row.isBlank()) widths.push(row.length);
      });
      splitter.push(Buffer.from(text));
      if (widths.length < 2) splitter.end();
    } catch {
      continue;
    }
    const usual = [...widths].sort((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 1;
    const even = widths.filter((width) => width === usual).length / widths.length;
    const score = usual > 1 ? even * Math.log2(usual + 1) : 0;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

export const isEmptyRow = (cells: readonly string[]) => cells.every((cell) => cell.trim() === "");

/** Every column has a name of its own, so that each can be kept. */
export function cleanHeadings(cells: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, column) => {
    const name =
      cell
        .replaceAll(/[\uFEFF\0]/g, "")
        .replaceAll(/\s+/g, " ")
        .trim()
        .slice(0, 300) || `Column ${column + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
