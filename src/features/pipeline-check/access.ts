import type { Asker } from "../deals/access.ts";
import { type DebriefReader, sharedOf } from "../deals/debrief-sharing/access.ts";
import type { CommitmentShape } from "./contract.ts";

/** Marketing reads and promises nothing on deals. */
export function mayCommit(asker: Asker): boolean {
  return asker.role !== "marketing" || asker.isOwner;
}

/** A promise is reworded and ended by whoever made it. */
export function mayChangeCommitment(asker: Asker, commitment: { memberId: string }): boolean {
  return commitment.memberId === asker.memberId;
}

/** A promise as its debrief is shared: of a colleague's one may read what is watched and done about it, but not their words. */
export function asShared(reader: DebriefReader, commitment: CommitmentShape): CommitmentShape {
  const { memberId } = commitment;
  const shared = sharedOf(reader, { writerId: memberId, ownerId: memberId });
  return shared === "everything" ? commitment : { ...commitment, wording: "" };
}
