import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { Db } from "../../platform/database/database.ts";
import { mintWorkspaceId, type WorkspaceId } from "../../platform/session.ts";
import { findOrMakeCookieSecret } from "../../platform/sign-in/store.ts";

/** Which mails of whom a link ends: a member's, or those to the customer of an invitation. */
export type Unsubscribing =
  | { workspace: WorkspaceId; memberId: string; kind: "reminder" | "digest" }
  | { workspace: WorkspaceId; invitationId: string; kind: "invitation" };

/** The key of this installation's links: the same in all its processes, and of no use for anything else. */
export async function findUnsubscribeKey(db: Db): Promise<Buffer> {
  const secret = await findOrMakeCookieSecret(db, randomBytes(32).toString("base64url"));
  return Buffer.from(hkdfSync("sha256", secret, "", "comeback: links that end mails", 32));
}

const kinds = ["reminder", "digest", "invitation"] as const;
const saidBytes = 33;
const hashBytes = 32;

/**
 * The secret in a link that ends mails: what it says, and its keyed hash, which nobody can make who has not the key. So it is
 * the same in every mail, works for as long as there is the installation, and is written down nowhere.
 */
export function signUnsubscribe(key: Buffer, ending: Unsubscribing): string {
  const whose = ending.kind === "invitation" ? ending.invitationId : ending.memberId;
  const said = Buffer.concat([bytesOf(ending.workspace), bytesOf(whose), Buffer.of(kinds.indexOf(ending.kind))]);
  return Buffer.concat([said, hashOf(key, said)]).toString("base64url");
}

/** Null: not of our making. */
export function readUnsubscribe(key: Buffer, secret: string): Unsubscribing | null {
  const bytes = Buffer.from(secret, "base64url");
  // The last letter holds bits that nothing is read from: only one way of writing them is ours.
  if (bytes.length !== saidBytes + hashBytes || bytes.toString("base64url") !== secret) return null;
  const said = bytes.subarray(0, saidBytes);
  if (!timingSafeEqual(bytes.subarray(saidBytes), hashOf(key, said))) return null;
  const kind = kinds[said[32] ?? 255];
  if (!kind) return null;
  // Ours to mint: the hash says that it was written here, for this person.
  const workspace = mintWorkspaceId(uuidOf(said, 0));
  const whose = uuidOf(said, 16);
  return kind === "invitation" ? { workspace, invitationId: whose, kind } : { workspace, memberId: whose, kind };
}

const hashOf = (key: Buffer, said: Buffer) => createHmac("sha256", key).update(said).digest();
const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll("-", ""), "hex");
const uuidOf = (bytes: Buffer, at: number) =>
  bytes.toString("hex", at, at + 16).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
