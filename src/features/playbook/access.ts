import type { Session } from "../../platform/session.ts";
import type { PracticeShape, PracticeState } from "./contract.ts";

/** Everybody drafts; managers, admins and the owner say what the team does from now on, and what no longer. */
export function mayAdopt({ role, isOwner }: Pick<Session, "role" | "isOwner">): boolean {
  return isOwner || role === "admin" || role === "manager";
}

type Standing = { state: PracticeState; mine: boolean };

/** What one may do with a practice one can read: its writer until it is adopted, those who adopt at any time. */
export function practiceRights(
  { state, mine }: Standing,
  asker: Pick<Session, "role" | "isOwner">,
): PracticeShape["may"] {
  const leads = mayAdopt(asker);
  const isBeingWritten = state === "draft" || state === "in-review";
  return {
    change: leads || (mine && isBeingWritten),
    askReview: state === "draft" && (mine || leads),
    sendBack: state === "in-review" && (mine || leads),
    adopt: leads && state !== "adopted",
    retire: state !== "retired" && (leads || (mine && isBeingWritten)),
  };
}
