import type { MemberShape, Role } from "./contract.ts";

/** A person named in an export or in an invitation: by what are they known to be the same? */
export type NamedPerson = { name: string; email: string | null };

/** Names are one when they differ only in case and spacing. */
export const sameName = (name: string): string => name.trim().replace(/\s+/g, " ").toLowerCase();

/**
 * Which member is this person? An e-mail decides; without one the name does, but only when exactly one member has it,
 * because joining two people's deals is worse than asking.
 */
export function matchMember<Known extends NamedPerson>(person: NamedPerson, members: readonly Known[]): Known | null {
  if (person.email) {
    const email = person.email.toLowerCase();
    const byEmail = members.find((member) => member.email?.toLowerCase() === email);
    if (byEmail) return byEmail;
  }
  const byName = members.filter(
    (member) => sameName(member.name) === sameName(person.name) && !(person.email && member.email),
  );
  return byName.length === 1 && byName[0] ? byName[0] : null;
}

/** Could this manager be set without making two people each other's manager, at any distance? */
export function managerWouldCircle(
  memberId: string,
  managerId: string | null,
  team: readonly Pick<MemberShape, "id" | "managerId">[],
): boolean {
  const managerOf = new Map(team.map((member) => [member.id, member.managerId]));
  const seen = new Set([memberId]);
  for (let above = managerId; above; above = managerOf.get(above) ?? null) {
    if (seen.has(above)) return true;
    seen.add(above);
  }
  return false;
}

/** The owner keeps an admin's rights whatever role they are given. */
export function roleAfterChange(isOwner: boolean, wanted: Role): Role {
  return isOwner ? "admin" : wanted;
}

type Person = Pick<MemberShape, "id" | "isOwner" | "email" | "deactivatedAt">;

/** Why this person cannot be let go; null: they can. */
export function whyNotDeactivated({ id, isOwner }: Pick<Person, "id" | "isOwner">, byMemberId: string): string | null {
  if (isOwner) return "The owner answers for the workspace, so they stay.";
  if (id === byMemberId) return "You cannot deactivate yourself. Ask another admin.";
  return null;
}

/** Why no link can be made for this person; null: it can. Whoever holds one gets in as them. */
export function whyNoLink({ id, isOwner, email, deactivatedAt }: Person, byMemberId: string): string | null {
  if (deactivatedAt !== null) return "This person has left the team. Activate them again first.";
  if (id === byMemberId) return "You are signed in already. Change your own password under Password.";
  if (isOwner) {
    return "Nobody else resets the owner's password. They do it on the machine Comeback runs on: npm run comeback -- reset-password E-MAIL";
  }
  if (!email) return "Give them an e-mail first: they sign in with it.";
  return null;
}
