const digitsKnown = new Map<string, number>();

/** How many digits a currency's minor unit takes: 2 for euros, 0 for yen. */
export function fractionDigitsOf(currency: string): number {
  let digits = digitsKnown.get(currency);
  if (digits === undefined) {
    digits = new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2;
    digitsKnown.set(currency, digits);
  }
  return digits;
}

/** A sum in whole minor units. What is more than can be counted to the cent stands at the most that can. */
export function sumOf(minorUnits: number, currency: string): { amountCents: number; currency: string } {
  return { amountCents: Math.min(Math.round(minorUnits), Number.MAX_SAFE_INTEGER), currency };
}

/**
 * `1234.50`, with as many decimals as the currency has. In text, not in floats: large amounts keep every cent. Of a currency with
 * three decimals one more is written: `1.234` by itself is read as more than a thousand by whoever groups digits by points.
 */
export function decimalAmount(minorUnits: number, currency: string): string {
  const digits = fractionDigitsOf(currency);
  if (digits === 0) return String(minorUnits);
  const text = String(Math.abs(minorUnits)).padStart(digits + 1, "0");
  return `${minorUnits < 0 ? "-" : ""}${text.slice(0, -digits)}.${text.slice(-digits)}${digits === 3 ? "0" : ""}`;
}
