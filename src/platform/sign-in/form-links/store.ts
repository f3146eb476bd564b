import type { Db } from "../../database/database.ts";
import { mintWorkspaceId, type WorkspaceId } from "../../session.ts";

/** A link to the form of one invitation, as it is kept: whoever reads this cannot make the link of it. */
export type NewFormLink = { invitationId: string; secretHash: Buffer; expiresAt: Date };

/** Whoever holds this secret answers that invitation, until then. */
export async function insertFormLink(
  db: Db,
  workspace: WorkspaceId,
  { invitationId, secretHash, expiresAt }: NewFormLink,
): Promise<void> {
  await db
    .insertInto("form_links")
    .values({
      workspace_id: workspace,
      invitation_id: invitationId,
      secret_hash: secretHash,
      expires_at: expiresAt,
    })
    .execute();
}

/** Of a mail that surely reached nobody. */
export async function deleteFormLink(db: Db, workspace: WorkspaceId, secretHash: Buffer): Promise<void> {
  await db
    .deleteFrom("form_links")
    .where("workspace_id", "=", workspace)
    .where("secret_hash", "=", secretHash)
    .execute();
}

/** Every link of these invitations leads nowhere from now on. */
export async function deleteFormLinksOf(
  db: Db,
  workspace: WorkspaceId,
  invitationIds: readonly string[],
): Promise<void> {
  if (invitationIds.length === 0) return;
  await db
    .deleteFrom("form_links")
    .where("workspace_id", "=", workspace)
    .where("invitation_id", "in", [...invitationIds])
    .execute();
}

export type FormLink = { workspace: WorkspaceId; invitationId: string; secretHash: Buffer };

/**
 * Which invitation this secret answers. One that ran out, one that was ended and one that never was are one question with
 * one answer, which takes one look at one index.
 */
export async function findFormLink(db: Db, secretHash: Buffer, now: Date): Promise<FormLink | undefined> {
  const row = await db
    .selectFrom("form_links")
    .select(["workspace_id", "invitation_id", "secret_hash"])
    .where("secret_hash", "=", secretHash)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return (
    row && {
      workspace: mintWorkspaceId(row.workspace_id),
      invitationId: row.invitation_id,
      secretHash: row.secret_hash,
    }
  );
}

/** Links that ran out, some at a time. */
export async function deleteExpiredFormLinks(db: Db, now: Date): Promise<void> {
  await db.deleteFrom("form_links").where("expires_at", "<=", now).execute();
}
