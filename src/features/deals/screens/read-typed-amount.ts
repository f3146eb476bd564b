const factors: Record<string, number> = { k: 1e3, m: 1e6 };
const written = /^(\d[\d.,]*|[.,]\d+)([km]?)$/i;
/** Thousands, or as India groups: 12,34,567. */
const grouped = /^[1-9]\d{0,2}(?:[.,]\d{2,3})*[.,]\d{3}$/;
const mostMinor = 1e15;

/**
 * Reads an amount as somebody types it, whatever their country writes: "22,700", "22.700,50", "€ 22 700", "45k". Whole
 * minor units; null for nothing typed; undefined for what is no amount.
 */
export function readTypedAmount(text: string, currency: string): number | null | undefined {
  const bare = text.replaceAll(/[\s'’]|[\p{Sc}]/gu, "").replace(new RegExp(`^${currency}|${currency}$`, "i"), "");
  if (bare === "") return null;
  const [, digits, letter = ""] = written.exec(bare) ?? [];
  if (digits === undefined) return undefined;
  const plain = withPoint(digits);
  if (plain === undefined) return undefined;
  const factor = factors[letter.toLowerCase()] ?? 1;
  const minor = Math.round(Number(plain) * factor * 10 ** fractionDigits(currency));
  return minor <= mostMinor ? minor : undefined;
}

/** A sign that stands once stands before cents, unless exactly three digits follow: those are thousands. */
function withPoint(digits: string): string | undefined {
  const lastSign = Math.max(digits.lastIndexOf("."), digits.lastIndexOf(","));
  if (lastSign === -1) return digits;
  const sign = digits[lastSign];
  const whole = digits.slice(0, lastSign);
  const other = sign === "." ? "," : ".";
  if (!digits.includes(other) && grouped.test(digits)) return digits.replaceAll(/[.,]/g, "");
  if (whole.includes(sign ?? "") || (whole.includes(other) && !grouped.test(whole))) return undefined;
  return `${whole.replaceAll(other, "") || "0"}.${digits.slice(lastSign + 1)}`;
}

/** How many digits its smallest coin takes: 2 for the euro, none for the yen. */
export function fractionDigits(currency: string): number {
  try {
    const format = new Intl.NumberFormat("en", { style: "currency", currency });
    return format.resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

/** An amount as it is put into a field: no sign, grouped as the reader groups. */
export function typedAmount(amountCents: number | null, currency: string, locale: string): string {
  if (amountCents === null) return "";
  const digits = fractionDigits(currency);
  const value = amountCents / 10 ** digits;
  return new Intl.NumberFormat(locale, {
    minimumFractionDigits: Number.isInteger(value) ? 0 : digits,
    maximumFractionDigits: digits,
  }).format(value);
}
