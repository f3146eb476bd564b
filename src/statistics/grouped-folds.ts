/**
 * Question: Which rows are held out together when a model is tried on deals it has not seen?
 *
 * Formula: All rows of a group (the looks at one deal, or identical deals) fall into one fold. Groups are dealt out in the
 * given order, the won ones and the lost ones each by themselves, so that every fold wins about as often as the others.
 *
 * `order` lists every group once. There are no dice here: another order gives another, equally good split.
 *
 * @returns The fold of each row, from 0.
 * Example: groupedFolds({ groups: Int32Array.of(0, 0, 1, 2), outcomes: Uint8Array.of(1, 1, 0, 1), folds: 2, order: [0, 1, 2] })
 * // → Uint8Array [0, 0, 1, 1]
 */
export function groupedFolds(ask: {
  groups: Int32Array;
  outcomes: Uint8Array;
  folds: number;
  order: Uint32Array | readonly number[];
}): Uint8Array {
  const { groups, outcomes, folds, order } = ask;
  let largest = 0;
  for (const group of groups) if (group > largest) largest = group;
  // A group that wins in one row counts as won: rows of one deal end alike, and identical deals nearly.
  const won = new Uint8Array(largest + 1);
  for (let row = 0; row < groups.length; row++) if (outcomes[row] === 1) won[groups[row] ?? 0] = 1;
  const foldOf = new Uint8Array(largest + 1);
  const dealt = [0, 0];
  for (const group of order) {
    const side = won[group] === 1 ? 1 : 0;
    const count = dealt[side] ?? 0;
    // The lost begin where the won began, from the other end: neither side fills the same folds first.
    foldOf[group] = side === 1 ? count % folds : folds - 1 - (count % folds);
    dealt[side] = count + 1;
  }
  return Uint8Array.from(groups, (group) => foldOf[group] ?? 0);
}
