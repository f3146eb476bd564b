import type { Session } from "../../../platform/session.ts";

/**
 * Feelings are for the person alone, at a browser of their own: no manager, admin or owner reads them, and nothing that
 * acts in the person's name, for an API key may be in anybody's hands.
 */
export function mayOpenOwnFeelings({ inPerson }: Pick<Session, "inPerson">): boolean {
  return inPerson === true;
}
