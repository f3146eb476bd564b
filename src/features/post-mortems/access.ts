import type { Session } from "../../platform/session.ts";
import { maySee, type VisibleOwners } from "../deals/access.ts";

type Asker = Pick<Session, "memberId" | "role" | "isOwner">;
type About = { ownerId: string | null; leadId: string | null };

/** Managers, admins and the owner say which losses are major, which are left out, and what customers are asked about. */
export function mayKeepRules({ role, isOwner }: Pick<Asker, "role" | "isOwner">): boolean {
  return isOwner || role === "admin" || role === "manager";
}

/** Whoever sees the deal reads what its customer said; and who was asked to lead, whoever's deal it is. */
export function maySeePostMortem(asker: Asker, visible: VisibleOwners, about: About): boolean {
  return maySee(visible, about) || about.leadId === asker.memberId;
}

/** Nobody writes but the one who leads it, and managers and admins who see its deal. */
export function mayWritePostMortem(asker: Asker, visible: VisibleOwners, about: About): boolean {
  return about.leadId === asker.memberId || mayAskForOne(asker, visible, about);
}

/** Managers and admins ask for a conversation about any loss they see, and leave losses out. */
export function mayAskForOne(asker: Asker, visible: VisibleOwners, deal: Pick<About, "ownerId">): boolean {
  return mayKeepRules(asker) && maySee(visible, deal);
}
