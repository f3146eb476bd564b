import type { Session } from "../../../platform/session.ts";
import { maySee, type VisibleOwners } from "../../deals/access.ts";

type Asker = Pick<Session, "memberId" | "role" | "isOwner">;

/** Whoever leads the seller has a view of their own; of their own deal they are the seller. */
export function mayGiveView(asker: Asker, visible: VisibleOwners, deal: { ownerId: string | null }): boolean {
  const leads = asker.isOwner || asker.role === "admin" || asker.role === "manager";
  return leads && maySee(visible, deal) && deal.ownerId !== asker.memberId;
}
