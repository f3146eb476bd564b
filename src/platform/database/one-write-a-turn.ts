import { Socket } from "node:net";

type Done = (error?: Error | null) => void;

/**
 * A connection that sends what is written in one turn of the program together. Each message by itself would cost both
 * sides a call into the system, which takes longer than most statements.
 */
export class OneWriteATurn extends Socket {
  #isGathering = false;

  override write(chunk: Uint8Array | string, done?: Done): boolean;
  override write(chunk: Uint8Array | string, encoding?: BufferEncoding, done?: Done): boolean;
  override write(chunk: Uint8Array | string, encoding?: BufferEncoding | Done, done?: Done): boolean {
    if (!this.#isGathering) {
      this.#isGathering = true;
      this.cork();
      process.nextTick(() => {
        this.#isGathering = false;
        this.uncork();
      });
    }
    return typeof encoding === "string" ? super.write(chunk, encoding, done) : super.write(chunk, encoding);
  }
}
