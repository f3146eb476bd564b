import { binomialDensity } from "./binomial-density.ts";

/**
 * Question: how probable is a value at or below x, where values lie between 0 and 1 as Beta(a, b) says?
 *
 * Formula: x^a(1 − x)^b/(a·B(a, b)) times the continued fraction of the incomplete beta function, taken from the side where it
 * converges quickly.
 *
 * Assumptions: a, b > 0. Units: a probability. Failure values: none; other a or b throw a RangeError.
 * Source: NIST Digital Library of Mathematical Functions 8.17.22 (evaluated by Lentz' method); R's pbeta.
 * Example: betaLowerTail(0.3, 2, 5) = 0.579825.
 */
export function betaLowerTail(x: number, a: number, b: number): number {
  if (!(a > 0 && b > 0)) throw new RangeError(`A beta distribution of ${a} and ${b} does not exist.`);
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return x < (a + 1) / (a + b + 2) ? nearTail(x, 1 - x, a, b) : 1 - nearTail(1 - x, x, b, a);
}

/**
 * Question: below which value does Beta(a, b) have this much of its probability?
 *
 * Formula: the root of `betaLowerTail`, by halving the stretch that holds it, down to neighbouring numbers.
 * Units: 0 to 1. Assumptions and source as there; R's qbeta. Failure values: none; p of 0 and 1 give 0 and 1.
 * Example: betaQuantile(0.5, 2, 5) = 0.26444998329566.
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`A probability was expected, not ${p}.`);
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  for (let halved = 0; halved < 1100; halved += 1) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high || high - low < 1e-15 * low) return middle;
    if (betaLowerTail(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return high;
}

function nearTail(x: number, y: number, a: number, b: number): number {
  const front = (binomialDensity(a, a + b, x, y) * b) / (a + b);
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / nonzero(1 - ((a + b) * x) / (a + 1), tiny);
  let fraction = d;
  for (let m = 1; m < 1e6; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / nonzero(1 + even * d, tiny);
    c = nonzero(1 + even / c, tiny);
    fraction *= c * d;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / nonzero(1 + odd * d, tiny);
    c = nonzero(1 + odd / c, tiny);
    const change = c * d;
    fraction *= change;
    if (Math.abs(change - 1) < 1e-16) break;
  }
  return front * fraction;
}

const nonzero = (value: number, tiny: number) => (Math.abs(value) < tiny ? tiny : value);
