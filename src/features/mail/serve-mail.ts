import { Hono } from "hono";
import { z } from "zod";
import type { Database } from "../../platform/database/database.ts";
import { problem } from "../../platform/http/problem.ts";
import type { SignedInRoutes } from "../../platform/http/web-app.ts";
import { layOutMail } from "../../platform/mail/lay-out-mail.ts";
import { isLetter } from "../../platform/mail/mail-content.ts";
import { findMail } from "./store.ts";

/** A mail brings its own styles, and nothing else: no script, no picture, no other page. */
const policy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** One of my mails as its HTML looks, as a page of its own. */
export function mailRoutes({ db, publicUrl }: { db: Database; publicUrl: string }): Hono<SignedInRoutes> {
  const routes = new Hono<SignedInRoutes>();
  routes.get("/mails/:id/page", async (c) => {
    const { workspace, memberId } = c.get("session");
    const id = z.uuid().safeParse(c.req.param("id"));
    const mail = id.success ? await findMail(db, workspace, memberId, id.data) : undefined;
    if (mail?.memberId !== memberId || isLetter(mail.content))
      return problem(c, 404, "NOT_FOUND", "This is not here, or not yours to see.");
    const settings = `${publicUrl}/settings/mail`;
    const { html } = layOutMail(mail.content, { publicUrl, settings, unsubscribe: settings });
    return c.body(html, 200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy });
  });
  return routes;
}
