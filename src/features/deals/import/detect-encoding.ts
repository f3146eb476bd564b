import { isUtf8 } from "node:buffer";
import { Refusal } from "../../../platform/refusal.ts";

export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

const tell = {
  zip: "This is a workbook or a zip archive, not a table as text. Open it in your spreadsheet, choose “Save as” and then “CSV UTF-8”.",
  workbook: "This is an Excel workbook of the old kind. Open it, choose “Save as” and then “CSV UTF-8”.",
  picture: "This is a picture, not a table. Choose the CSV file your CRM exported.",
  pdf: "This is a PDF, not a table. Choose the CSV file your CRM exported.",
  page: "This is a web page, not a table: perhaps a sign-in page was saved instead of the export. Export the CSV file again.",
  json: "This is a JSON file, not a table. Export the deals as CSV.",
  binary: "This file is not text. Choose the CSV file your CRM exported.",
};

const signatures: [bytes: string, message: string][] = [
  ["504b0304", tell.zip],
  ["504b0506", tell.zip],
  ["1f8b", tell.zip],
  ["d0cf11e0a1b11ae1", tell.workbook],
  ["89504e47", tell.picture],
  ["ffd8ff", tell.picture],
  ["47494638", tell.picture],
  ["52494646", tell.picture],
  ["424d", tell.picture],
  ["25504446", tell.pdf],
];

/** Refuses what is clearly no table of text, from how the file begins. */
export function refuseOtherFiles(head: Buffer): void {
  const start = head.subarray(0, 16).toString("hex");
  for (const [bytes, message] of signatures) {
    // "BM" alone is also how a heading may begin; a bitmap has bytes that no text has.
    if (start.startsWith(bytes) && (bytes.length > 4 || head.subarray(0, 512).includes(0) || bytes === "1f8b"))
      throw unreadable(message);
  }
}

/** Refuses text that is a page or data of another kind. */
export function refuseOtherText(text: string): void {
  const start = text.slice(0, 200).trimStart().toLowerCase();
  if (/^<(?:!doctype|html|\?xml|head|script|svg)/.test(start)) throw unreadable(tell.page);
  if (/^(?:\[\s*)?\{\s*"/.test(start)) throw unreadable(tell.json);
}

/**
 * How the file's text is written: by its byte-order mark, by where its zero bytes stand, else UTF-8, and Windows-1252
 * where that cannot be. `mark` is how many bytes the byte-order mark takes.
 */
export function detectEncoding(head: Buffer): { encoding: Encoding; mark: number } {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return { encoding: "utf-8", mark: 3 };
  if (head[0] === 0xff && head[1] === 0xfe) return { encoding: "utf-16le", mark: 2 };
  if (head[0] === 0xfe && head[1] === 0xff) return { encoding: "utf-16be", mark: 2 };
  const zeros = [0, 0];
  const looked = Math.min(head.length, 4096);
  for (let place = 0; place < looked; place += 1) if (head[place] === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  // A few stray zero bytes are a damaged row, which is refused by itself; many are no text at all.
  if (odd > looked / 5 && even < odd / 10) return { encoding: "utf-16le", mark: 0 };
  if (even > looked / 5 && odd < even / 10) return { encoding: "utf-16be", mark: 0 };
  if (even + odd > Math.max(2, looked / 200)) throw unreadable(tell.binary);
  if (controlsIn(head.subarray(0, looked)) > Math.max(8, looked / 50)) throw unreadable(tell.binary);
  return { encoding: isUtf8(wholeCharacters(head)) ? "utf-8" : "windows-1252", mark: 0 };
}

/** Control characters that no export writes; line breaks, tabs, form feeds and the old end-of-file mark are none. */
function controlsIn(bytes: Buffer): number {
  let count = 0;
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32 && byte !== 26) || byte === 127) count += 1;
  return count;
}

/** Without the first bytes of a character whose rest is in the next piece. */
export function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return back < needs ? bytes.subarray(0, bytes.length - back) : bytes;
    }
  }
  return bytes;
}

export function unreadable(message: string): Refusal {
  return new Refusal("UNREADABLE_FILE", { message });
}
