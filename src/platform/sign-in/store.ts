import { randomUUID } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { Tables } from "../../../database/tables.ts";
import type { Db } from "../database/database.ts";
import { mintWorkspaceId, type Session, type WorkspaceId } from "../session.ts";

export const sessionColumns = [
  "members.workspace_id",
  "members.id as memberId",
  "members.name as memberName",
  "members.role",
  "members.is_owner as isOwner",
  "workspaces.time_zone as timeZone",
  "workspaces.currency",
] as const;

type SessionRow = Omit<Session, "workspace" | "role"> & { workspace_id: string; role: string };

export function toSession(row: SessionRow): Session {
  const { workspace_id, role, ...rest } = row;
  if (role !== "rep" && role !== "manager" && role !== "marketing" && role !== "admin")
    throw new Error(`Unknown role ${role}`);
  return { ...rest, role, workspace: mintWorkspaceId(workspace_id) };
}

/** The session of a cookie's token: one query, because every request asks it. */
export async function findSessionByToken(db: Kysely<Tables>, token: string, now: Date): Promise<Session | null> {
  const row = await db
    .selectFrom("sign_in_sessions")
    .innerJoin("members", "members.user_id", "sign_in_sessions.userId")
    .innerJoin("workspaces", "workspaces.workspace_id", "members.workspace_id")
    .select(sessionColumns)
    .where("sign_in_sessions.token", "=", token)
    .where("sign_in_sessions.expiresAt", ">", now)
    .where("members.deactivated_at", "is", null)
    .orderBy("members.created_at")
    .limit(1)
    .executeTakeFirst();
  return row ? { ...toSession(row), inPerson: true } : null;
}

/** The session of an API key, by the hash of its secret. Notes its use, at most once a minute. */
export async function findSessionByKey(db: Kysely<Tables>, secretHash: Buffer, now: Date): Promise<Session | null> {
  const row = await db
    .selectFrom("api_keys")
    .innerJoin("members", (join) =>
      join.onRef("members.workspace_id", "=", "api_keys.workspace_id").onRef("members.id", "=", "api_keys.member_id"),
    )
    .innerJoin("workspaces", "workspaces.workspace_id", "members.workspace_id")
    .select([...sessionColumns, "api_keys.id as keyId", "api_keys.last_used_at as lastUsedAt"])
    .where("api_keys.secret_hash", "=", secretHash)
    .where("api_keys.revoked_at", "is", null)
    .where("members.deactivated_at", "is", null)
    .executeTakeFirst();
  if (!row) return null;
  const { keyId, lastUsedAt, ...session } = row;
  if (!lastUsedAt || now.getTime() - lastUsedAt.getTime() > 60_000) {
    await db
      .updateTable("api_keys")
      .set({ last_used_at: now })
      .where("workspace_id", "=", session.workspace_id)
      .where("id", "=", keyId)
      .execute();
  }
  return toSession(session);
}

/** Makes a sign-in with a password that is already hashed. Returns null when the e-mail has one already. */
export async function insertSignIn(
  db: Db,
  person: { userId: string; name: string; email: string; passwordHash: string },
): Promise<string | null> {
  const user = await db
    .insertInto("sign_in_users")
    .values({ id: person.userId, name: person.name, email: person.email.toLowerCase() })
    .onConflict((conflict) => conflict.column("email").doNothing())
    .returning("id")
    .executeTakeFirst();
  if (!user) return null;
  await db
    .insertInto("sign_in_accounts")
    .values({
      id: user.id,
      accountId: user.id,
      providerId: "credential",
      userId: user.id,
      password: person.passwordHash,
    })
    .execute();
  return user.id;
}

/** Counts a try under a key and says how many there were since its window began. */
export async function countTry(db: Db, key: string, now: number, windowMs: number): Promise<number> {
  const row = await db
    .insertInto("sign_in_rate_limits")
    // An id of its own: two first tries at once meet over the key, where the second is counted, and nowhere else.
    .values({ id: randomUUID(), key, count: 1, lastRequest: now })
    .onConflict((conflict) =>
      conflict.column("key").doUpdateSet({
        count: sql`case when sign_in_rate_limits."lastRequest" <= ${now - windowMs}::bigint then 1 else sign_in_rate_limits.count + 1 end`,
        lastRequest: sql`case when sign_in_rate_limits."lastRequest" <= ${now - windowMs}::bigint then ${now}::bigint else sign_in_rate_limits."lastRequest" end`,
      }),
    )
    .returning("count")
    .executeTakeFirstOrThrow();
  return row.count;
}

export async function forgetTries(db: Db, key: string): Promise<void> {
  await db.deleteFrom("sign_in_rate_limits").where("key", "=", key).execute();
}

/** Takes one try back: it was no guess. */
export async function uncountTry(db: Db, key: string): Promise<void> {
  await db
    .updateTable("sign_in_rate_limits")
    .set({ count: sql`greatest(count - 1, 0)` })
    .where("key", "=", key)
    .execute();
}

/** Sessions and links that ran out, and tries nobody counts any more. */
export async function deleteExpired(db: Db, now: Date, triesBefore: number): Promise<void> {
  await db.deleteFrom("sign_in_links").where("expires_at", "<=", now).execute();
  await db.deleteFrom("sign_in_sessions").where("expiresAt", "<=", now).execute();
  await db.deleteFrom("sign_in_rate_limits").where("lastRequest", "<=", triesBefore).execute();
}

export async function deleteSession(db: Db, token: string): Promise<void> {
  await db.deleteFrom("sign_in_sessions").where("token", "=", token).execute();
}

/** The secret that signs cookies, made once for all processes of this installation. */
export async function findOrMakeCookieSecret(db: Db, candidate: string): Promise<string> {
  await db
    .insertInto("installation")
    .values({ cookie_secret: candidate })
    .onConflict((conflict) => conflict.column("only_row").doNothing())
    .execute();
  const row = await db.selectFrom("installation").select("cookie_secret").executeTakeFirstOrThrow();
  return row.cookie_secret;
}

export async function listKeys(db: Db, workspace: WorkspaceId, memberId: string) {
  return db
    .selectFrom("api_keys")
    .select(["id", "name", "created_at", "last_used_at", "revoked_at"])
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .orderBy("created_at", "desc")
    .execute();
}

/** False: this id was used before. */
export async function insertKey(
  db: Db,
  workspace: WorkspaceId,
  key: { id: string; memberId: string; name: string; secretHash: Buffer },
): Promise<boolean> {
  const row = await db
    .insertInto("api_keys")
    .values({
      workspace_id: workspace,
      id: key.id,
      member_id: key.memberId,
      name: key.name,
      secret_hash: key.secretHash,
    })
    .onConflict((conflict) => conflict.columns(["workspace_id", "id"]).doNothing())
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** False: no such key of this member. Revoking twice keeps the first date. */
export async function revokeKey(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  id: string,
  now: Date,
): Promise<boolean> {
  const row = await db
    .updateTable("api_keys")
    .set({ revoked_at: sql`coalesce(revoked_at, ${now})` })
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("id", "=", id)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Throws when the database cannot answer. */
export async function askDatabase(db: Db): Promise<void> {
  await db.selectFrom("installation").select("only_row").executeTakeFirst();
}

/** Ends every session of a person's sign-in: whoever is signed in with it anywhere is out with their next request. */
export async function deleteSessionsOf(db: Db, userId: string): Promise<void> {
  await db.deleteFrom("sign_in_sessions").where("userId", "=", userId).execute();
}

export async function findSignInByEmail(db: Db, email: string): Promise<{ userId: string; email: string } | null> {
  const user = await db
    .selectFrom("sign_in_users")
    .select(["id as userId", "email"])
    .where("email", "=", email.toLowerCase())
    .executeTakeFirst();
  return user ?? null;
}

/** Puts another password, already hashed, in the place of the one that is forgotten. */
export async function updatePassword(db: Db, userId: string, passwordHash: string): Promise<void> {
  await db
    .updateTable("sign_in_accounts")
    .set({ password: passwordHash, updatedAt: new Date() })
    .where("userId", "=", userId)
    .where("providerId", "=", "credential")
    .execute();
}

export async function revokeKeysOf(db: Db, workspace: WorkspaceId, memberId: string, now: Date): Promise<void> {
  await db
    .updateTable("api_keys")
    .set({ revoked_at: now })
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .where("revoked_at", "is", null)
    .execute();
}

/** A person's link; the one they had before ends with it. */
export async function putLink(
  db: Db,
  workspace: WorkspaceId,
  link: { memberId: string; secretHash: Buffer; expiresAt: Date; now: Date },
): Promise<void> {
  const values = { secret_hash: link.secretHash, expires_at: link.expiresAt, created_at: link.now };
  await db
    .insertInto("sign_in_links")
    .values({ workspace_id: workspace, member_id: link.memberId, ...values })
    .onConflict((conflict) => conflict.columns(["workspace_id", "member_id"]).doUpdateSet(values))
    .execute();
}

export async function deleteLinkOf(db: Db, workspace: WorkspaceId, memberId: string): Promise<void> {
  await db
    .deleteFrom("sign_in_links")
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .execute();
}

/** Whose link this secret is, while it lasts. */
export async function findLink(
  db: Db,
  secretHash: Buffer,
  now: Date,
): Promise<{ workspace: WorkspaceId; memberId: string } | null> {
  const row = await db
    .selectFrom("sign_in_links")
    .select(["workspace_id", "member_id"])
    .where("secret_hash", "=", secretHash)
    .where("expires_at", ">", now)
    .executeTakeFirst();
  return row ? { workspace: mintWorkspaceId(row.workspace_id), memberId: row.member_id } : null;
}

/** Takes the link away, so that it works once; false when somebody was quicker. */
export async function takeLink(db: Db, secretHash: Buffer, now: Date): Promise<boolean> {
  const row = await db
    .deleteFrom("sign_in_links")
    .where("secret_hash", "=", secretHash)
    .where("expires_at", ">", now)
    .returning("member_id")
    .executeTakeFirst();
  return row !== undefined;
}
