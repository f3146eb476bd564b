/** An estimate and what else it may well be. */
export interface Interval {
  readonly kind: "interval";
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}
