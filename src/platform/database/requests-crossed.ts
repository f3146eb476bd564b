/** SQLSTATE codes of two requests at once: both made the same thing, one took away what the other points at, each waited for the other. */
const states = new Set(["23505", "23503", "40001", "40P01"]);

export function didRequestsCross(error: unknown): boolean {
  return error instanceof Error && "code" in error && typeof error.code === "string" && states.has(error.code);
}
