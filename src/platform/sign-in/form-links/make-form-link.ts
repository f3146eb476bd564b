import { randomBytes } from "node:crypto";
import type { Db } from "../../database/database.ts";
import type { WorkspaceId } from "../../session.ts";
import { hashSecret } from "../gate.ts";
import { insertFormLink } from "./store.ts";

/**
 * A new link to the form of one invitation. The secret stands after the #, where no server's log and no other page sees it;
 * it is told this once, and only its hash is kept.
 */
export async function makeFormLink(
  db: Db,
  workspace: WorkspaceId,
  { invitationId, expiresAt }: { invitationId: string; expiresAt: Date },
): Promise<{ path: string; secretHash: Buffer }> {
  const secret = randomBytes(32).toString("base64url");
  const secretHash = hashSecret(secret);
  await insertFormLink(db, workspace, { invitationId, secretHash, expiresAt });
  return { path: `/answer#${secret}`, secretHash };
}
