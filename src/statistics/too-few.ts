/** Too little is known to say anything: `outOf` were there, at least `needed` would have to be. */
export interface TooFew {
  readonly kind: "too-few";
  readonly outOf: number;
  readonly needed: number;
}

export const tooFew = (outOf: number, needed: number): TooFew => ({ kind: "too-few", outOf, needed });
