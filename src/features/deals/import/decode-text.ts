import { isAscii, isUtf8 } from "node:buffer";
import { type Encoding, wholeCharacters } from "./detect-encoding.ts";

/** The bytes of a file that was taken for UTF-8 turn out to be no UTF-8: read it again as Windows-1252. */
export class NotUtf8 extends Error {}

// What Windows puts where ISO 8859-1 has control characters, 0x80 to 0x9f.
const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const nothing: Buffer = Buffer.alloc(0);

/**
 * A file's pieces as UTF-8, which is what the database takes: a file that is written so is passed on as it is. A
 * character cut between two pieces is put together. Built on Buffer's own conversions, because a streaming TextDecoder
 * takes several times as long.
 */
export function utf8Decoder(encoding: Encoding): (bytes: Buffer, last: boolean) => Buffer {
  let kept = nothing;
  /** With what the piece before left over; `cut` says how much of it is whole. */
  const wholeOf = (bytes: Buffer, last: boolean, cut: (all: Buffer) => number) => {
    const all = kept.length === 0 ? bytes : Buffer.concat([kept, bytes]);
    const end = last ? all.length : cut(all);
    kept = end === all.length ? nothing : Buffer.from(all.subarray(end));
    return all.subarray(0, end);
  };
  if (encoding === "windows-1252") return (bytes) => (isAscii(bytes) ? bytes : Buffer.from(fromWindows(bytes)));
  if (encoding === "utf-8") {
    return (bytes, last) => {
      const whole = wholeOf(bytes, last, (all) => wholeCharacters(all).length);
      if (!isUtf8(whole)) throw new NotUtf8();
      return whole;
    };
  }
  return (bytes, last) => {
    const units = wholeOf(bytes, last, (all) => wholePairs(all, encoding));
    const whole = units.subarray(0, units.length - (units.length % 2));
    return Buffer.from((encoding === "utf-16le" ? whole : Buffer.from(whole).swap16()).toString("utf16le"));
  };
}

const fromWindows = (bytes: Buffer) =>
  bytes.toString("latin1").replaceAll(/[\u0080-\u009f]/g, (byte) => windows[byte.charCodeAt(0) - 0x80] ?? byte);

/** How many bytes of UTF-16 make whole characters: the first half of a pair waits for its second. */
function wholePairs(bytes: Buffer, encoding: "utf-16le" | "utf-16be"): number {
  const even = bytes.length - (bytes.length % 2);
  if (even === 0) return 0;
  const last = encoding === "utf-16le" ? bytes.readUInt16LE(even - 2) : bytes.readUInt16BE(even - 2);
  return last >= 0xd800 && last <= 0xdbff ? even - 2 : even;
}
