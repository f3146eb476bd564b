import { isAscii, isUtf8 } from "node:buffer";
import { type Encoding, wholeCharacters } from "./detect-encoding.ts";

/** The bytes of a file that was taken for UTF-8 turn out to be no UTF-8: read it again as Windows-1252. */
export class NotUtf8 extends Error {}

// What Windows puts where ISO 8859-1 has control characters, 0x80 to 0x9f.
const windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/**
 * A file's pieces as text. A character cut between two pieces is put together. Built on Buffer's own conversions,
 * because a streaming TextDecoder takes several times as long.
 */
export function textDecoder(encoding: Encoding): (bytes: Buffer, last: boolean) => string {
  let kept: Buffer = Buffer.alloc(0);
  const joined = (bytes: Buffer) => (kept.length === 0 ? bytes : Buffer.concat([kept, bytes]));

  if (encoding === "windows-1252") {
    return (bytes) =>
      bytes.toString("latin1").replaceAll(/[\u0080-\u009f]/g, (byte) => windows[byte.charCodeAt(0) - 0x80] ?? byte);
  }
  if (encoding === "utf-8") {
    return (bytes, last) => {
      const all = joined(bytes);
      if (isAscii(all)) {
        kept = Buffer.alloc(0);
        return all.toString("latin1");
      }
      const whole = last ? all : wholeCharacters(all);
      kept = Buffer.from(all.subarray(whole.length));
      if (!isUtf8(whole)) throw new NotUtf8();
      return whole.toString("utf8");
    };
  }
  return (bytes, last) => {
    const all = joined(bytes);
    const even = all.length - (all.length % 2);
    kept = last ? Buffer.alloc(0) : Buffer.from(all.subarray(even));
    const whole = all.subarray(0, even);
    return encoding === "utf-16le" ? whole.toString("utf16le") : Buffer.from(whole).swap16().toString("utf16le");
  };
}
