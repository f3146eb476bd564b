import type { DateOrder } from "../contract.ts";

/** The day a sample such as "03/04/2026" would be, read day first or month first; null: it cannot be read so. */
export function readSampleDate(sample: string, order: DateOrder): string | null {
  const [, first, second, year] = sample.match(/^(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})\b/) ?? [];
  if (!first || !second || !year || order === "year-first") return null;
  const [day, month] = order === "day-first" ? [first, second] : [second, first];
  const text = `${year.length === 2 ? `20${year}` : year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const at = new Date(`${text}T00:00:00Z`);
  // The 31st of a short month rolls over into the next.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}
