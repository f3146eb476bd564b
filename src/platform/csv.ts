/** A spreadsheet runs what begins like this; text that already hides such a beginning is hidden once more. */
const runs = /^'*[=+\-@\t\r]/;
const hidden = /^'+[=+\-@\t\r]/;

/** A text as a cell that no spreadsheet runs as a formula. `shownText` gives it back as it was. */
export const safeText = (text: string): string => (runs.test(text) ? `'${text}` : text);
export const shownText = (cell: string): string =>
  // Almost no cell begins with an apostrophe, and an import asks this of every one.
  cell.charCodeAt(0) === 39 && hidden.test(cell) ? cell.slice(1) : cell;

/** What a spreadsheet needs at the start of a file to read it as UTF-8. */
export const byteOrderMark = "\uFEFF";

/** One line of CSV (RFC 4180). */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quoted).join(",")}\r\n`;
}

const quoted = (cell: string) => (/[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
