/** A spreadsheet runs what begins like this; some also where the signs are as wide as an ideograph. */
const runs = /^[=+\-@\t\r\n＝＋－＠]/;
const apostrophe = 39;

/** Text that already hides what it begins with is hidden once more, so that hiding can always be undone. */
function hides(text: string): boolean {
  const bare = text.charCodeAt(0) === apostrophe ? text.replace(/^'+/, "") : text;
  return bare !== "" && (runs.test(bare) || isBlank(bare));
}

/**
 * A text as a cell that no spreadsheet runs as a formula, and no import takes for nothing: a deal may be called "None".
 * `shownText` gives it back as it was.
 */
export const safeText = (text: string): string => (hides(text) ? `'${text}` : text);
export const shownText = (cell: string): string =>
  // Almost no cell begins with an apostrophe, and an import asks this of every one.
  cell.charCodeAt(0) === apostrophe && hides(cell.slice(1)) ? cell.slice(1) : cell;

const blanks = new Set(
  [
    ...["", "-", "--", "—", "–", "?", "n/a", "na", "#n/a", "none", "null", "nil", "nan", "nat", "undefined", "select"],
    ...["-none-", "--none--", "- none -", "(none)", "[none]", "please select", "-select-", "--select--", "not set"],
    ...["(no value)", "no value", "(blank)", "keine", "k.a.", "k. a.", "aucun", "ninguno", "0000-00-00"],
  ].map((word) => word.toLowerCase()),
);

/** What a CRM writes where nothing was chosen. "Unknown" is not among them: it is an answer. */
export function isBlank(text: string): boolean {
  const { length } = text;
  if (length === 0) return true;
  if (length > 16) return text.trim() === "";
  const first = text.charCodeAt(0);
  // Most cells begin with a letter or digit that no blank begins with; look no further.
  if (first >= 48 && first <= 57 && length !== 10) return false;
  return blanks.has(text.trim().toLowerCase());
}

/** What a spreadsheet needs at the start of a file to read it as UTF-8. */
export const byteOrderMark = "\uFEFF";

/** One line of CSV (RFC 4180). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(",")}\r\n`;
}

const quoted = (cell: string) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
