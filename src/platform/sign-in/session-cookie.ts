import { createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";

export const cookiePrefix = "comeback";
const sessionCookie = `${cookiePrefix}.session_token`;

/**
 * The session's token, if the request carries a cookie that we signed, as better-auth does: `token.signature`. Checked
 * right here: to hand it to the web's crypto and back takes longer, and every request asks.
 */
export function readSessionToken(c: Context, cookieSecret: string): string | null {
  const signed = getCookie(c, sessionCookie);
  const end = signed?.lastIndexOf(".") ?? -1;
  if (!signed || end < 0) return null;
  const token = signed.slice(0, end);
  const given = Buffer.from(signed.slice(end + 1));
  const made = Buffer.from(createHmac("sha256", cookieSecret).update(token).digest("base64"));
  return given.length === made.length && timingSafeEqual(given, made) ? token : null;
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
