import { checkShare, type Share } from "./share.ts";

/** Deals with something and deals without it, among deals that are alike in what is held equal (amount band, pipeline). */
export interface Stratum {
  readonly exposed: Share;
  readonly others: Share;
}

/** The strata with deals on both sides; the others say nothing about a difference. */
export function comparable(strata: readonly Stratum[]): readonly Stratum[] {
  for (const { exposed, others } of strata) {
    checkShare(exposed);
    checkShare(others);
  }
  return strata.filter(({ exposed, others }) => exposed.of > 0 && others.of > 0);
}
