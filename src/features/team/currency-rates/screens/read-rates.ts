import type { RateShape } from "../contract.ts";

export type ReadRates = { rates: RateShape[]; unread: string[] };

const day = String.raw`"?(?<fromOn>\d{4}-\d{2}-\d{2})"?`;
const currency = `"?(?<currency>[A-Za-z]{3})"?`;
const between = String.raw`\s*[,;\s]\s*`;
const rate = String.raw`"?(?<rate>\d+(?:[.,]\d+)?)"?`;
const dayFirst = new RegExp(`^${day}${between}${currency}${between}${rate}$`);
const currencyFirst = new RegExp(`^${currency}${between}${day}${between}${rate}$`);
/** A line of headings, as spreadsheets begin with one. */
const heading = /^[^\d]*$/;

/**
 * Rates as people paste them or spreadsheets export them, one a line: its day, the currency, what one unit is worth. The comma
 * before the last digits of a rate is a decimal one.
 */
export function readRates(text: string): ReadRates {
  const rates: RateShape[] = [];
  const unread: string[] = [];
  for (const [place, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === "" || (place === 0 && heading.test(line))) continue;
    const read = readLine(line);
    if (read) rates.push(read);
    else unread.push(line);
  }
  return { rates, unread };
}

function readLine(line: string): RateShape | null {
  const parts = (dayFirst.exec(line) ?? currencyFirst.exec(line))?.groups;
  if (!parts) return null;
  const { fromOn = "", currency: code = "", rate: worth = "" } = parts;
  const value = Number(worth.replace(",", "."));
  const isDay = new Date(`${fromOn}T00:00:00Z`).toJSON()?.startsWith(fromOn) ?? false;
  return isDay && value > 0 && value <= 1e9 ? { currency: code.toUpperCase(), fromOn, rate: value } : null;
}
