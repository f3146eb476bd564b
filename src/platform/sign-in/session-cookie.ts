import type { Context } from "hono";
import { getSignedCookie } from "hono/cookie";

export const cookiePrefix = "comeback";
const sessionCookie = `${cookiePrefix}.session_token`;

/** The session's token, if the request carries a cookie that we signed. */
export async function readSessionToken(c: Context, cookieSecret: string): Promise<string | null> {
  return (await getSignedCookie(c, cookieSecret, sessionCookie)) || null;
}

/**
 * Hands on the cookies of an answer, and only those. Behind a proxy that speaks HTTPS they never travel without it; a
 * visitor who claims so falsely only locks themselves out.
 */
export function handOnCookies(c: Context, answer: Response): void {
  const isSecure = c.req.header("x-forwarded-proto") === "https" || new URL(c.req.url).protocol === "https:";
  for (const cookie of answer.headers.getSetCookie())
    c.header("Set-Cookie", isSecure ? `${cookie}; Secure` : cookie, { append: true });
}

export function forgetSessionCookie(c: Context): void {
  c.header("Set-Cookie", `${sessionCookie}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`, { append: true });
}
