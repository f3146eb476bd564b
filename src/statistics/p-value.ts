/** How often chance alone would bring something at least this far from what was expected. */
export interface PValue {
  readonly kind: "p-value";
  readonly p: number;
}
