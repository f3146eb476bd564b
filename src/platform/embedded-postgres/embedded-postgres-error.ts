/** The database cannot be started. The message says what happened, what it means and what to do; nothing else is needed. */
export class EmbeddedPostgresError extends Error {
  override name = "EmbeddedPostgresError";
}

/** The code of a system error (`ENOENT`, `EACCES`, …) or of an error PostgreSQL sent (`57P03`, …). */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
