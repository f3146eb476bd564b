import type { Session } from "../../platform/session.ts";

type Asker = Pick<Session, "role" | "isOwner">;

/** What the deals say together is about the team and no person: everybody signed in reads it. These change how it is made. */
export function mayChangeInsights({ role, isOwner }: Asker): boolean {
  return isOwner || role === "admin" || role === "manager";
}
