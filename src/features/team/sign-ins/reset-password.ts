import type { Database } from "../../../platform/database/database.ts";
import { replacePassword } from "../../../platform/sign-in/sign-in.ts";
import { findSignInByEmail } from "../../../platform/sign-in/store.ts";
import { insertAuditEntry } from "../audit/store.ts";
import { listMembershipsOf } from "./store.ts";

/**
 * Another password for whoever cannot get in, from the machine itself: whoever runs the command line holds the data
 * anyway. Null: nobody signs in with this e-mail.
 */
export async function resetPassword(
  db: Database,
  { email, password }: { email: string; password: string },
): Promise<{ name: string } | null> {
  return db.transaction().execute(async (tx) => {
    const signIn = await findSignInByEmail(tx, email);
    const memberships = signIn ? await listMembershipsOf(tx, signIn.userId) : [];
    const [first] = memberships;
    if (!signIn || !first) return null;
    await replacePassword(tx, { ...signIn, password });
    for (const { workspace, memberId } of memberships) {
      await insertAuditEntry(tx, workspace, {
        memberId,
        action: "got a new password from the command line",
        subjectKind: "member",
        subjectId: memberId,
      });
    }
    return { name: first.name };
  });
}
