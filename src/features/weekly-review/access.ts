import type { Session } from "../../platform/session.ts";

/** Whoever leads reads it to the others; marketing reads along. A rep hears it. */
export function mayReadWeek({ role, isOwner }: Pick<Session, "role" | "isOwner">): boolean {
  return isOwner || role !== "rep";
}
