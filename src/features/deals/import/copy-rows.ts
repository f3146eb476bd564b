import { z } from "zod";

/** The types of a staging table's columns, and what is given for each; an instant is in milliseconds, a day a number. */
export const copiedType = z.enum(["text", "integer", "bigint", "boolean", "date", "timestamptz", "uuid", "jsonb"]);
export type CopiedType = z.infer<typeof copiedType>;
export type Copied = string | number | boolean | Uint8Array | JsonOfRow | null;
/** Writes itself, because it is too long to be made a text first. */
export type JsonOfRow = { writeTo: (rows: CopyRows) => void };

// Where PostgreSQL begins to count, in our way of counting.
const firstDay = 10_957;
const firstInstant = firstDay * 86_400_000;
const twoTo32 = 4_294_967_296;
const signature = Buffer.from("PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0", "latin1");
const sizeAtFirst = 1024 * 1024;

/**
 * Rows in the binary format of PostgreSQL's COPY: numbers, days and instants need not be written out and read back, and
 * no text has to be escaped, which is half of what the server has to do for a row.
 */
export class CopyRows {
  readonly #types: readonly CopiedType[];
  #bytes = Buffer.allocUnsafe(sizeAtFirst);
  #at = 0;

  constructor(types: readonly CopiedType[]) {
    this.#types = types;
    this.copy(signature, 0, signature.length);
  }

  /** A row with a value for each of the columns. */
  add(values: readonly Copied[]): void {
    const types = this.#types;
    this.#int16(types.length);
    for (let column = 0; column < types.length; column += 1) this.#value(values[column] ?? null, types[column]);
  }

  /** What was added since the last time, ready to be sent. */
  take(): Buffer {
    const taken = this.#bytes.subarray(0, this.#at);
    this.#bytes = Buffer.allocUnsafe(this.#bytes.length);
    this.#at = 0;
    return taken;
  }

  takeLast(): Buffer {
    this.#int16(-1);
    return this.take();
  }

  /** Bytes as they are. */
  copy(from: Uint8Array, start: number, end: number): void {
    this.#makeRoom(end - start);
    const bytes = this.#bytes;
    let to = this.#at;
    // Most are a few bytes long, and calling the system's own copying takes longer than that.
    for (let at = start; at < end; at += 1) bytes[to++] = from[at] ?? 0;
    this.#at = to;
  }

  text(text: string): void {
    this.#makeRoom(text.length * 3);
    const bytes = this.#bytes;
    const start = this.#at;
    let to = start;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code > 127) {
        this.#at = start + bytes.write(text, start);
        return;
      }
      bytes[to++] = code;
    }
    this.#at = to;
  }

  #value(value: Copied, type: CopiedType | undefined): void {
    if (value === null) this.#int32(-1);
    else if (typeof value === "string") {
      const start = this.#begin();
      this.text(value);
      this.#finish(start);
    } else if (typeof value === "number") this.#number(value, type);
    else if (typeof value === "boolean") {
      this.#int32(1);
      this.#int8(value ? 1 : 0);
    } else if (value instanceof Uint8Array) {
      this.#int32(value.length);
      this.copy(value, 0, value.length);
    } else {
      const start = this.#begin();
      // The version of the format.
      this.#int8(1);
      value.writeTo(this);
      this.#finish(start);
    }
  }

  #number(value: number, type: CopiedType | undefined): void {
    if (type === "integer" || type === "date") {
      this.#int32(4);
      this.#int32(type === "date" ? value - firstDay : value);
    } else {
      const wide = type === "timestamptz" ? Math.round((value - firstInstant) * 1000) : value;
      this.#int32(8);
      this.#int32(Math.floor(wide / twoTo32));
      this.#int32(wide);
    }
  }

  /** A value's length stands before it and is known when it is written. */
  #begin(): number {
    this.#int32(0);
    return this.#at;
  }

  #finish(start: number): void {
    const end = this.#at;
    this.#at = start - 4;
    this.#int32(end - start);
    this.#at = end;
  }

  #int8(value: number): void {
    this.#makeRoom(1);
    this.#bytes[this.#at++] = value;
  }

  #int16(value: number): void {
    this.#int8(value >> 8);
    this.#int8(value);
  }

  #int32(value: number): void {
    this.#makeRoom(4);
    const bytes = this.#bytes;
    const at = this.#at;
    const low = value | 0;
    bytes[at] = low >>> 24;
    bytes[at + 1] = low >>> 16;
    bytes[at + 2] = low >>> 8;
    bytes[at + 3] = low;
    this.#at = at + 4;
  }

  #makeRoom(more: number): void {
    if (this.#at + more <= this.#bytes.length) return;
    const bigger = Buffer.allocUnsafe(Math.max(this.#bytes.length * 2, this.#at + more));
    this.#bytes.copy(bigger, 0, 0, this.#at);
    this.#bytes = bigger;
  }
}
