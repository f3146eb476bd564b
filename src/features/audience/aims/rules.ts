import type { AimFits, AimKind } from "./contract.ts";

/** Days alone say nothing of whom or with what: they take no deal by themselves. */
export const takesNothing = ({ source, rule }: AimFits): boolean => source === null && rule.length === 0;

/** What was entered, each value once; what is a campaign's alone is no persona's. */
export function settledFits(kind: AimKind, { source, startsOn, endsOn, rule }: AimFits): AimFits {
  const settled = rule.map((condition) => ({ ...condition, values: once(condition.values) }));
  return kind === "campaign"
    ? { source, startsOn, endsOn, rule: settled }
    : { source: null, startsOn: null, endsOn: null, rule: settled };
}

export const areDaysTurned = ({ startsOn, endsOn }: Pick<AimFits, "startsOn" | "endsOn">): boolean =>
  startsOn !== null && endsOn !== null && endsOn < startsOn;

/** Upper and lower case are the same value; the first way of writing it stays. */
function once(values: readonly string[]): string[] {
  return values.filter(
    (value, place) => values.findIndex((other) => other.toLowerCase() === value.toLowerCase()) === place,
  );
}
