import type { CustomerAnswers } from "../../customer-answers/contract.ts";

/** Two windows wrote different things in the same place, and nobody but the person can say which counts. */
const collided = Symbol("collided");
type Merged<Value> = Value | typeof collided;

/**
 * What two windows wrote over the same answers, put together: each place is taken from whoever changed it. Undefined where
 * both changed one place differently.
 */
export function mergeAnswers(
  base: CustomerAnswers,
  mine: CustomerAnswers,
  theirs: CustomerAnswers,
): CustomerAnswers | undefined {
  const of = <Key extends keyof CustomerAnswers>(key: Key) => pick(base[key], mine[key], theirs[key]);
  const merged: MergedAnswers = {
    winnerBetter: of("winnerBetter"),
    compared: of("compared"),
    leastUnderstood: of("leastUnderstood"),
    winAgain: of("winAgain"),
    winAgainNote: of("winAgainNote"),
    whoDecided: of("whoDecided"),
    quote: of("quote"),
    quoteConsent: of("quoteConsent"),
    quoteName: of("quoteName"),
    otherReason: of("otherReason"),
    reasons: list(base.reasons, mine.reasons, theirs.reasons, ({ reasonId }) => reasonId),
    priorities: list(
      base.priorities,
      mine.priorities,
      theirs.priorities,
      ({ priorityId, name }) => priorityId ?? `named ${name.toLowerCase()}`,
    ),
    recommendations: list(base.recommendations, mine.recommendations, theirs.recommendations, ({ id }) => id),
  };
  return isWhole(merged) ? merged : undefined;
}

type MergedAnswers = { [Key in keyof CustomerAnswers]: Merged<CustomerAnswers[Key]> };

const isWhole = (merged: MergedAnswers): merged is CustomerAnswers =>
  Object.values(merged).every((part) => part !== collided);

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function pick<Value>(base: Value, mine: Value, theirs: Value): Merged<Value> {
  if (same(mine, base) || same(mine, theirs)) return theirs;
  return same(theirs, base) ? mine : collided;
}

/** Each by what it is about: what one window took out or added does not touch the others. */
function list<Item>(
  base: readonly Item[],
  mine: readonly Item[],
  theirs: readonly Item[],
  keyOf: (item: Item) => string,
): Merged<Item[]> {
  const byKey = (items: readonly Item[]) => new Map(items.map((item) => [keyOf(item), item]));
  const [before, ours, others] = [byKey(base), byKey(mine), byKey(theirs)];
  const found: Item[] = [];
  for (const key of new Set([...others.keys(), ...ours.keys()])) {
    const item = pick(before.get(key), ours.get(key), others.get(key));
    if (item === collided) return collided;
    if (item !== undefined) found.push(item);
  }
  return found;
}
