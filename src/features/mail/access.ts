import type { Session } from "../../platform/session.ts";
import { mayManageTeam } from "../team/access.ts";

/** Admins and the owner see how everybody's mail is getting on, never what is in it. */
export function maySeeDelivery(session: Pick<Session, "role" | "isOwner">): boolean {
  return mayManageTeam(session);
}

/** One's own mail, and for admins everybody's, can be sent on its way again. */
export function maySendAgain(
  session: Pick<Session, "memberId" | "role" | "isOwner">,
  mail: { memberId: string | null },
): boolean {
  return mail.memberId === session.memberId || maySeeDelivery(session);
}
