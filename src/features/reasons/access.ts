import type { Session } from "../../platform/session.ts";

/** Everybody reads the catalogue, for everybody debriefs with it; managers and admins edit it. */
export function mayEditCatalogue({ role, isOwner }: Pick<Session, "role" | "isOwner">): boolean {
  return isOwner || role === "admin" || role === "manager";
}
