import type { HttpBindings } from "@hono/node-server";
import type { AnyContractRouter } from "@orpc/contract";
import { type OpenAPI, OpenAPIGenerator } from "@orpc/openapi";
import { StandardOpenAPIHandler } from "@orpc/openapi/standard";
import type { Router } from "@orpc/server";
import { StandardRPCHandler } from "@orpc/server/standard";
import { ZodToJsonSchemaConverter } from "@orpc/zod/zod4";
import { type Context, Hono } from "hono";
import { compress } from "hono/compress";
import { createMiddleware } from "hono/factory";
import type { Logger } from "pino";
import { z } from "zod";
import type { Database } from "../database/database.ts";
import { isDatabaseAway } from "../database/database-away.ts";
import { isNotStorable } from "../database/not-storable.ts";
import { didRequestsCross } from "../database/requests-crossed.ts";
import type { Instant } from "../dates.ts";
import type { InstallationKeys } from "../sealing/installation-keys.ts";
import type { Session } from "../session.ts";
import { findSession } from "../sign-in/gate.ts";
import { createSignIn } from "../sign-in/sign-in.ts";
import { askDatabase } from "../sign-in/store.ts";
import { awayMessage, crossedMessage, notStorableMessage, type RequestContext } from "./acting.ts";
import { createDoor } from "./api-door.ts";
import { apiPage } from "./api-page.ts";
import { problem, problemDetails, unexpectedMessage } from "./problem.ts";
import { refuseCrossOriginWrites, securityHeaders } from "./security.ts";
import { createStaticFiles } from "./static-files.ts";
import { addressOf, askedOrigin, type InFront, refuseStrangersNames } from "./trusted-proxies.ts";

/** What a plain route (uploads, files) finds in its context. Behind the gate, the session is always there. */
export type SignedInRoutes = {
  Variables: {
    session: Session;
    now: Instant;
    /** For an answer that goes on for long: whether the session it began with still holds. */
    stillSignedIn: () => Promise<boolean>;
    /** Asks this program itself, without any network, as whoever asks now and with no more than they may. */
    askAsSame: (
      path: string,
      what: { method: string; headers?: Record<string, string>; body: Buffer | null },
    ) => Promise<Response>;
  };
};

/** What a route outside the API finds, whoever asks it. Its path may hold a secret, so it is kept out of the log. */
export type PublicRoutes = { Variables: { now: Instant; address: string; origin: string } };

export type WebApp = {
  db: Database;
  secrets: InstallationKeys;
  // biome-ignore lint/suspicious/noExplicitAny: the router of any contract; its types are checked where it is made.
  router: Router<any, RequestContext>;
  contract: AnyContractRouter;
  /** Plain routes by their path under /api; all need a session. */
  signedInRoutes: Hono<SignedInRoutes>;
  /** Plain routes by their whole path, for whoever holds what they ask for. */
  publicRoutes: Hono<PublicRoutes>;
  webFolder: string;
  clock: () => Instant;
  log: Logger;
  version: string;
  inFront: InFront;
};

/** The whole HTTP side: sign-in, the API in both forms, plain routes, and the built web program. */
export async function createWebApp({ db, secrets, clock, log, inFront, ...app }: WebApp): Promise<Hono> {
  const signIn = await createSignIn(db, (c) => addressOf(c, inFront), clock);
  const contextOf = async (c: Context): Promise<RequestContext> => {
    const now = clock();
    const session = await findSession(c, db, signIn.cookieSecret, new Date(now));
    return { db, now, secrets, log, session, address: addressOf(c, inFront) };
  };

  const hono = new Hono();
  hono.use(securityHeaders);
  hono.use("/api/*", refuseCrossOriginWrites(inFront));
  for (const path of ["/api/first-run", "/api/rpc/team/createOwner"]) hono.use(path, refuseStrangersNames(inFront));
  hono.use("/api/*", noStore);
  hono.use("/api/*", compress());
  hono.use("/api/*", comeBackSoon);
  hono.use("/api/*", hangUpOnUnread);
  hono.onError((error, c) => {
    if (isDatabaseAway(error)) return problem(c, 503, "SERVICE_UNAVAILABLE", awayMessage);
    if (isNotStorable(error)) {
      log.warn({ err: error, path: loggedPath(c) }, "a request came past the edge and was refused by the database");
      return problem(c, 400, "BAD_REQUEST", notStorableMessage);
    }
    if (didRequestsCross(error)) {
      log.warn({ err: error, path: loggedPath(c) }, "two requests at once got in each other's way");
      return problem(c, 409, "CHANGED_MEANWHILE", crossedMessage);
    }
    log.error({ err: error, path: loggedPath(c) }, "a request failed unexpectedly");
    return problem(c, 500, "UNEXPECTED", unexpectedMessage);
  });

  hono.get("/api/health", async (c) => {
    await askDatabase(db);
    return c.json({ ok: true, version: app.version });
  });
  hono.route("/api/auth", signIn.routes);

  const gate = createMiddleware<SignedInRoutes>(async (c, next) => {
    const { session, now } = await contextOf(c);
    if (!session) return problem(c, 401, "NOT_SIGNED_IN", "Sign in to go on.");
    c.set("session", session);
    c.set("now", now);
    c.set("stillSignedIn", async () => (await contextOf(c)).session?.memberId === session.memberId);
    c.set("askAsSame", async (path, { method, headers = {}, body }) => {
      const known = ["cookie", "authorization", "host", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"];
      const same = known.map((name) => [name, c.req.header(name)]).filter(([, value]) => value !== undefined);
      const url = new URL(path, c.req.url);
      return hono.fetch(
        new Request(url, {
          method,
          headers: { ...Object.fromEntries(same), ...headers },
          body: body && new Uint8Array(body),
        }),
        c.env,
      );
    });
    return next();
  });
  const gated = new Hono<SignedInRoutes>();
  for (const { path, method } of app.signedInRoutes.routes) gated.on(method, path, gate);
  gated.route("/", app.signedInRoutes);
  hono.route("/api", gated);

  // Only POST: a link, which a browser follows with its cookies, never writes.
  hono.post(
    "/api/rpc/*",
    createDoor({ handler: new StandardRPCHandler(app.router, {}), prefix: "/api/rpc", contextOf }),
  );

  let spec: Promise<OpenAPI.Document> | undefined;
  const openApi = () => {
    spec ??= new OpenAPIGenerator({ schemaConverters: [new ZodToJsonSchemaConverter()] }).generate(app.contract, {
      info: {
        title: "Comeback",
        version: app.version,
        description:
          "Everything the screens do. Sign in with a session cookie, or send `Authorization: Bearer <API key>`. Refusals are RFC 9457 problem details. Every list as a file, with its filter: `GET /api/exports/{table}.csv` or `.xlsx` (`mark=no` leaves the byte order mark out); `GET /api/exports` names the tables.",
      },
      servers: [{ url: "/api" }],
    });
    return spec;
  };
  hono.get("/api/openapi.json", async (c) => c.json(await openApi()));
  hono.get("/api/docs", async (c) => apiPage(c, await openApi()));

  const rest = new StandardOpenAPIHandler(app.router, {
    customErrorResponseBodyEncoder: (error) => problemDetails(error.status, error.code, messageOf(error), error.data),
  });
  hono.use("/api/*", createDoor({ handler: rest, prefix: "/api", contextOf, refusalType: "application/problem+json" }));
  hono.all("/api/*", (c) => problem(c, 404, "NOT_FOUND", "There is no such route. /api/docs lists them all."));

  const outside = createMiddleware<PublicRoutes>(async (c, next) => {
    c.set("now", clock());
    c.set("address", addressOf(c, inFront));
    c.set("origin", askedOrigin(c, inFront));
    return next();
  });
  for (const { path, method } of app.publicRoutes.routes) hono.on(method, path, compress(), outside);
  hono.route("/", app.publicRoutes);

  const files = createStaticFiles(app.webFolder);
  hono.get("*", files);
  return hono;
}

/** Outside the API a path may be somebody's secret link. */
const loggedPath = (c: Context): string => {
  const { path } = c.req;
  return path.startsWith("/api/") ? path : `/${path.split("/")[1] ?? ""}/…`;
};

const issues = z.object({
  issues: z.array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() })),
});

/** Which field was wrong and how, in one line; every other refusal has its own sentence. */
function messageOf(error: { status: number; message: string; data: unknown }): string {
  if (error.status === 500) return unexpectedMessage;
  const wrong = issues.safeParse(error.data);
  if (error.status !== 400 || !wrong.success) return error.message;
  return wrong.data.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join(".")}: ${message}` : message))
    .join(" ");
}

/** Answers are somebody's own deals: no shared cache may keep them. */
const noStore = createMiddleware(async (c, next) => {
  await next();
  if (!c.res.headers.has("Cache-Control")) c.res.headers.set("Cache-Control", "private, no-store");
});

/** Whatever says "not now" also says when to ask again, in seconds. */
const comeBackSoon = createMiddleware(async (c, next) => {
  await next();
  if (c.res.status === 503) c.res.headers.set("Retry-After", "2");
});

/**
 * Refused before its body was read, a request leaves the rest of the body on the line: nobody may send their next one
 * after it.
 */
const hangUpOnUnread = createMiddleware<{ Bindings: Partial<HttpBindings> }>(async (c, next) => {
  await next();
  if (c.res.status >= 400 && c.env.incoming?.complete === false) c.res.headers.set("Connection", "close");
});
