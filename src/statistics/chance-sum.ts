/** What one thing may bring: each of `values` with its probability, else 0. A deal worth 5,000 at 30 % is { values: [5000], probabilities: [0.3] }. */
export interface Chance {
  readonly values: readonly number[];
  readonly probabilities: readonly number[];
}

/** How probable each sum is: place k holds k·unit, the last place that and everything above. */
export interface ChanceSum {
  readonly unit: number;
  readonly probabilities: Float64Array;
}

/**
 * Question: several deals, each won with its own probability and worth its own amount; what may they bring together?
 *
 * Formula: the distribution of the sum by convolution, one deal after the other, on a grid of at most `cells` steps up to the most
 * they can bring. Where the greatest common divisor of all values reaches that far the sum is exact. Else a value between two
 * places is shared among them so that its mean stays: the mean of the sum is exact, its variance too large by at most unit²/4 a
 * deal, and a quantile off by about one step.
 *
 * Assumptions: the deals are independent of each other. Where one thing moves them all (a market, a product that fails) the
 * true range is wider. Units: values in whole units (cents), probabilities 0 to 1.
 * Failure values: none; no deals bring 0. Probabilities that are none throw a RangeError.
 * Source: Hong (2013), Computational Statistics & Data Analysis 59, 41–51 (sums of independent, unequal trials); held against R, every
 * outcome counted out.
 * Example: sumOfChances([{ values: [300], probabilities: [0.5] }, { values: [200], probabilities: [0.4] }]): 0, 200, 300, 500 with 0.3, 0.2,
 * 0.3, 0.2.
 */
export function sumOfChances(chances: readonly Chance[], { cells = 4096 }: { cells?: number } = {}): ChanceSum {
  let [most, divisor] = [0, 0];
  for (const { values } of chances) {
    most += values.reduce((largest, value) => Math.max(largest, value), 0);
    for (const value of values) divisor = greatestDivisor(divisor, value);
  }
  const unit = most === 0 ? 1 : divisor > 0 && most / divisor <= cells ? divisor : most / cells;
  // A value between two places is shared among them: each deal may reach a step beyond what it can bring.
  const beyond = unit === divisor ? 0 : chances.length;
  let sum = noChance(unit, Math.round(most / unit) + 1 + beyond);
  for (const chance of chances) sum = withChance(sum, chance);
  return sum;
}

/** Nothing yet: 0 for sure, on a grid of so many places. Sums above the last place are kept in it. */
export function noChance(unit: number, places: number): ChanceSum {
  const probabilities = new Float64Array(places);
  probabilities[0] = 1;
  return { unit, probabilities };
}

/** The same with one more thing that may bring something. See `sumOfChances`. */
export function withChance({ unit, probabilities: before }: ChanceSum, { values, probabilities }: Chance): ChanceSum {
  const after = new Float64Array(before.length);
  const last = before.length - 1;
  let nothing = 1;
  for (const [index, value] of values.entries()) {
    const probability = probabilities[index] ?? Number.NaN;
    if (!(probability >= 0 && probability <= 1 && value >= 0))
      throw new RangeError(`${value} with ${probability} is no chance.`);
    nothing -= probability;
    const place = Math.floor(value / unit + 1e-9);
    const above = Math.max(0, value / unit - place);
    const share = above < 1e-9 ? 0 : above;
    for (let from = 0; from <= last; from += 1) {
      const mass = (before[from] ?? 0) * probability;
      if (mass === 0) continue;
      add(after, Math.min(last, from + place), mass * (1 - share));
      if (share > 0) add(after, Math.min(last, from + place + 1), mass * share);
    }
  }
  if (nothing < -1e-9) throw new RangeError("Probabilities of one thing are more than 1 together.");
  for (let place = 0; place <= last; place += 1) add(after, place, (before[place] ?? 0) * Math.max(0, nothing));
  return { unit, probabilities: after };
}

/** How probable it is that the sum is at least so much. */
export function chanceOfAtLeast({ unit, probabilities }: ChanceSum, value: number): number {
  let sum = 0;
  for (let place = probabilities.length - 1; place >= 0 && place * unit >= value - unit * 1e-9; place -= 1)
    sum += probabilities[place] ?? 0;
  return Math.min(1, sum);
}

/** The smallest sum that is not exceeded with probability p. */
export function chanceQuantile({ unit, probabilities }: ChanceSum, p: number): number {
  let below = 0;
  for (let place = 0; place < probabilities.length; place += 1) {
    below += probabilities[place] ?? 0;
    if (below >= p - 1e-12) return place * unit;
  }
  return (probabilities.length - 1) * unit;
}

function add(to: Float64Array, place: number, mass: number): void {
  to[place] = (to[place] ?? 0) + mass;
}

function greatestDivisor(one: number, other: number): number {
  let [a, b] = [one, other];
  while (b > 0) [a, b] = [b, a % b];
  return a;
}
