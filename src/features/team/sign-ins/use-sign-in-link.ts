import { randomBytes, randomUUID } from "node:crypto";
import type { Db } from "../../../platform/database/database.ts";
import type { Acting, RequestContext } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { hashSecret } from "../../../platform/sign-in/gate.ts";
import { makeSignIn, mayTryLink, replacePassword, takeLinkTryBack } from "../../../platform/sign-in/sign-in.ts";
import { findLink, putLink, takeLink } from "../../../platform/sign-in/store.ts";
import { mayManageTeam } from "../access.ts";
import { insertAuditEntry } from "../audit/store.ts";
import { whyNoLink } from "../rules.ts";
import { findMember, findWorkspace, linkSignIn, lockTeam } from "../store.ts";
import { findUserId } from "./store.ts";

/** Long enough to be passed on and used, short enough that a forgotten one is soon worthless. */
const linkLastsMs = 24 * 3_600_000;

type Asking = Pick<RequestContext, "db" | "now" | "address">;

/** Makes the link by which somebody comes in for the first time, or sets a new password. Its secret is told this once. */
export async function makeSignInLink(
  { db, session, now }: Acting,
  { id }: { id: string },
): Promise<{ secret: string; expiresAt: string }> {
  if (!mayManageTeam(session)) throw new Refusal("NOT_ALLOWED");
  const secret = randomBytes(32).toString("base64url");
  const expiresAt = new Date(now + linkLastsMs);
  await db.transaction().execute(async (tx) => {
    await lockTeam(tx, session.workspace);
    const member = await findMember(tx, session.workspace, id);
    if (!member) throw new Refusal("NOT_FOUND");
    const why = whyNoLink(member, session.memberId);
    if (why) throw new Refusal("NOT_ALLOWED", { message: why });
    await putLink(tx, session.workspace, {
      memberId: id,
      secretHash: hashSecret(secret),
      expiresAt,
      now: new Date(now),
    });
    await insertAuditEntry(tx, session.workspace, {
      memberId: session.memberId,
      action: member.hasSignIn ? "made a link for a new password" : "made an invitation link",
      subjectKind: "member",
      subjectId: id,
    });
  });
  return { secret, expiresAt: expiresAt.toISOString() };
}

/** Whose link this is. Looking does not use it up. */
export async function lookAtLink(asking: Asking, secret: string) {
  return withinTries(asking, async () => {
    const { workspace, member, email } = await findOpenLink(asking.db, secret, asking.now);
    const { name: workspaceName } = await findWorkspace(asking.db, workspace);
    return { name: member.name, email, workspaceName, isFirst: !member.hasSignIn };
  });
}

/**
 * Sets the password and takes the link away, both or neither. Whoever was signed in as this person is out. Says the
 * e-mail to sign in with.
 */
export async function acceptSignInLink(
  asking: Asking,
  { secret, password }: { secret: string; password: string },
): Promise<{ email: string }> {
  return withinTries(asking, () =>
    asking.db.transaction().execute(async (tx) => {
      const { workspace, member, email } = await findOpenLink(tx, secret, asking.now);
      await lockTeam(tx, workspace);
      // Of two at once, the second finds it gone.
      if (!(await takeLink(tx, hashSecret(secret), new Date(asking.now)))) throw new Refusal("LINK_ENDED");
      const userId = await findUserId(tx, workspace, member.id);
      if (userId) await replacePassword(tx, { userId, email, password });
      else {
        const made = await makeSignIn(tx, { userId: randomUUID(), name: member.name, email, password });
        if (!made) throw new Refusal("EMAIL_TAKEN");
        await linkSignIn(tx, workspace, member.id, { userId: made, email });
      }
      await insertAuditEntry(tx, workspace, {
        memberId: member.id,
        action: userId ? "set a new password by a link" : "came in by an invitation link",
        subjectKind: "member",
        subjectId: member.id,
      });
      return { email };
    }),
  );
}

/** Nobody guesses 256 bits; who tries again and again is turned away before anything is looked up. */
async function withinTries<Result>(
  { db, address = "unknown", now }: Asking,
  use: () => Promise<Result>,
): Promise<Result> {
  if (!(await mayTryLink(db, address, now))) throw new Refusal("TOO_MANY_TRIES");
  const result = await use();
  await takeLinkTryBack(db, address);
  return result;
}

async function findOpenLink(db: Db, secret: string, now: number) {
  const link = await findLink(db, hashSecret(secret), new Date(now));
  const member = link && (await findMember(db, link.workspace, link.memberId));
  if (!link || !member?.email || member.deactivatedAt !== null) throw new Refusal("LINK_ENDED");
  return { workspace: link.workspace, member, email: member.email };
}
