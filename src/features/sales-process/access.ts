import type { Session } from "../../platform/session.ts";

/** Everybody reads the process; managers and admins shape it. */
export function mayShapeProcess({ role, isOwner }: Pick<Session, "role" | "isOwner">): boolean {
  return isOwner || role === "admin" || role === "manager";
}
