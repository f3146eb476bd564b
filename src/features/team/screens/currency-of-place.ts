const euroPlaces = new Set("AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK".split(" "));
const currencies: Record<string, string> = {
  AU: "AUD",
  BR: "BRL",
  CA: "CAD",
  CH: "CHF",
  CZ: "CZK",
  DK: "DKK",
  GB: "GBP",
  HU: "HUF",
  IN: "INR",
  JP: "JPY",
  MX: "MXN",
  NO: "NOK",
  NZ: "NZD",
  PL: "PLN",
  SE: "SEK",
  SG: "SGD",
  ZA: "ZAR",
};

/** The currency somebody probably sells in, from their browser's language ("de-AT" → EUR); a guess they can change. */
export function currencyOfPlace(language: string): string {
  const place = new Intl.Locale(language).maximize().region ?? "US";
  return euroPlaces.has(place) ? "EUR" : (currencies[place] ?? "USD");
}
