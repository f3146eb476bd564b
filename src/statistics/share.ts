/** How many of how many: 9 of 30 deals won is `{ count: 9, of: 30 }`. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/** A share outside 0 to `of` is a fault in the program, not in anybody's data. */
export function checkShare({ count, of }: Share): void {
  if (!(count >= 0 && count <= of && Number.isFinite(of)))
    throw new RangeError(`${count} of ${of} is no share of anything.`);
}
