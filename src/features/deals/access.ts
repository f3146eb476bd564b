import type { Session } from "../../platform/session.ts";

export type Asker = Pick<Session, "memberId" | "role" | "isOwner">;
/** Whose manager is whose. */
export type Teammate = { id: string; managerId: string | null };
/** The deals somebody sees: everybody's, or those of these owners, perhaps with those that nobody owns yet. */
export type VisibleOwners = "all" | { owners: string[]; unowned: boolean };

/**
 * Reps see their own deals. Managers see their team's (also those of a team lead's team below them) and deals without
 * an owner; a manager with nobody under them sees everything, as do marketing, admins and the owner of the workspace.
 */
export function visibleOwners(asker: Asker, team: readonly Teammate[]): VisibleOwners {
  if (asker.isOwner || asker.role === "admin" || asker.role === "marketing") return "all";
  if (asker.role === "rep") return { owners: [asker.memberId], unowned: false };
  const owners = withTheirTeams(asker.memberId, team);
  return owners.length === 1 ? "all" : { owners, unowned: true };
}

export function maySee(visible: VisibleOwners, deal: { ownerId: string | null }): boolean {
  if (visible === "all") return true;
  return deal.ownerId === null ? visible.unowned : visible.owners.includes(deal.ownerId);
}

/** Marketing reads every deal and changes none; everybody else changes what they see. */
export function mayChange(asker: Asker, visible: VisibleOwners, deal: { ownerId: string | null }): boolean {
  return (asker.role !== "marketing" || asker.isOwner) && maySee(visible, deal);
}

/** A lead and everybody below them. */
export function withTheirTeams(memberId: string, team: readonly Teammate[]): string[] {
  const found = new Set([memberId]);
  // A set grows while it is walked, and holds nobody twice, so a ring of managers ends too.
  for (const lead of found) {
    for (const { id, managerId } of team) if (managerId === lead) found.add(id);
  }
  return [...found];
}
