import { randomBytes } from "node:crypto";
import type { Acting } from "../../platform/http/acting.ts";
import { Refusal } from "../../platform/refusal.ts";
import { apiKeyPrefix, hashSecret } from "../../platform/sign-in/gate.ts";
import { insertKey, listKeys, revokeKey } from "../../platform/sign-in/store.ts";

/** My own keys; nobody sees another's. */
export async function listMyKeys({ db, session }: Acting) {
  const rows = await listKeys(db, session.workspace, session.memberId);
  return {
    rows: rows.map((row) => ({
      id: row.id,
      name: row.name,
      createdAt: row.created_at.toISOString(),
      lastUsedAt: row.last_used_at?.toISOString() ?? null,
      revokedAt: row.revoked_at?.toISOString() ?? null,
    })),
  };
}

/** Makes a key that acts as me. Its secret is told this once; only its hash is kept. */
export async function makeKey({ db, session }: Acting, { id, name }: { id: string; name: string }) {
  const secret = `${apiKeyPrefix}${randomBytes(32).toString("base64url")}`;
  const key = { id, memberId: session.memberId, name, secretHash: hashSecret(secret) };
  if (!(await insertKey(db, session.workspace, key))) throw new Refusal("KEY_EXISTS");
  return { id, secret };
}

export async function revokeMyKey({ db, session, now }: Acting, { id }: { id: string }) {
  if (!(await revokeKey(db, session.workspace, session.memberId, id, new Date(now)))) throw new Refusal("NOT_FOUND");
  return { id };
}
