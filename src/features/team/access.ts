import type { Session } from "../../platform/session.ts";

/** Admins and the owner look after people, settings, and what everybody's work rests on. */
export function mayManageTeam(session: Pick<Session, "role" | "isOwner">): boolean {
  return session.isOwner || session.role === "admin";
}

/** Whoever leads, and marketing: not those who only sell. */
export function seesBeyondSelling({ role, isOwner }: Pick<Session, "role" | "isOwner">): boolean {
  return isOwner || role !== "rep";
}

/** The audit log names people; it is for those who answer for the workspace. */
export function mayReadAudit(session: Pick<Session, "role" | "isOwner">): boolean {
  return mayManageTeam(session);
}
