import { Hono } from "hono";
import type { Database } from "../../../platform/database/database.ts";
import type { PublicRoutes } from "../../../platform/http/web-app.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { optOutByLetter } from "./opt-out.ts";

/**
 * What a customer's mail program does when they press "unsubscribe" there (RFC 8058): one POST, from anywhere, without a
 * cookie. Opened in a browser, the same address is a page that asks.
 */
export function optOutRoutes({ db }: { db: Database }): Hono<PublicRoutes> {
  return new Hono<PublicRoutes>().post("/answer/stop/:secret", async (c) => {
    const { now, address } = c.var;
    try {
      await optOutByLetter({ db, now, address }, { secret: c.req.param("secret") });
      return c.text("Done. You get no more of these mails.\n");
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return error.code === "TOO_MANY_TRIES"
        ? c.text("Too many tries. Wait ten minutes, then try again.\n", 429)
        : c.text("This link does not lead to anybody's mail. Nothing was changed.\n", 410);
    }
  });
}
