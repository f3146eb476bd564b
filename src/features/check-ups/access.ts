import type { Session } from "../../platform/session.ts";
import type { VisibleOwners } from "../deals/access.ts";

type Asker = Pick<Session, "memberId" | "role" | "isOwner">;

/** Marketing, managers and admins keep what we offer and what became of the product's limits; everybody reads it. */
export function mayKeepOffer({ role, isOwner }: Pick<Asker, "role" | "isOwner">): boolean {
  return isOwner || role === "admin" || role === "manager" || role === "marketing";
}

/**
 * Whose calls are counted. What the team's calls came to is a sum that names nobody, so that a rep reads it for all; a
 * manager reads their own team's.
 */
export function countedOwners(asker: Asker, of: "me" | "team", visible: VisibleOwners): VisibleOwners {
  if (of === "me") return { owners: [asker.memberId], unowned: false };
  return asker.role === "rep" && !asker.isOwner ? "all" : visible;
}
