import type { MajorLossCriteria } from "./contract.ts";

/** A rule that asks nothing would name every loss. */
export function asksNothing({ minAmountCents, competitors, segment, stageId }: MajorLossCriteria): boolean {
  return (minAmountCents ?? 0) === 0 && competitors === null && segment === null && stageId === null;
}

/** Names that differ in case alone are one; an amount of nothing asks nothing. */
export function settledCriteria(criteria: MajorLossCriteria): MajorLossCriteria {
  const { minAmountCents, competitors, segment, stageId } = criteria;
  return {
    minAmountCents: minAmountCents === 0 ? null : minAmountCents,
    competitors: competitors && once(competitors),
    segment: segment && { ...segment, values: once(segment.values) },
    stageId,
  };
}

function once(names: readonly string[]): string[] {
  return [...new Map(names.map((name) => [name.toLowerCase(), name])).values()];
}

/** Whether two rules name the same losses; in what order they name competitors does not matter. */
export function asksTheSame(one: MajorLossCriteria, other: MajorLossCriteria): boolean {
  const inOrder = ({ minAmountCents, competitors, segment, stageId }: MajorLossCriteria) =>
    JSON.stringify([
      minAmountCents,
      competitors && lowered(competitors),
      segment && [segment.field, lowered(segment.values)],
      stageId,
    ]);
  return inOrder(settledCriteria(one)) === inOrder(settledCriteria(other));
}

export const lowered = (names: readonly string[]) => names.map((name) => name.trim().toLowerCase()).sort();
