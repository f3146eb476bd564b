import type { Session } from "../../platform/session.ts";
import { seesBeyondSelling } from "../team/access.ts";

/** Whoever leads reads it to the others; marketing reads along. A rep hears it. */
export function mayReadWeek(session: Pick<Session, "role" | "isOwner">): boolean {
  return seesBeyondSelling(session);
}
