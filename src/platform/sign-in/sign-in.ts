import { randomBytes } from "node:crypto";
import { type Auth, betterAuth } from "better-auth";
import { hashPassword } from "better-auth/crypto";
import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { z } from "zod";
import type { Database, Db } from "../database/database.ts";
import { problem } from "../http/problem.ts";
import { isUnreadable } from "../http/readable-text.ts";
import { inAuthContexts } from "./auth-contexts.ts";
import { cookiePrefixOf, forgetSessionCookie, handOnCookies, readSessionToken } from "./session-cookie.ts";
import {
  countTry,
  deleteExpired,
  deleteSession,
  deleteSessionsOf,
  findOrMakeCookieSecret,
  findSessionByToken,
  forgetTries,
  insertSignIn,
  uncountTry,
  updatePassword,
} from "./store.ts";

type SignIn = { routes: Hono; cookieSecret: string };

/** Ten minutes; a person mistypes a few times, a guesser thousands of times. */
const tryWindowMs = 600_000;
const mostTriesPerPerson = 8;
const mostTriesPerAddress = 60;
const mostLinkTriesPerAddress = 30;
const mostBodyBytes = 16 * 1024;

/** As the contract says for those that are given. */
const passwordLength = { least: 10, most: 128 };

const readable = (most: number) =>
  z
    .string()
    .max(most)
    .refine((text) => !isUnreadable(text));
const credentials = z.object({ email: readable(320), password: readable(1000) });
const newPassword = z.object({
  currentPassword: readable(1000),
  newPassword: z.string().min(passwordLength.least).max(passwordLength.most),
});
const made = z.object({ token: z.string() });

/**
 * E-mail and password sign-in by better-auth under /api/auth, with tries counted per person and per address in the
 * database, so that every process sees them. Nobody signs up here: the first owner and admins make sign-ins. A visitor
 * reaches none of better-auth's own routes: each request to it is written here.
 */
export async function createSignIn(
  db: Database,
  addressOf: (c: Context) => string,
  clock: () => number,
): Promise<SignIn> {
  const cookieSecret = await findOrMakeCookieSecret(db, randomBytes(32).toString("base64url"));
  const ours = "http://comeback.invalid/api/auth";
  const auth: Pick<Auth, "handler"> = betterAuth({
    database: { db, type: "postgres" },
    secret: cookieSecret,
    baseURL: ours,
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: passwordLength.least,
      maxPasswordLength: passwordLength.most,
    },
    session: { modelName: "sign_in_sessions", expiresIn: 30 * 86_400, updateAge: 86_400 },
    user: { modelName: "sign_in_users" },
    account: { modelName: "sign_in_accounts" },
    verification: { modelName: "sign_in_verifications" },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { disabled: true },
    // A database that is away is said to be away, not answered with a bare 500.
    onAPIError: { throw: true },
    // Writes from other origins were refused before they come here.
    advanced: { cookiePrefix: cookiePrefixOf(cookieSecret), useSecureCookies: false, disableCSRFCheck: true },
  });
  const ask = (c: Context, path: string, body: object) => {
    const headers = new Headers({ "Content-Type": "application/json" });
    for (const name of ["cookie", "user-agent"]) headers.set(name, c.req.header(name) ?? "");
    const asked = new Request(`${ours}${path}`, { method: "POST", headers, body: JSON.stringify(body) });
    return inAuthContexts(() => auth.handler(asked));
  };
  const isTooMuch = async (key: string, most: number) => (await countTry(db, key, clock(), tryWindowMs)) > most;
  const tooMany = (c: Context) => {
    c.header("Retry-After", String(tryWindowMs / 1000));
    return problem(c, 429, "TOO_MANY_TRIES", "Too many tries with a password. Wait ten minutes, then try again.");
  };

  const routes = new Hono();
  routes.use(
    bodyLimit({ maxSize: mostBodyBytes, onError: (c) => problem(c, 413, "TOO_LARGE", "This is no sign-in.") }),
  );

  routes.post("/sign-in/email", async (c) => {
    const given = credentials.safeParse(await c.req.json().catch(() => null));
    if (!given.success) return problem(c, 400, "BAD_REQUEST", "Signing in needs an email and a password.");
    const { email, password } = given.data;
    const address = `address:${addressOf(c)}`;
    const person = `email:${email.toLowerCase()}`;
    if (await isTooMuch(address, mostTriesPerAddress)) return tooMany(c);
    if (await isTooMuch(person, mostTriesPerPerson)) return tooMany(c);
    const answer = await ask(c, "/sign-in/email", { email, password });
    if (!answer.ok)
      return problem(
        c,
        401,
        "WRONG_SIGN_IN",
        "This e-mail and password do not belong together. Check both and try again.",
      );
    await forgetTries(db, person);
    // A whole office may come in through one address.
    await uncountTry(db, address);
    const now = clock();
    await deleteExpired(db, new Date(now), now - tryWindowMs);
    const { token } = made.parse(await answer.json());
    if (!(await findSessionByToken(db, token, new Date(now)))) {
      await deleteSession(db, token);
      return problem(c, 403, "NOT_IN_A_TEAM", "You are in no team here any more. Ask whoever looks after your team.");
    }
    // Only the cookie: the token in the answer's body would be readable by scripts.
    handOnCookies(c, answer);
    return c.json({ signedIn: true });
  });

  routes.post("/sign-out", async (c) => {
    const token = await readSessionToken(c, cookieSecret);
    if (token) await deleteSession(db, token);
    forgetSessionCookie(c, cookieSecret);
    return c.json({ signedOut: true });
  });

  /** Ends every other session of the person: whoever knew the old password is out. */
  routes.post("/change-password", async (c) => {
    const token = await readSessionToken(c, cookieSecret);
    const session = token && (await findSessionByToken(db, token, new Date(clock())));
    if (!session) return problem(c, 401, "NOT_SIGNED_IN", "Sign in to go on.");
    const given = newPassword.safeParse(await c.req.json().catch(() => null));
    if (!given.success) {
      const { least, most } = passwordLength;
      return problem(
        c,
        400,
        "BAD_REQUEST",
        `Give currentPassword, and a newPassword of ${least} to ${most} characters.`,
      );
    }
    const person = `password:${session.memberId}`;
    if (await isTooMuch(person, mostTriesPerPerson)) return tooMany(c);
    const answer = await ask(c, "/change-password", { ...given.data, revokeOtherSessions: true });
    if (!answer.ok) return problem(c, 403, "WRONG_PASSWORD", "This is not your present password. Nothing was changed.");
    await forgetTries(db, person);
    handOnCookies(c, answer);
    return c.json({ changed: true });
  });
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

/** Another password for somebody who forgot theirs. Whoever was signed in as them is out; nobody has to wait. */
export async function replacePassword(
  db: Db,
  { userId, email, password }: { userId: string; email: string; password: string },
): Promise<void> {
  await updatePassword(db, userId, await hashPassword(password));
  await deleteSessionsOf(db, userId);
  await forgetTries(db, `email:${email.toLowerCase()}`);
}

/** Counts a try at a link from an address; false: too many lately. A try that was none is taken back. */
export async function mayTryLink(db: Db, address: string, now: number): Promise<boolean> {
  return (await countTry(db, linkTriesOf(address), now, tryWindowMs)) <= mostLinkTriesPerAddress;
}

export async function takeLinkTryBack(db: Db, address: string): Promise<void> {
  await uncountTry(db, linkTriesOf(address));
}

const linkTriesOf = (address: string) => `link:${address}`;
