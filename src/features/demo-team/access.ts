import type { Session } from "../../platform/session.ts";

/** Filling a workspace and clearing it is for those who answer for it. */
export function mayLoadDemo(session: Pick<Session, "role" | "isOwner">): boolean {
  return session.isOwner || session.role === "admin";
}
