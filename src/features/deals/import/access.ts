import type { Session } from "../../../platform/session.ts";

/** An import writes everybody's deals: it is for those who answer for them. */
export function mayImport({ role, isOwner }: Pick<Session, "role" | "isOwner">): boolean {
  return isOwner || role === "admin" || role === "manager";
}
