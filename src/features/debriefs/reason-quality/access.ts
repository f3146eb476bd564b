import type { Session } from "../../../platform/session.ts";

/** Managers, admins and the owner see the sums over their team; nobody sees how a colleague fills in a debrief. */
export function maySeeReasonQuality(session: Pick<Session, "role" | "isOwner">): boolean {
  return session.isOwner || session.role === "admin" || session.role === "manager";
}
