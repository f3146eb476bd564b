import type { Asker } from "../deals/access.ts";

/** Marketing reads and promises nothing on deals. */
export function mayCommit(asker: Asker): boolean {
  return asker.role !== "marketing" || asker.isOwner;
}

/** A promise is reworded and ended by whoever made it. */
export function mayChangeCommitment(asker: Asker, commitment: { memberId: string }): boolean {
  return commitment.memberId === asker.memberId;
}
