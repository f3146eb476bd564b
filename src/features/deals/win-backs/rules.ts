const longestName = 500;

/** A second deal with the same customer about the same thing: "Acme: Planner" → "Acme: Planner (2)" → "(3)". */
export function nameOfNext(earlier: string): string {
  const [, said = earlier, count = "1"] = /^(.+) \((\d{1,3})\)$/.exec(earlier) ?? [];
  const ending = ` (${Number(count) + 1})`;
  return `${said.slice(0, longestName - ending.length)}${ending}`;
}
