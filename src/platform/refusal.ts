/**
 * A request we understand and will not do, with a code its contract declares. Thrown inside the transaction, so that
 * nothing of the request stays. Unexpected failures are never made refusals.
 */
export class Refusal<Data = unknown> extends Error {
  readonly code: string;
  readonly data: Data | undefined;

  /** Without a message, the contract's own sentence is shown. */
  constructor(code: string, options: { message?: string; data?: Data } = {}) {
    super(options.message ?? "");
    this.name = "Refusal";
    this.code = code;
    this.data = options.data;
  }
}
