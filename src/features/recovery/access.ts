import type { Session } from "../../platform/session.ts";

/** Managers, admins and the owner see what their team's results come to, as sums; nobody sees a colleague's own. */
export function maySeeTeamRecord(session: Pick<Session, "role" | "isOwner">): boolean {
  return session.isOwner || session.role === "admin" || session.role === "manager";
}
