import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { Context } from "hono";
import { getCookie } from "hono/cookie";

/**
 * Of this installation alone: a browser sends the cookies of a host to every port of it, and two installations there would
 * sign each other's people out.
 */
export const cookiePrefixOf = (cookieSecret: string): string =>
  `comeback-${createHash("sha256").update(`cookie name ${cookieSecret}`).digest("hex").slice(0, 8)}`;
const names = new Map<string, string>();
function sessionCookieOf(cookieSecret: string): string {
  const known = names.get(cookieSecret);
  if (known !== undefined) return known;
  const name = `${cookiePrefixOf(cookieSecret)}.session_token`;
  names.set(cookieSecret, name);
  return name;
}

/**
 * The session's token, if the request carries a cookie that we signed, as better-auth does: `token.signature`. Checked
 * right here: to hand it to the web's crypto and back takes longer, and every request asks.
 */
export function readSessionToken(c: Context, cookieSecret: string): string | null {
  const signed = getCookie(c, sessionCookieOf(cookieSecret));
  const end = signed?.lastIndexOf(".") ?? -1;
  if (!signed || end < 0) return null;
  const token = signed.slice(0, end);
  const given = Buffer.from(signed.slice(end + 1));
  const made = Buffer.from(signatureOf(token, cookieSecret));
  return given.length === made.length && timingSafeEqual(given, made) ? token : null;
}
const signatureOf = (token: string, cookieSecret: string): string =>
  createHmac("sha256", cookieSecret).update(token).digest("base64");

/** A session's cookie as a browser sends it. */
export const writeSessionCookie = (token: string, cookieSecret: string): string =>
  `${sessionCookieOf(cookieSecret)}=${encodeURIComponent(`${token}.${signatureOf(token, cookieSecret)}`)}`;

/**
 * Hands on the cookies of an answer, and only those. Behind a proxy that speaks HTTPS they never travel without it; a
 * visitor who claims so falsely only locks themselves out.
 */
export function handOnCookies(c: Context, answer: Response): void {
  const isSecure = c.req.header("x-forwarded-proto") === "https" || new URL(c.req.url).protocol === "https:";
  for (const cookie of answer.headers.getSetCookie())
    c.header("Set-Cookie", isSecure ? `${cookie}; Secure` : cookie, { append: true });
}

export function forgetSessionCookie(c: Context, cookieSecret: string): void {
  c.header("Set-Cookie", `${sessionCookieOf(cookieSecret)}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax`, {
    append: true,
  });
}
