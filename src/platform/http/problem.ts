import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";

/** RFC 9457 problem details: what happened and what to do, in the person's words. */
export function problemDetails(status: number, code: string, detail: string, data?: unknown) {
  return {
    type: `urn:comeback:problem:${code.toLowerCase().replaceAll("_", "-")}`,
    title: code,
    status,
    detail,
    code,
    ...(data === undefined ? {} : { data }),
  };
}

/** What a person is told of a failure that is ours; the log has the rest. */
export const unexpectedMessage = "Something failed on our side and was logged. Nothing of it stays; try again.";

export function problem(c: Context, status: ContentfulStatusCode, code: string, detail: string): Response {
  return c.json(problemDetails(status, code, detail), status, { "Content-Type": "application/problem+json" });
}
