import type { Session } from "../../platform/session.ts";

/** Everybody sees the flags; managers and admins decide which are watched, and from when on they are up. */
export function mayShapeFlags({ role, isOwner }: Pick<Session, "role" | "isOwner">): boolean {
  return isOwner || role === "admin" || role === "manager";
}
