import type { Session } from "../../../platform/session.ts";
import { seesBeyondSelling } from "../../team/access.ts";

type Asker = Pick<Session, "memberId" | "role" | "isOwner">;
type Role = Pick<Session, "role" | "isOwner">;
/** Null: whoever asked is no longer here. */
type Asked = { askedById: string | null };

const answersForAll = ({ role, isOwner }: Role): boolean => isOwner || role === "admin";

/** Packets lie between those who lead and marketing; they tell of deals that a rep does not see. */
export function mayReadPackets(asker: Role): boolean {
  return seesBeyondSelling(asker);
}

export function mayAskMarketing({ role, isOwner }: Role): boolean {
  return isOwner || role === "manager" || role === "admin";
}

/** Marketing, and whoever answers for the workspace; nobody answers themselves. */
export function mayAnswer(asker: Asker, { askedById }: Asked): boolean {
  return (asker.role === "marketing" || answersForAll(asker)) && asker.memberId !== askedById;
}

/** Whoever asked, and whoever answers for the workspace: they may be gone. */
export function isOnAskersSide(asker: Asker, { askedById }: Asked): boolean {
  return asker.memberId === askedById || answersForAll(asker);
}

/**
 * On whose day it stands that somebody waits for an answer: marketing's. Where nobody who does marketing can sign in, on
 * that of whoever answers for the workspace.
 */
export function answersToday(asker: Role, isMarketingHere: boolean): boolean {
  return isMarketingHere ? asker.role === "marketing" : answersForAll(asker);
}

/** Whose day it is on where whoever asked is no longer here. */
export const takesOverQuestions = (asker: Role): boolean => answersForAll(asker);
