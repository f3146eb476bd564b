import { createHash } from "node:crypto";
import type { Context } from "hono";
import { getSignedCookie } from "hono/cookie";
import type { Database } from "../database/database.ts";
import type { Session } from "../session.ts";
import { cookiePrefix } from "./sign-in.ts";
import { findSessionByKey, findSessionByToken } from "./store.ts";

/** What an API key's secret begins with, so that leaked ones can be searched for. */
export const apiKeyPrefix = "comeback_";

/** Secrets of 256 random bits need no slow hash. */
export const hashSecret = (secret: string): Buffer => createHash("sha256").update(secret).digest();

/** Who is asking? From `Authorization: Bearer <API key>`, else from the session cookie; null: nobody we know. */
export async function findSession(c: Context, db: Database, cookieSecret: string, now: Date): Promise<Session | null> {
  const authorization = c.req.header("authorization");
  if (authorization) {
    const secret = authorization.replace(/^Bearer\s+/i, "");
    return secret.startsWith(apiKeyPrefix) ? findSessionByKey(db, hashSecret(secret), now) : null;
  }
  const token = await getSignedCookie(c, cookieSecret, `${cookiePrefix}.session_token`);
  return token ? findSessionByToken(db, token, now) : null;
}
