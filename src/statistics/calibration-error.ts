import { type TooFew, tooFew } from "./too-few.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** Deals of like probability: what was said of them, and what came of them. */
export interface CalibrationBin {
  /** Lowest and highest probability in it. */
  readonly from: number;
  readonly to: number;
  /** Mean of what was said. */
  readonly said: number;
  /** Share won, with its 95 % Wilson interval. */
  readonly happened: number;
  readonly low: number;
  readonly high: number;
  /** How many independent rows this rests on. */
  readonly rows: number;
}

export interface CalibrationError {
  readonly kind: "calibration";
  readonly error: number;
  readonly bins: readonly CalibrationBin[];
}

/**
 * Question: of the deals given 70 %, were 70 of 100 won? And so on along the scale.
 *
 * Formula: rows in order of their probability are cut into bins of equal weight (equal probabilities stay together).
 * Expected calibration error = Σ over bins of weight share × |mean probability − share won|. Each bin's share won has its Wilson
 * interval at the bin's effective number (Σw)²/Σw², or at its number of clusters where several rows are looks at one deal and
 * that is fewer.
 *
 * Assumptions: probabilities stated for deals the model had not seen. Right probabilities score above 0, too, because
 * every bin's share scatters: about 0.8·√(p(1 − p)/n) for n rows a bin.
 * Units: shares; 0.03 means three points off on average.
 * Failure values: with fewer rows than bins, too few.
 * Source: Naeini, Cooper & Hauskrecht (2015), Obtaining Well Calibrated Probabilities Using Bayesian Binning, AAAI; equal-count bins
 * as in Nixon et al. (2019), Measuring Calibration in Deep Learning, CVPR workshops.
 * Example: calibrationError({ probabilities: [0.2, 0.2, 0.8, 0.8], outcomes: [0, 0, 1, 0], bins: 2 }) → error 0.25: of the first
 * two none was won (0.2 off), of the last two one (0.3 off).
 */
export function calibrationError(ask: {
  probabilities: Float64Array;
  outcomes: Uint8Array;
  weights?: Float64Array | undefined;
  /** Rows with the same number are looks at one deal. */
  clusters?: Int32Array | undefined;
  bins?: number | undefined;
}): CalibrationError | TooFew {
  const { probabilities, outcomes, weights, clusters, bins: wanted = 10 } = ask;
  const weightOf = (row: number) => (weights ? (weights[row] ?? 0) : 1);
  const order = Uint32Array.from(probabilities, (_, row) => row)
    .filter((row) => weightOf(row) > 0)
    .sort((one, other) => (probabilities[one] ?? 0) - (probabilities[other] ?? 0));
  if (order.length < wanted) return tooFew(order.length, wanted);
  const all = order.reduce((sum, row) => sum + weightOf(row), 0);

  const bins: CalibrationBin[] = [];
  let error = 0;
  let passed = 0;
  for (let first = 0; first < order.length; ) {
    // By what has passed of all, so that a crowded bin is not made up for by a thin one.
    const until = (all * (Math.floor((passed / all) * wanted + 1e-9) + 1)) / wanted;
    let next = first;
    while (next < order.length && (next === first || passed < until * (1 - 1e-12) || tied(next))) {
      passed += weightOf(order[next] ?? 0);
      next++;
    }
    const { weight, ...bin } = summary(order.subarray(first, next));
    bins.push(bin);
    error += (weight / all) * Math.abs(bin.said - bin.happened);
    first = next;
  }
  return { kind: "calibration", error, bins };

  function tied(next: number): boolean {
    return probabilities[order[next] ?? 0] === probabilities[order[next - 1] ?? 0];
  }

  function summary(rows: Uint32Array): CalibrationBin & { weight: number } {
    let weight = 0;
    let squares = 0;
    let said = 0;
    let won = 0;
    for (const row of rows) {
      const each = weightOf(row);
      weight += each;
      squares += each * each;
      said += each * (probabilities[row] ?? 0);
      won += each * (outcomes[row] ?? 0);
    }
    const effective = (weight * weight) / squares;
    const independent = clusters
      ? Math.min(effective, new Set(Array.from(rows, (row) => clusters[row] ?? 0)).size)
      : effective;
    const share = Math.min(1, won / weight);
    const interval = wilsonInterval({ count: share * independent, of: independent });
    return {
      from: probabilities[rows[0] ?? 0] ?? 0,
      to: probabilities[rows[rows.length - 1] ?? 0] ?? 0,
      said: said / weight,
      happened: share,
      low: interval.kind === "interval" ? interval.low : 0,
      high: interval.kind === "interval" ? interval.high : 1,
      rows: independent,
      weight,
    };
  }
}
