import { promisify } from "node:util";
import { gzip, gzipSync } from "node:zlib";
import type { StandardHandler } from "@orpc/server/standard";
import type { Context, Next } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { RequestContext } from "./acting.ts";
import { problem } from "./problem.ts";

type Door = {
  handler: StandardHandler<RequestContext>;
  prefix: `/${string}`;
  contextOf: (c: Context) => Promise<RequestContext>;
  /** Of an answer that is no result. */
  refusalType?: string;
};

type AskedRequest = Parameters<StandardHandler<RequestContext>["handle"]>[0];

const mostJsonBytes = 2 * 1024 * 1024;
/** Less than this fits a packet anyway. */
const worthCompressing = 1_024;
/** Up to here it is done sooner than handed to another thread and back. */
const worthAnotherThread = 100_000;
const toGzip = promisify(gzip);
/** A list shrinks to a sixth of its size; the usual level 6 would make it only a little smaller. */
const level = 3;
const acceptsGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/;

/**
 * Answers a contract's routes. It does what oRPC's own handler for fetch does, for JSON alone: turning every request and
 * answer into web streams and back takes longer than the work itself.
 */
export function createDoor({ handler, prefix, contextOf, refusalType = "application/json" }: Door) {
  const answer = async (c: Context, next: Next) => {
    const { matched, response } = await handler.handle(requestOf(c), { prefix, context: await contextOf(c) });
    if (!matched) return next();
    const type = response.status >= 400 ? refusalType : "application/json";
    return answerOf(c, response.status, type, response.body === undefined ? "" : JSON.stringify(response.body));
  };
  const tooLarge = (c: Context) =>
    problem(c, 413, "TOO_LARGE", "This is more than a request may carry (2 MB). Send less at once.");
  const counted = bodyLimit({ maxSize: mostJsonBytes, onError: tooLarge });

  return async (c: Context, next: Next) => {
    const length = c.req.header("content-length");
    // Node lets no body through that is longer than it says.
    if (c.req.header("transfer-encoding") === undefined && (length !== undefined || c.req.method === "GET"))
      return Number(length ?? 0) > mostJsonBytes ? tooLarge(c) : answer(c, next);
    let answered: Response | undefined;
    const refused = await counted(c, async () => {
      answered = (await answer(c, next)) ?? undefined;
    });
    return refused ?? answered;
  };
}

function requestOf(c: Context): AskedRequest {
  return {
    method: c.req.method,
    url: new URL(c.req.url),
    headers: c.req.header(),
    signal: undefined,
    body: async () => {
      const type = c.req.header("content-type");
      if (type !== undefined && !type.startsWith("application/json")) throw new TypeError("Only JSON is read here.");
      const text = await c.req.raw.text();
      return text === "" ? undefined : JSON.parse(text);
    },
  };
}

async function answerOf(c: Context, status: number, type: string, text: string): Promise<Response> {
  const headers = { "Content-Type": type, Vary: "Accept-Encoding" };
  const length = Buffer.byteLength(text);
  if (length < worthCompressing || !acceptsGzip.test(c.req.header("accept-encoding") ?? ""))
    return new Response(text, { status, headers: { ...headers, "Content-Length": String(length) } });
  const packed = length < worthAnotherThread ? gzipSync(text, { level }) : await toGzip(text, { level });
  return new Response(new Uint8Array(packed), { status, headers: { ...headers, "Content-Encoding": "gzip" } });
}
