import { stirlingError } from "./log-gamma.ts";

/**
 * Question: x^k·y^(n − k)·Γ(n + 1)/(Γ(k + 1)·Γ(n − k + 1)) with y = 1 − x, the probability of k of n, k and n any numbers from 0.
 *
 * Formula: Loader's saddle-point form, in which the large factorials cancel on paper; exact to a few units of the last digits
 * also for counts of millions, where logarithms of factorials would have lost nine digits.
 *
 * Assumptions: 0 < k < n, 0 < x < 1, y = 1 − x given by itself, so that no digits are lost where x is near 1.
 * Failure values: none. Source: Loader (2000), Fast and Accurate Computation of Binomial Probabilities; R's dbinom.
 * Example: binomialDensity(3, 10, 0.5, 0.5) = 120/1024 = 0.1171875.
 */
export function binomialDensity(k: number, n: number, x: number, y: number): number {
  const rest = n - k;
  const log = stirlingError(n) - stirlingError(k) - stirlingError(rest) - deviance(k, n * x) - deviance(rest, n * y);
  return Math.exp(log) * Math.sqrt(n / (2 * Math.PI * k * rest));
}

/** k·ln(k/m) + m − k, without losing digits where k is near m. */
function deviance(k: number, m: number): number {
  if (Math.abs(k - m) >= 0.1 * (k + m)) return k * Math.log(k / m) + m - k;
  const v = (k - m) / (k + m);
  let sum = (k - m) * v;
  let power = 2 * k * v;
  for (let j = 3; ; j += 2) {
    power *= v * v;
    const next = sum + power / j;
    if (next === sum) return sum;
    sum = next;
  }
}
