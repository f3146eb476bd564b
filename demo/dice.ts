/** A source of chance that always falls the same for the same seed. */
export type Dice = {
  /** Uniform in [0, 1). */
  share: () => number;
  between: (least: number, most: number) => number;
  /** A whole number from `least` to `most`, both included. */
  whole: (least: number, most: number) => number;
  happens: (probability: number) => boolean;
  /** Standard normal. */
  normal: () => number;
  pick: <Item>(items: readonly Item[]) => Item;
  /** Index of a weight, in proportion to the weights. */
  weighted: (weights: readonly number[]) => number;
};

/** Mixes a seed and where it is used (a deal's number, an account's number) into one 32-bit start value. */
function mix(...parts: number[]): number {
  let hash = 0x9e3779b9;
  for (const part of parts) {
    hash = Math.imul(hash ^ (part >>> 0), 0x85ebca6b);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0xc2b2ae35);
    hash ^= hash >>> 16;
  }
  return hash >>> 0;
}

/**
 * sfc32 (Chris Doty-Humphrey's small fast counter, public domain). Every deal and account has dice of its own, so that a
 * deal's story does not depend on what was rolled for the deals before it.
 */
export function rollDice(seed: number, ...place: number[]): Dice {
  let a = mix(seed, 1, ...place);
  let b = mix(seed, 2, ...place);
  let c = mix(seed, 3, ...place);
  let counter = 1;
  const share = () => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4_294_967_296;
  };
  for (let round = 0; round < 12; round++) share();
  const weighted = (weights: readonly number[]) => {
    let left = share() * weights.reduce((sum, weight) => sum + weight, 0);
    for (const [index, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) return index;
    }
    return weights.length - 1;
  };
  return {
    share,
    between: (least, most) => least + share() * (most - least),
    whole: (least, most) => least + Math.floor(share() * (most - least + 1)),
    happens: (probability) => share() < probability,
    normal: () => Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share()),
    pick: (items) => the(items, Math.floor(share() * items.length)),
    weighted,
  };
}

/** The item at an index that must exist. */
export function the<Item>(items: { readonly [index: number]: Item; readonly length: number }, index: number): Item {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index} of ${items.length}`);
  return item;
}
