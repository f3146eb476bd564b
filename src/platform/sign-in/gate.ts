import { createHash } from "node:crypto";
import type { Context } from "hono";
import type { Database } from "../database/database.ts";
import type { Session } from "../session.ts";
import { readSessionToken } from "./session-cookie.ts";
import { findSessionByKey, findSessionByToken } from "./store.ts";

/** What an API key's secret begins with, so that leaked ones can be searched for. */
export const apiKeyPrefix = "comeback_";

/** Secrets of 256 random bits need no slow hash. */
export const hashSecret = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** Who is asking? From `Authorization: Bearer <API key>`, else from the session cookie; null: nobody we know. */
export async function findSession(c: Context, db: Database, cookieSecret: string, now: Date): Promise<Session | null> {
  // Other schemes are for somebody else, such as a proxy in front of us with a password of its own.
  const secret = c.req.header("authorization")?.match(/^Bearer\s+(.*)$/i)?.[1];
  if (secret !== undefined)
    return secret.startsWith(apiKeyPrefix) ? findSessionByKey(db, hashSecret(secret), now) : null;
  const token = readSessionToken(c, cookieSecret);
  return token ? findSessionByToken(db, token, now) : null;
}
