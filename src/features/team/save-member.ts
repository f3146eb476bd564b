import { randomUUID } from "node:crypto";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { makeSignIn } from "../../platform/sign-in/sign-in.ts";
import { mayManageTeam } from "./access.ts";
import { insertAuditEntry } from "./audit/store.ts";
import type { MemberShape, Role } from "./contract.ts";
import { managerWouldCircle, roleAfterChange } from "./rules.ts";
import { findMember, linkSignIn, listTeam, lockTeam, upsertMember } from "./store.ts";

/** Adds a person to the team, or changes their name, e-mail, role or manager. */
export async function saveMember(
  { db, session }: Acting,
  input: { id: string; name: string; email: string | null; role: Role; managerId: string | null },
): Promise<MemberShape> {
  if (!mayManageTeam(session)) throw new Refusal("NOT_ALLOWED");
  return db.transaction().execute(async (tx) => {
    await lockTeam(tx, session.workspace);
    const team = await listTeam(tx, session.workspace);
    const before = team.find((member) => member.id === input.id);
    if (input.managerId && !team.some((member) => member.id === input.managerId)) throw new Refusal("NOT_FOUND");
    if (managerWouldCircle(input.id, input.managerId, team)) {
      throw new Refusal("NOT_ALLOWED", {
        message: "Two people cannot be each other's manager. Choose another manager.",
      });
    }
    if (before?.hasSignIn && before.email?.toLowerCase() !== input.email?.toLowerCase()) {
      throw new Refusal("NOT_ALLOWED", { message: "This person signs in with their e-mail, so it stays as it is." });
    }
    const role = roleAfterChange(before?.isOwner ?? false, input.role);
    const saved = await upsertMember(tx, session.workspace, { ...input, role });
    if (!saved) throw new Refusal("EMAIL_TAKEN");
    await insertAuditEntry(tx, session.workspace, {
      memberId: session.memberId,
      action: before ? "changed a person" : "added a person",
      subjectKind: "member",
      subjectId: saved.id,
    });
    return saved;
  });
}

/** Gives somebody known from an export a way in. Repeated for the same person, it changes nothing. */
export async function giveSignIn(
  { db, session }: Acting,
  input: { id: string; email: string; password: string },
): Promise<MemberShape> {
  if (!mayManageTeam(session)) throw new Refusal("NOT_ALLOWED");
  return db.transaction().execute(async (tx) => {
    await lockTeam(tx, session.workspace);
    const member = await findMember(tx, session.workspace, input.id);
    if (!member) throw new Refusal("NOT_FOUND");
    if (member.hasSignIn) return member;
    if (member.deactivatedAt !== null)
      throw new Refusal("NOT_ALLOWED", { message: "This person has left the team. Activate them again first." });
    const team = await listTeam(tx, session.workspace);
    const email = input.email.toLowerCase();
    if (team.some((other) => other.id !== member.id && other.email?.toLowerCase() === email))
      throw new Refusal("EMAIL_TAKEN");
    const userId = await makeSignIn(tx, { ...input, name: member.name, userId: randomUUID() });
    if (!userId) throw new Refusal("EMAIL_TAKEN");
    await insertAuditEntry(tx, session.workspace, {
      memberId: session.memberId,
      action: "gave a sign-in",
      subjectKind: "member",
      subjectId: member.id,
    });
    return linkSignIn(tx, session.workspace, member.id, { userId, email: input.email });
  });
}
