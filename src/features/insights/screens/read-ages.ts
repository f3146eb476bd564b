const most = 12;
const oldest = 720;

/** "7, 14, 21" as ages in days, in order; null where it is something else. */
export function agesIn(text: string): number[] | null {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  const ages = [...new Set(parts.map(Number))];
  const fine = ages.every((age) => Number.isInteger(age) && age >= 0 && age <= oldest);
  return fine && ages.length > 0 && ages.length <= most ? ages.toSorted((one, other) => one - other) : null;
}
