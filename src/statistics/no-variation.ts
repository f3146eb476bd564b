/** Everything observed is the same (all won, all lost, all agree by necessity): there is nothing to compare. */
export interface NoVariation {
  readonly kind: "no-variation";
}

export const noVariation: NoVariation = { kind: "no-variation" };
