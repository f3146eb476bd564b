/**
 * SQLSTATE codes of values that a column cannot hold: too large, no such date, a character that is none. The edge refuses
 * what it knows of these in better words; here is what it did not know of.
 */
const states = new Set(["22001", "22003", "22007", "22008", "22021", "22P02", "22P05"]);

export function isNotStorable(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && states.has(error.code);
}
