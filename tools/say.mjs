/** Something outside the project is missing or in the way; the message is the one line a person needs. */
export class Missing extends Error {}

/**
 * Progress goes to standard error: what a command prints on standard output stays its own.
 * @param {string} line
 */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** @type {Record<string, string | undefined>} */
const reasonsOfTheMachine = {
  ENOSPC: "The disk is full",
  EDQUOT: "The disk quota is used up",
  EACCES: "No permission",
  EPERM: "No permission",
  EROFS: "The disk is read-only",
  EMFILE: "Too many files are open (raise ulimit -n)",
};

/** @param {unknown} error */
export function asMissing(error) {
  if (error instanceof Missing) return error;
  const reason = reasonsOfTheMachine[/** @type {NodeJS.ErrnoException} */ (error)?.code ?? ""];
  if (!reason) return undefined;
  const { path } = /** @type {NodeJS.ErrnoException} */ (error);
  return new Missing(path ? `${reason}: ${path}` : reason);
}

/**
 * Runs a script's work. What is merely missing ends it with one line; a real fault keeps its stack.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function orSayWhatIsMissing(work) {
  try {
    return await work();
  } catch (error) {
    const missing = asMissing(error);
    if (!missing) throw error;
    say(`Comeback cannot go on. ${missing.message}`);
    process.exit(1);
  }
}
