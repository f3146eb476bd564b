import { Socket } from "node:net";

/**
 * A connection that sends what is written in one turn of the program together. Each message by itself would cost both
 * sides a call into the system, which takes longer than most statements.
 */
export class OneWriteATurn extends Socket {
  override uncork(): void {
    process.nextTick(() => super.uncork());
  }
}
