import type { Session } from "../../platform/session.ts";
import type { MeetingState } from "./live/contract.ts";

type Asker = Pick<Session, "memberId" | "role" | "isOwner">;
/** Who has to do with a meeting. Nobody leads it where whoever did works here no more. */
export type Involved = { leadId: string | null; madeBy: string | null; state: MeetingState; isInvited: boolean };

/** Managers, admins and the owner plan meetings. */
export function mayPlan({ role, isOwner }: Pick<Asker, "role" | "isOwner">): boolean {
  return isOwner || role === "admin" || role === "manager";
}

/** Whoever runs it: rounds, groups, merging, adopting. */
export function leads({ memberId }: Pick<Asker, "memberId">, { leadId }: Pick<Involved, "leadId">): boolean {
  return leadId === memberId;
}

/** A meeting under way that nobody leads any more is ended by whoever plans meetings, whether they are in it or not. */
export function mayEndUnled(
  asker: Pick<Asker, "role" | "isOwner">,
  { leadId, state }: Pick<Involved, "leadId" | "state">,
): boolean {
  return leadId === null && (state === "running" || state === "worksheet") && mayPlan(asker);
}

/** What is said in a meeting is for those who are in it, and nobody else, whatever their role. */
export function mayFollow(asker: Pick<Asker, "memberId">, meeting: Pick<Involved, "leadId" | "isInvited">): boolean {
  return meeting.isInvited || leads(asker, meeting);
}

/** The plan is changed by who leads it or made it; admins and the owner help where both are gone. */
export function mayEdit(asker: Asker, meeting: Pick<Involved, "leadId" | "madeBy">): boolean {
  const isTheirs = leads(asker, meeting) || meeting.madeBy === asker.memberId;
  return mayPlan(asker) && (isTheirs || asker.isOwner || asker.role === "admin");
}

/** Until it begins, a plan is open to whoever may change it, too. */
export function maySeeWhole(asker: Asker, meeting: Involved): boolean {
  return mayFollow(asker, meeting) || (meeting.state === "planned" && mayEdit(asker, meeting));
}
