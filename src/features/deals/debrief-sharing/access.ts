import type { DebriefsShare } from "../../team/contract.ts";
import { type Asker, maySee, type VisibleOwners } from "../access.ts";

/**
 * What somebody may read of debriefs: everything of those they wrote, of those on deals of their own, and of those on the
 * deals of the people they lead; of all others what the team's setting shares. Who does not see a deal is told of its debrief
 * by nothing here: that question comes before this one.
 */
export type DebriefReader = { memberId: string; leads: VisibleOwners | "nobody"; others: DebriefsShare };

/** Admins and the owner lead everybody; managers whoever's deals they see. */
export function debriefReader(asker: Asker, visible: VisibleOwners, others: DebriefsShare): DebriefReader {
  const isLead = asker.isOwner || asker.role === "admin" || asker.role === "manager";
  return { memberId: asker.memberId, leads: isLead ? visible : "nobody", others };
}

/** `writerId` recorded it (or began it), `ownerId` is whose deal it is about. */
type DebriefOf = { writerId: string | null; ownerId: string | null; isDraft?: boolean };

/** How much of one debrief. What is still being written is nobody else's yet. */
export function sharedOf(
  { memberId, leads, others }: DebriefReader,
  { writerId, ownerId, isDraft = false }: DebriefOf,
): DebriefsShare {
  if (writerId === memberId || ownerId === memberId) return "everything";
  if (leads !== "nobody" && maySee(leads, { ownerId })) return "everything";
  return isDraft ? "nothing" : others;
}

/** Of these people something may be read: where nothing is shared, only of oneself and whom one leads. */
export function ownersRead({ memberId, leads, others }: DebriefReader, visible: VisibleOwners): VisibleOwners {
  if (others !== "nothing") return visible;
  return leads === "nobody" ? { owners: [memberId], unowned: false } : leads;
}

/** Of all debriefs: sums of these tell this person nothing they may not read anyway. */
export const readsAll = ({ leads, others }: DebriefReader, what: "reasons" | "words"): boolean =>
  leads === "all" || others === "everything" || others === what;
