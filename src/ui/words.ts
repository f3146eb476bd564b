/**
 * How money, days and counts are written for one person. Pure: who reads, and when, comes in as a `Reader`.
 * Days are `YYYY-MM-DD`, instants ISO strings, money whole minor units with its ISO 4217 currency.
 */
export type Reader = { locale: string; timeZone: string; now: Date };

const DAY_MS = 86_400_000;

/** English words in the order the person's region writes them: "4 May" in Britain and Germany, "May 4" in the United States. */
function englishOf(locale: string): string {
  const region = new Intl.Locale(locale).maximize().region;
  return region ? `en-${region}` : "en";
}

const formatters = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs more than using it, and a table asks for hundreds. */
function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options);
  const known = formatters.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, options);
  formatters.set(key, made);
  return made;
}

const moneyFormats = new Map<string, Intl.NumberFormat>();

function moneyFormat(locale: string, currency: string, signed: boolean, short: boolean): Intl.NumberFormat {
  const key = `${locale} ${currency} ${signed} ${short}`;
  const known = moneyFormats.get(key);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
    trailingZeroDisplay: "stripIfInteger",
    signDisplay: signed ? "exceptZero" : "auto",
    ...(short ? { notation: "compact", maximumSignificantDigits: 3 } : {}),
  });
  moneyFormats.set(key, made);
  return made;
}

/** How many minor units make one: 100 cents, 1 yen, 1,000 fils. */
function minorPerUnit(locale: string, currency: string): number {
  const digits = new Intl.NumberFormat(locale, { style: "currency", currency }).resolvedOptions().maximumFractionDigits;
  return 10 ** (digits ?? 2);
}

/** A hyphen is too short for a minus, and most locales write one. */
function withTrueMinus(parts: Intl.NumberFormatPart[]): string {
  return parts.map((part) => (part.type === "minusSign" ? "−" : part.value)).join("");
}

/** `moneyWords(1240000, "EUR", { locale: "de-DE" })` → "12.400 €". `short` writes "€1.2M", `signed` a plus as well. */
export function moneyWords(
  minorUnits: number,
  currency: string,
  reader: Pick<Reader, "locale">,
  options: { short?: boolean | undefined; signed?: boolean | undefined } = {},
): string {
  const format = moneyFormat(reader.locale, currency, options.signed ?? false, options.short ?? false);
  return withTrueMinus(format.formatToParts(minorUnits / minorPerUnit(reader.locale, currency)));
}

/** A plain number as the person's locale groups it: "8,800". */
export function numberWords(value: number, reader: Pick<Reader, "locale">, maximumFractionDigits = 0): string {
  return new Intl.NumberFormat(reader.locale, { maximumFractionDigits }).format(value);
}

/** With all of its decimals, as figures below each other are written: "1.0" beside "1.4". */
export function fixedWords(value: number, reader: Pick<Reader, "locale">, decimals: number): string {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return new Intl.NumberFormat(reader.locale, digits).format(value);
}

/** A share from 0 to 1 as a whole percentage: "48%". */
export function percentWords(share: number, reader: Pick<Reader, "locale">): string {
  return new Intl.NumberFormat(reader.locale, { style: "percent" }).format(share);
}

/** `countWords(1, "deal", "deals")` → "1 deal". */
export function countWords(count: number, one: string, many: string, reader: Pick<Reader, "locale">): string {
  return `${numberWords(count, reader)} ${count === 1 ? one : many}`;
}

/** The day an instant falls on, in a time zone: "2026-05-04". */
export function dayOf(instant: Date | string, timeZone: string): string {
  const parts = dateFormat("en-US", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(
    typeof instant === "string" ? new Date(instant) : instant,
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((p) => p.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

/** A sentence cut into text and the days it tells as 2026-10-28, so that each can be said in the reader's words. */
export function daysIn(sentence: string): ({ text: string } | { day: string })[] {
  // Split at a group, every second part is one that looks like a day.
  return sentence
    .split(/(?<![\d-])(\d{4}-\d{2}-\d{2})(?![\d-])/)
    .map((part, place) => (place % 2 === 1 && isDay(part) ? { day: part } : { text: part }))
    .filter((part) => !("text" in part) || part.text !== "");
}

/** Whether the calendar has this day: 2026-02-30 is none. */
function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** Whole days from one day to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** The reader's day today. */
export function todayOf(reader: Reader): string {
  return dayOf(reader.now, reader.timeZone);
}

/** "4 May", with the year when it is not this one: "4 May 2025". */
export function dayWords(day: string, reader: Reader): string {
  const sameYear = day.slice(0, 4) === todayOf(reader).slice(0, 4);
  return dateFormat(englishOf(reader.locale), {
    timeZone: "UTC",
    day: "numeric",
    month: "short",
    ...(sameYear ? {} : { year: "numeric" }),
  }).format(new Date(`${day}T00:00:00Z`));
}

/** The whole date, weekday included, for a title or a screen reader: "Monday 4 May 2026". */
export function longDayWords(day: string, reader: Reader): string {
  return dateFormat(englishOf(reader.locale), {
    timeZone: "UTC",
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  }).format(new Date(`${day}T00:00:00Z`));
}

function weekday(day: string): string {
  return dateFormat("en", { timeZone: "UTC", weekday: "long" }).format(new Date(`${day}T00:00:00Z`));
}

/** An instant with its time: "4 May, 14:02", as the region tells time. */
export function instantWords(instant: string, reader: Reader): string {
  const time = dateFormat(englishOf(reader.locale), {
    timeZone: reader.timeZone,
    hour: "numeric",
    minute: "2-digit",
  }).format(new Date(instant));
  return `${dayWords(dayOf(instant, reader.timeZone), reader)}, ${time}`;
}

/** How long something has been so: "since today", "since yesterday", "since Tuesday", then "since 4 May". */
export function sinceWords(day: string, reader: Reader): string {
  const ago = daysBetween(day, todayOf(reader));
  if (ago === 0) return "since today";
  if (ago === 1) return "since yesterday";
  if (ago > 1 && ago < 7) return `since ${weekday(day)}`;
  return `${ago < 0 ? "from" : "since"} ${dayWords(day, reader)}`;
}

/** When something was or will be: "today", "tomorrow", "on Friday", "3 days ago", and the date beyond a week. */
export function whenWords(day: string, reader: Reader): string {
  const ahead = daysBetween(todayOf(reader), day);
  if (ahead === 0) return "today";
  if (ahead === 1) return "tomorrow";
  if (ahead === -1) return "yesterday";
  if (ahead > 1 && ahead < 7) return `on ${weekday(day)}`;
  if (ahead < -1 && ahead > -7) return `${-ahead} days ago`;
  return dayWords(day, reader);
}

/** "2:05" from 125 seconds. */
export function clockWords(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "1.4 MB", for a chosen file. */
export function fileSizeWords(bytes: number, reader: Pick<Reader, "locale">): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 1_000_000) return `${numberWords(bytes / 1000, reader)} kB`;
  return `${numberWords(bytes / 1_000_000, reader, 1)} MB`;
}
