import { randomBytes } from "node:crypto";
import { type Auth, betterAuth } from "better-auth";
import { hashPassword } from "better-auth/crypto";
import type { Context } from "hono";
import { Hono } from "hono";
import type { Database, Db } from "../database/database.ts";
import { problem } from "../http/problem.ts";
import { countTry, findOrMakeCookieSecret, forgetTries, insertSignIn } from "./store.ts";

export const cookiePrefix = "comeback";

type SignIn = { routes: Hono; cookieSecret: string };

/** Ten minutes; a person mistypes a few times, a guesser thousands of times. */
const tryWindowMs = 600_000;
const mostTriesPerEmail = 8;
const mostTriesPerAddress = 60;

/**
 * E-mail and password sign-in by better-auth under /api/auth, with tries counted per e-mail and per address in the
 * database, so that every process sees them. Nobody signs up here: the first owner and admins make sign-ins.
 */
export async function createSignIn(
  db: Database,
  addressOf: (c: Context) => string,
  clock: () => number,
): Promise<SignIn> {
  const cookieSecret = await findOrMakeCookieSecret(db, randomBytes(32).toString("base64url"));
  const auth: Pick<Auth, "handler"> = betterAuth({
    database: { db, type: "postgres" },
    secret: cookieSecret,
    basePath: "/api/auth",
    // Where we are reached is the request's own; cross-origin writes are refused before they come here.
    baseURL: "http://comeback.invalid",
    trustedOrigins: ["*", "http://*", "https://*"],
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    session: { modelName: "sign_in_sessions", expiresIn: 30 * 86_400, updateAge: 86_400 },
    user: { modelName: "sign_in_users" },
    account: { modelName: "sign_in_accounts" },
    verification: { modelName: "sign_in_verifications" },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    advanced: { cookiePrefix, useSecureCookies: false, disableCSRFCheck: true },
  });

  const routes = new Hono();
  routes.post("/sign-in/email", async (c) => {
    const now = clock();
    const body: unknown = await c.req.raw
      .clone()
      .json()
      .catch(() => null);
    const email =
      typeof body === "object" && body && "email" in body && typeof body.email === "string"
        ? body.email.toLowerCase()
        : "";
    const emailKey = `email:${email.slice(0, 320)}`;
    const byEmail = await countTry(db, emailKey, now, tryWindowMs);
    const byAddress = await countTry(db, `address:${addressOf(c)}`, now, tryWindowMs);
    if (byEmail > mostTriesPerEmail || byAddress > mostTriesPerAddress) {
      c.header("Retry-After", String(tryWindowMs / 1000));
      return problem(c, 429, "TOO_MANY_TRIES", "Too many tries to sign in. Wait ten minutes, then try again.");
    }
    const answer = await auth.handler(c.req.raw);
    if (answer.ok) {
      await forgetTries(db, emailKey);
      // Only the cookie: the token in the answer's body would be readable by scripts.
      for (const cookie of answer.headers.getSetCookie()) c.header("Set-Cookie", cookie, { append: true });
      return c.json({ signedIn: true });
    }
    if (answer.status < 500)
      return problem(
        c,
        401,
        "WRONG_SIGN_IN",
        "This e-mail and password do not belong together. Check both and try again.",
      );
    return answer;
  });
  for (const path of ["/sign-out", "/change-password"]) routes.post(path, (c) => auth.handler(c.req.raw));
  return { routes, cookieSecret };
}

/** A sign-in for a person, in the caller's transaction. Null: the e-mail has one already. */
export async function makeSignIn(
  db: Db,
  person: { userId: string; name: string; email: string; password: string },
): Promise<string | null> {
  const { password, ...rest } = person;
  return insertSignIn(db, { ...rest, passwordHash: await hashPassword(password) });
}
