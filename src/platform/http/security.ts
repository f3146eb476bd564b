import { createMiddleware } from "hono/factory";
import { problem } from "./problem.ts";
import { askedHost, type InFront } from "./trusted-proxies.ts";

/** Everything comes from here; styles that Mantine writes at run time carry this page's nonce. */
export const contentSecurityPolicy = (nonce: string) =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

export const securityHeaders = createMiddleware(async (c, next) => {
  await next();
  const { headers } = c.res;
  headers.set("X-Content-Type-Options", "nosniff");
  headers.set("Referrer-Policy", "no-referrer");
  headers.set("X-Frame-Options", "DENY");
  headers.set("Cross-Origin-Opener-Policy", "same-origin");
  headers.set("Cross-Origin-Resource-Policy", "same-origin");
  headers.set("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
  if (!headers.has("Content-Security-Policy")) headers.set("Content-Security-Policy", contentSecurityPolicy("none"));
});

/**
 * A write from a page of another origin is refused: a browser names the origin it comes from, and it must be the one
 * it is sent to. Programs with an API key send no cookie and no origin.
 */
export const refuseCrossOriginWrites = (inFront: InFront) =>
  createMiddleware(async (c, next) => {
    const reads = c.req.method === "GET" || c.req.method === "HEAD" || c.req.method === "OPTIONS";
    if (!reads) {
      const origin = c.req.header("origin");
      const site = c.req.header("sec-fetch-site");
      const foreign = origin
        ? hostOf(origin) !== askedHost(c, inFront)
        : site !== undefined && site !== "same-origin" && site !== "none";
      if (foreign)
        return problem(c, 403, "OTHER_ORIGIN", "This came from a page of another site, so nothing was changed.");
    }
    return next();
  });

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
