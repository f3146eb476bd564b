/**
 * Question: so many things were tested that some look striking by chance; which share of what is shown would be chance?
 *
 * Formula: sorted from the smallest, the i-th of m p-values becomes min over j ≥ i of p(j)·m/j, at most 1. Showing
 * everything whose adjusted value is at most q keeps the expected share of false findings among those shown at q or below.
 *
 * Assumptions: the tests are independent, or lean the same way (as wins do in overlapping groups of deals). Every test that
 * was made goes in, also those that nobody would show.
 * Units: probabilities in, adjusted probabilities out, in the order given.
 * Failure values: none; no tests give no values. A p-value outside 0 to 1 throws a RangeError: it is a fault in the program.
 * Source: Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57, 289–300; R's p.adjust(method = "BH").
 * Example: benjaminiHochberg([0.01, 0.04, 0.03]) → [0.03, 0.04, 0.04].
 */
export function benjaminiHochberg(p: ArrayLike<number>): Float64Array {
  const order = Uint32Array.from({ length: p.length }, (_, index) => index);
  const at = (index: number) => p[index] ?? Number.NaN;
  for (const index of order)
    if (!(at(index) >= 0 && at(index) <= 1)) throw new RangeError(`A p-value was expected, not ${p[index]}.`);
  order.sort((one, other) => at(other) - at(one));
  const adjusted = new Float64Array(p.length);
  let least = 1;
  order.forEach((index, larger) => {
    least = Math.min(least, (p.length / (p.length - larger)) * at(index));
    adjusted[index] = least;
  });
  return adjusted;
}
