import { Hono } from "hono";
import { expect, test } from "vitest";
import type { SignedInRoutes } from "../http/web-app.ts";
import { mintWorkspaceId } from "../session.ts";
import { printRoutes } from "./serve-prints.ts";

const session = {
  ...{ workspace: mintWorkspaceId("00000000-0000-4000-8000-000000000000"), memberId: "ada", memberName: "Ada" },
  ...{ role: "rep" as const, isOwner: false, timeZone: "Europe/Berlin", currency: "EUR" },
};

function routes(find: () => Promise<string | null>) {
  const app = new Hono<SignedInRoutes>();
  app.use(async (c, next) => {
    c.set("session", session);
    c.set("now", Date.parse("2026-11-23T12:00:00Z"));
    await next();
  });
  const nameOf = (path: string) => (path === "/insights" ? "why-we-lose" : null);
  return app.route("/", printRoutes({ nameOf, isReading: () => false, find }));
}
const asked = (path: string, paper = "a4") => `/prints/pdf?${new URLSearchParams({ path, paper })}`;

test("only reports of this program are printed, on paper that there is", async () => {
  const app = routes(async () => {
    throw new Error("Nobody needs a browser to say no.");
  });
  const elsewhere = [
    "https://example.com/insights",
    "//example.com/insights",
    "/\\example.com/insights",
    "insights",
    "",
  ];
  const noReports = ["/settings", "/insights/../settings", "/insights%2f..", "/api/deals", "/insights/", "/deals"];
  for (const path of [...elsewhere, ...noReports]) expect.soft((await app.request(asked(path))).status, path).toBe(404);
  expect((await app.request(asked("/insights", "a3"))).status).toBe(404);
  expect((await app.request("/prints/pdf")).status).toBe(404);
});

test("where there is no browser to print with, that is said in words, and what to do", async () => {
  const answer = await routes(async () => null).request(asked("/insights?x=1"));
  expect(answer.status).toBe(501);
  expect(await answer.json()).toMatchObject({
    code: "NO_BROWSER",
    detail: expect.stringContaining("your own browser"),
  });
});

test("a browser that does not start makes no PDF, and says so", async () => {
  const answer = await routes(async () => process.execPath).request(asked("/insights"));
  expect(answer.status).toBe(503);
  expect(await answer.json()).toMatchObject({ code: "NOT_PRINTED" });
});
