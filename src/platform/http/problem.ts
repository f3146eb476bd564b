import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** RFC 9457 problem details: what happened and what to do, in the person's words. */
export function problemDetails(status: number, code: string, detail: string, data?: unknown) {
  return { type: `about:blank#${code}`, title: code, status, detail, code, ...(data === undefined ? {} : { data }) };
}

export function problem(c: Context, status: ContentfulStatusCode, code: string, detail: string): Response {
  return c.json(problemDetails(status, code, detail), status, { "Content-Type": "application/problem+json" });
}
