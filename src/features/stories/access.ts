import type { Session } from "../../platform/session.ts";

/** Everybody of the team reads, tells and comments; admins and the owner answer for what stands here. */
export function mayTakeDown({ role, isOwner }: Pick<Session, "role" | "isOwner">): boolean {
  return isOwner || role === "admin";
}

/**
 * What was told without a name opens to its teller at a browser alone: an API key may be in anybody's hands, and must not
 * learn who that is.
 */
export function mayBeKnownAgain({ inPerson }: Pick<Session, "inPerson">): boolean {
  return inPerson === true;
}

/** What is taken down is out of sight but for whoever wrote it and whoever may bring it back. */
export function maySeeTakenDown(session: Pick<Session, "role" | "isOwner">, mine: boolean): boolean {
  return mine || mayTakeDown(session);
}
