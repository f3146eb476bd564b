import { isIP } from "node:net";
import { hostname } from "node:os";
import { getConnInfo } from "@hono/node-server/conninfo";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { problem } from "./problem.ts";

/** What stands between a visitor and this program: proxies whose word counts, and the address it listens on. */
export type InFront = { trustedProxies: number; host: string };

/**
 * From where it was asked. Each proxy adds whom it heard at the end of the list; what stands before that was written by the
 * visitor and may be anything.
 */
export function addressOf(c: Context, { trustedProxies }: InFront): string {
  const heard = listed(c, "x-forwarded-for");
  return (trustedProxies > 0 && heard.at(-trustedProxies)) || (getConnInfo(c).remote.address ?? "unknown");
}

/** The name and port the visitor's browser asked for. */
export function askedHost(c: Context, { trustedProxies }: InFront): string | undefined {
  const named = trustedProxies > 0 ? listed(c, "x-forwarded-host").at(-1) : undefined;
  return named ?? c.req.header("host");
}

/** How the visitor reached this program, for links that lead them back. */
export function askedOrigin(c: Context, inFront: InFront): string {
  const isSecure = listed(c, "x-forwarded-proto").at(-1) === "https";
  return `${isSecure ? "https" : "http"}://${askedHost(c, inFront) ?? "localhost"}`;
}

/**
 * Until there is an owner, whoever comes first becomes it. A page of a stranger may have its own name lead to this machine
 * and would then be of the same origin; so only names count that no stranger can own.
 */
export function refuseStrangersNames(inFront: InFront) {
  return createMiddleware(async (c, next) => {
    if (c.req.method !== "GET" && inFront.trustedProxies === 0 && !isOurName(c.req.header("host") ?? "", inFront.host))
      return problem(
        c,
        403,
        "OTHER_NAME",
        "The first person sets Comeback up under http://localhost, or under this machine's address in numbers. Open it there.",
      );
    return next();
  });
}

function isOurName(host: string, listensOn: string): boolean {
  const name = (/^\[([^\]]+)\](?::\d+)?$|^([^:]+)(?::\d+)?$/.exec(host)?.slice(1).find(Boolean) ?? "").toLowerCase();
  if (name === "") return false;
  // A name without a dot is one of this network; nobody outside can own it.
  return isIP(name) > 0 || !name.includes(".") || name === listensOn.toLowerCase() || name === hostname().toLowerCase();
}

const listed = (c: Context, header: string): string[] =>
  (c.req.header(header) ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
