/** SQLSTATE classes and codes that say "not now" rather than "wrong": connection, shutdown, resources, disk full, too slow. */
const awayStates = /^(08|53|57P0[1-3]|57014|58030|25006)/;
const awayErrors = new Set(["ECONNREFUSED", "ECONNRESET", "ENOENT", "EPIPE", "ETIMEDOUT", "ENOTFOUND", "EAI_AGAIN"]);
const awayMessages =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/;

/** Is the database out of reach or out of room, so that the same request may work in a moment? */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (awayStates.test(code) || awayMessages.test(error.message)) return true;
  return awayErrors.has(code) && ("syscall" in error ? error.syscall !== "open" : true);
}
