import { Hono } from "hono";
import type { Database } from "../../platform/database/database.ts";
import type { PublicRoutes } from "../../platform/http/web-app.ts";
import { Refusal } from "../../platform/refusal.ts";
import { endMails } from "./end-mails.ts";

/**
 * What a mail program does when its reader presses "unsubscribe" there (RFC 8058): one POST, from anywhere, without a cookie.
 * Opened in a browser, the same address is a page that asks.
 */
export function unsubscribeRoutes({ db }: { db: Database }): Hono<PublicRoutes> {
  const routes = new Hono<PublicRoutes>();
  routes.post("/unsubscribe/:secret", async (c) => {
    try {
      await endMails(
        { db, now: c.get("now"), address: c.get("address") },
        { secret: c.req.param("secret"), all: false },
      );
      return c.text("Done. You get no more of these mails.\n");
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.code === "TOO_MANY_TRIES"
        ? c.text("Too many tries. Wait ten minutes, then try again.\n", 429)
        : c.text("This link does not lead to anybody's mail. Nothing was changed.\n", 410);
    }
  });
  return routes;
}
