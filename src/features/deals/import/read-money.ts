/** Which sign stands before the cents. Settled from all values of a column. */
export type DecimalSign = "." | ",";

/** `minor`: whole minor units (cents); `currency`: if the cell names one. */
export type WrittenAmount = { minor: number; currency: string | null };

const largest = 1e15;
const symbols: Record<string, string> = {
  ...{ "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₽": "RUB", "₩": "KRW", "₺": "TRY", "₪": "ILS", "₴": "UAH" },
  ...{ zł: "PLN", Kč: "CZK", R$: "BRL", US$: "USD", C$: "CAD", CA$: "CAD", A$: "AUD", AU$: "AUD" },
};
const dollars = new Set(["USD", "CAD", "AUD", "NZD", "SGD", "HKD", "MXN", "CLP", "COP", "ARS"]);

const written =
  /^(\(|-|\+|−)?\s*([^\d.,()-]{0,6}?)\s*(-|−)?\s*(\d(?:[\d.,\s'’]*\d)?[.,]?|[.,]\d+)\s*([kKmM](?![A-Za-z])|Mio\.?|Tsd\.?)?\s*([^\d.,()]{0,6}?)(\)|-)?$/u;
const factors: Record<string, number> = { k: 1e3, m: 1e6, mio: 1e6, tsd: 1e3 };

type Parts = { negative: boolean; digits: string; factor: number; unit: string };

function takeApart(text: string): Parts | null {
  const match = written.exec(text.trim());
  if (!match) return null;
  const [, before, unitBefore = "", inner, digits = "", factor, unitAfter = "", after] = match;
  if ((before === "(") !== (after === ")")) return null;
  const signs = [before, inner, after].filter((sign) => sign !== undefined && sign !== "+");
  if (signs.length > 1 && before !== "(") return null;
  return {
    negative: signs.length > 0,
    // Spaces and apostrophes only ever group digits.
    digits: digits.replaceAll(/[\s'’]/gu, ""),
    factor: factor ? (factors[factor.toLowerCase().replace(".", "")] ?? 1) : 1,
    unit: (unitBefore || unitAfter).trim(),
  };
}

// What most files hold; few enough digits for a float to be exact.
const plainAmount: Record<DecimalSign, RegExp> = {
  ".": /^(?:\d{1,9}|\d{1,3}(?:,\d{3}){1,2})(?:\.\d{1,2})?$/,
  ",": /^(?:\d{1,9}|\d{1,3}(?:\.\d{3}){1,2})(?:,\d{1,2})?$/,
};

const wellGrouped: Record<DecimalSign, RegExp> = {
  ".": /^(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})*,\d{3}|\d*)(?:\.\d*)?$/,
  ",": /^(?:\d{1,3}(?:\.\d{3})+|\d*)(?:,\d*)?$/,
};

/**
 * Reads an amount of money; null when it is none in this way of writing. `fractionDigits` are the currency's own: a
 * yen has none. What is finer than the minor unit is rounded, halves away from zero.
 */
export function readAmount(
  text: string,
  decimal: DecimalSign,
  workspaceCurrency: string,
  fractionDigits: (currency: string) => number,
  currencyOfRow: string | null = null,
): WrittenAmount | null {
  if (plainAmount[decimal].test(text)) {
    const digits = decimal === "." ? text.replaceAll(",", "") : text.replaceAll(".", "").replace(",", ".");
    return {
      minor: Math.round(Number(digits) * 10 ** fractionDigits(currencyOfRow ?? workspaceCurrency)),
      currency: null,
    };
  }
  const parts = takeApart(text);
  if (parts === null || !wellGrouped[decimal].test(parts.digits)) return null;
  const currency = parts.unit === "" ? null : readCurrency(parts.unit, workspaceCurrency);
  if (currency === null && parts.unit !== "") return null;
  const plain = parts.digits.replaceAll(decimal === "." ? "," : ".", "").replace(",", ".");
  const minor = minorUnits(plain, fractionDigits(currency ?? currencyOfRow ?? workspaceCurrency), parts.factor);
  if (minor === null || minor > largest) return null;
  return { minor: parts.negative && minor !== 0 ? -minor : minor, currency };
}

/** Decimal text to whole minor units without passing through a float: 1.005 has no exact double. */
function minorUnits(plain: string, fractionDigits: number, factor: number): number | null {
  const [whole = "", fraction = ""] = plain.split(".");
  if (whole === "" && fraction === "") return null;
  if (factor !== 1) return Math.round(Number(plain) * factor * 10 ** fractionDigits);
  const kept = fraction.slice(0, fractionDigits).padEnd(fractionDigits, "0");
  const rounds = (fraction.charCodeAt(fractionDigits) || 48) >= 53 ? 1 : 0;
  return Number(`${whole}${kept}`) + rounds;
}

/** A currency's code from a code or symbol; "$" is the workspace's own dollar, if it has one. */
export function readCurrency(text: string, workspaceCurrency: string): string | null {
  const unit = text.trim();
  if (unit === "$") return dollars.has(workspaceCurrency) ? workspaceCurrency : "USD";
  if (/^[A-Za-z]{3}$/.test(unit)) return unit.toUpperCase();
  const named = /^(?:\p{L}[\p{L} ]*)?\(?([A-Z]{3})\)?$/u.exec(unit);
  return symbols[unit] ?? named?.[1] ?? symbols[unit.replaceAll(/[A-Za-z\s]/g, "")] ?? null;
}

/** One sign, and one or two digits after it: nothing but cents. */
const plainDecimal = /^\d{1,12}[.,]\d{1,2}$/;

/** What a column's values say about which sign stands before the cents. */
export class DecimalEvidence {
  #votes = { ".": 0, ",": 0 };
  #groupsByComma = 0;
  #groupsByDot = 0;

  add(text: string): void {
    // Most amounts are plain digits and say nothing.
    const dot = text.lastIndexOf(".");
    const comma = text.lastIndexOf(",");
    if (dot === -1 && comma === -1) return;
    if (plainDecimal.test(text)) {
      this.#votes[dot !== -1 ? "." : ","] += 1;
      return;
    }
    const digits = takeApart(text)?.digits;
    if (digits === undefined) return;
    const lastDot = digits.lastIndexOf(".");
    const lastComma = digits.lastIndexOf(",");
    if (lastDot !== -1 && lastComma !== -1) this.#votes[lastDot > lastComma ? "." : ","] += 1;
    else {
      const sign = lastDot !== -1 ? "." : ",";
      const last = Math.max(lastDot, lastComma);
      if (last === -1) return;
      if (digits.indexOf(sign) !== last) this.#votes[sign === "." ? "," : "."] += 1;
      else if (digits.length - last - 1 !== 3 || last > 3 || last === 0 || digits.startsWith("0"))
        this.#votes[sign] += 1;
      else if (sign === ",") this.#groupsByComma += 1;
      else this.#groupsByDot += 1;
    }
  }

  /** Three digits after a lone sign are a group of thousands where no value says otherwise: amounts have two decimals. */
  settle(): DecimalSign {
    if (this.#votes["."] !== this.#votes[","]) return this.#votes["."] > this.#votes[","] ? "." : ",";
    return this.#groupsByDot > this.#groupsByComma ? "," : ".";
  }
}
