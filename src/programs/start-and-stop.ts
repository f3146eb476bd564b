/** A program that cannot go on says why in one line and ends with 1; a fault of ours also shows where it was. */
export function endInOneLine(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`Comeback cannot go on. ${message}`);
  if (process.env.LOG_LEVEL === "debug" && error instanceof Error) console.error(error.stack);
  process.exit(1);
}

const patienceMs = 10_000;

/** Closes properly on the first Ctrl+C or end signal; a second one, or too long a wait, ends at once. */
export function onceOnSignal(close: () => Promise<void>): void {
  let closing = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      if (closing) process.exit(1);
      closing = true;
      setTimeout(() => process.exit(1), patienceMs).unref();
      close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}
