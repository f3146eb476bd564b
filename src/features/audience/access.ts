import type { Session } from "../../platform/session.ts";
import { mayChange, maySee, type VisibleOwners } from "../deals/access.ts";

type Asker = Pick<Session, "memberId" | "role" | "isOwner">;

/** Marketing, managers and admins say whom we aim at and read how it goes; a seller sees it on their own deals. */
export function mayKeepAudience({ role, isOwner }: Pick<Asker, "role" | "isOwner">): boolean {
  return isOwner || role === "marketing" || role === "manager" || role === "admin";
}

/** Which persona a deal is of is marketing's own word, too: the one thing that marketing changes on a deal. */
export function maySayAim(asker: Asker, visible: VisibleOwners, deal: { ownerId: string | null }): boolean {
  return mayChange(asker, visible, deal) || (mayKeepAudience(asker) && maySee(visible, deal));
}
