/** One line of the table. An aim is said, never held against: what a figure means depends on the machine it was taken on. */
export type Figure = { what: string; measured: string; aim?: string; note?: string };

/** The smallest value that `share` of all values do not exceed (nearest rank). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const value = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  if (value === undefined) throw new RangeError("There is no percentile of nothing.");
  return value;
}

export const median = (values: readonly number[]) => percentile(values, 0.5);

const grouped = new Intl.NumberFormat("en-GB", { maximumFractionDigits: 0 });
export const whole = (value: number) => grouped.format(value);
export const inMs = (ms: number) => `${ms < 10 ? ms.toFixed(1) : whole(ms)} ms`;
export const inSeconds = (seconds: number) => `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
export const inMb = (bytes: number) => `${whole(bytes / 1e6)} MB`;
export const inKb = (bytes: number) => `${(bytes / 1e3).toFixed(1)} kB`;

const headings = ["what", "measured", "aim", "note"] as const;
const widestColumn = 90;

/** The table as text, each column as wide as its longest cell. */
export function tableOf(figures: readonly Figure[]): string {
  const rows = [headings, ...figures.map(({ what, measured, aim = "", note = "" }) => [what, measured, aim, note])];
  const widths = headings.map((_, column) =>
    Math.min(widestColumn, Math.max(...rows.map((row) => row[column]?.length ?? 0))),
  );
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  lines.splice(1, 0, widths.map((width) => "─".repeat(width)).join("  "));
  return lines.join("\n");
}
