import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { Db } from "../../../platform/database/database.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { findOrMakeCookieSecret } from "../../../platform/sign-in/store.ts";

/**
 * By what an address that wants no mail is known again. Keyed by this installation and its workspace: nobody tells from the
 * list alone who stands on it, nor whether two teams' lists hold the same person.
 */
export async function hashAddress(db: Db, workspace: WorkspaceId, email: string): Promise<Buffer> {
  const secret = await findOrMakeCookieSecret(db, randomBytes(32).toString("base64url"));
  const key = Buffer.from(hkdfSync("sha256", secret, workspace, "comeback: addresses that want no mail", 32));
  return createHmac("sha256", key).update(email.trim().toLowerCase()).digest();
}
