import type { Session } from "../../platform/session.ts";
import type { PracticeShape, PracticeState } from "./contract.ts";

type Asker = Pick<Session, "role" | "isOwner">;

/** Everybody drafts; managers, admins and the owner say what the team does from now on, and what no longer. */
export function mayAdopt({ role, isOwner }: Asker): boolean {
  return isOwner || role === "admin" || role === "manager";
}

type Standing = { state: PracticeState; mine: boolean };

/** What was never adopted is its writer's, too; what was is the team's. */
export function mayWrite(asker: Asker, { mine, adoptedAt }: { mine: boolean; adoptedAt: unknown }): boolean {
  return mayAdopt(asker) || (mine && adoptedAt === null);
}

/** What one may do now with a practice one can read. */
export function practiceRights(asker: Asker, practice: Standing & { adoptedAt: unknown }): PracticeShape["may"] {
  const { state } = practice;
  const writes = mayWrite(asker, practice);
  return {
    change: writes && state !== "retired",
    askReview: writes && state === "draft",
    sendBack: writes && state === "in-review",
    adopt: mayAdopt(asker) && state !== "adopted",
    retire: writes && state !== "retired",
  };
}
