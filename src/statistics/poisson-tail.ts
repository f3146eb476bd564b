import { logGamma } from "./log-gamma.ts";

/**
 * Question: how likely are `count` or more events, when `rate` of them come on average, each by itself?
 *
 * Formula: P(X ≥ k) = Σ_{i ≥ k} e^−λ λ^i / i!. From the mean upwards the terms are added until they no longer count; below it
 * the other side is added and taken from 1, so that no digits are lost where they matter.
 *
 * Assumptions: events are independent and come at one rate. `count` whole, `rate` ≥ 0.
 * Failure values: none; a rate below 0 or no number throws a RangeError. Units: a probability.
 * Source: Johnson, Kemp & Kotz (2005), Univariate Discrete Distributions, 4.
 * Example: poissonTail(5, 1) = 0.00365984682734371.
 */
export function poissonTail(count: number, rate: number): number {
  if (!(rate >= 0)) throw new RangeError(`A rate is not below 0: ${rate}.`);
  if (count <= 0) return 1;
  if (rate === 0) return 0;
  const term = (k: number) => Math.exp(k * Math.log(rate) - rate - logGamma(k + 1));
  if (count > rate) {
    let sum = 0;
    let part = term(count);
    for (let k = count; part > sum * 1e-17; part *= rate / ++k) sum += part;
    return sum;
  }
  let below = 0;
  let part = term(count - 1);
  for (let k = count - 1; k >= 0 && part > below * 1e-17; part *= k / rate, k--) below += part;
  return 1 - below;
}
