import type { MemberShape, Role } from "../contract.ts";

export const roleNames: Record<Role, string> = {
  rep: "Rep",
  manager: "Sales manager",
  marketing: "Marketing",
  admin: "Admin",
};

/** What each role sees and may do, as far as somebody who gives it has to know. */
export const roleMeanings: Record<Role, string> = {
  rep: "Sees and changes their own deals.",
  manager: "Sees and changes the deals of their team, or all deals while nobody is in it. Shapes process and reasons.",
  marketing: "Reads every deal and changes none.",
  admin: "Sees and changes everything, people and settings too.",
};

export const isRole = (value: string): value is Role => value in roleNames;

export function roleOf(member: Pick<MemberShape, "role" | "isOwner">): string {
  return member.isOwner ? "Owner" : roleNames[member.role];
}
