import { randomUUID } from "node:crypto";
import type { Database, Tx } from "../../platform/database/database.ts";
import { Refusal } from "../../platform/refusal.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { makeSignIn } from "../../platform/sign-in/sign-in.ts";
import { insertAuditEntry } from "./audit/store.ts";
import type { OwnerInput } from "./contract.ts";
import { insertWorkspace, linkSignIn, lockFirstRun, someoneCanSignIn, upsertMember } from "./store.ts";

/** What a new workspace is furnished with; programs/ passes the catalogue's seed, which team does not know. */
export type Furnish = (tx: Tx, workspace: WorkspaceId) => Promise<void>;

/** The first person makes the workspace and becomes its owner; everybody after that is added by them. */
export async function createOwner(
  db: Database,
  furnish: Furnish,
  input: OwnerInput,
): Promise<{ workspace: WorkspaceId; memberId: string }> {
  return db.transaction().execute(async (tx) => {
    await lockFirstRun(tx);
    if (await someoneCanSignIn(tx)) throw new Refusal("OWNER_EXISTS");
    const userId = await makeSignIn(tx, { ...input, userId: randomUUID() });
    if (!userId) throw new Refusal("OWNER_EXISTS");
    const workspace = await insertWorkspace(tx, { ...input, id: randomUUID(), name: input.workspaceName });
    const memberId = randomUUID();
    await upsertMember(tx, workspace, {
      id: memberId,
      name: input.name,
      email: input.email,
      role: "admin",
      managerId: null,
      isOwner: true,
    });
    await linkSignIn(tx, workspace, memberId, { userId, email: input.email });
    await furnish(tx, workspace);
    await insertAuditEntry(tx, workspace, {
      memberId,
      action: "made the workspace",
      subjectKind: "workspace",
      subjectId: workspace,
    });
    return { workspace, memberId };
  });
}
