import { randomUUID } from "node:crypto";
import { isContractProcedure } from "@orpc/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contract } from "../contract.ts";
import { owner, startWebProgram } from "./web-program.fixture.ts";

let program: Awaited<ReturnType<typeof startWebProgram>>;
let cookie: string;

beforeAll(async () => {
  program = await startWebProgram();
});
afterAll(() => program.stop());

const firstVisit = new Set(["team.firstRun", "team.createOwner", "team.whoIsHere"]);
/** Open to whoever holds a link's secret, a stranger as far as we know. */
const bySecret = new Set([
  ...["team.lookAtLink", "team.useLink", "reminders.unsubscribe"],
  ...["openForm", "saveAnswers", "giveAnswers", "optOut", "optOutByLetter"].map((route) => `buyerForm.${route}`),
]);

function routesOf(router: object, path: string[] = []): { name: string; method: string; path: string }[] {
  if (isContractProcedure(router)) {
    const { method, path: route } = router["~orpc"].route;
    return [{ name: path.join("."), method: method ?? "POST", path: route ?? "" }];
  }
  return Object.entries(router).flatMap(([key, inner]) => routesOf(inner, [...path, key]));
}

describe("the first visit", () => {
  it("makes one owner, even when two people come at once", async () => {
    expect(await (await program.ask("GET", "/api/first-run")).json()).toEqual({ needsOwner: true });
    const [one, two] = await Promise.all([
      program.ask("POST", "/api/first-run", owner),
      program.ask("POST", "/api/first-run", { ...owner, email: "eve@example.com" }),
    ]);
    expect([one.status, two.status].sort()).toEqual([200, 409]);
    const refused = one.ok ? two : one;
    expect(refused.headers.get("content-type")).toContain("application/problem+json");
    expect(await refused.json()).toMatchObject({ code: "OWNER_EXISTS", status: 409 });
    expect(await (await program.ask("GET", "/api/first-run")).json()).toEqual({ needsOwner: false });
    cookie = await program.signIn(one.ok ? owner.email : "eve@example.com", owner.password);
    const me = await (await program.ask("GET", "/api/me", undefined, { cookie })).json();
    expect(me).toMatchObject({
      member: { name: "Ada Okafor", isOwner: true, role: "admin" },
      workspace: { name: "Acme" },
    });
  });
});

describe("the session gate", () => {
  it("tells a page that opens who is here; nobody is an answer, not a refusal", async () => {
    const nobody = await program.ask("GET", "/api/session");
    expect(nobody.status).toBe(200);
    expect(await nobody.json()).toEqual({ me: null, needsOwner: false });
    const somebody = await program.ask("GET", "/api/session", undefined, { cookie });
    const me = await (await program.ask("GET", "/api/me", undefined, { cookie })).json();
    expect(await somebody.json()).toEqual({ me, needsOwner: false });
  });

  it("lets a stranger into no route but the first visit's and those of a sign-in link", async () => {
    const routes = routesOf(contract);
    expect(routes.length).toBeGreaterThan(50);
    for (const route of routes.filter(({ name }) => !firstVisit.has(name) && !bySecret.has(name))) {
      const path = `/api${route.path.replaceAll(/\{\w+\}/g, randomUUID())}`;
      const answer = await program.ask(route.method, path, route.method === "GET" ? undefined : {});
      expect.soft(answer.status, `${route.method} ${path}`).toBe(401);
    }
  });

  it("lets a stranger use a sign-in link only with its secret", async () => {
    const routes = routesOf(contract).filter(({ name }) => bySecret.has(name));
    expect(routes).toHaveLength(bySecret.size);
    const secret = "A".repeat(43);
    const answers = {
      ...{ winnerBetter: "", compared: "", leastUnderstood: "", winAgain: null, winAgainNote: "", whoDecided: "" },
      ...{ quote: "", quoteConsent: "no", reasons: [], priorities: [], recommendations: [] },
    };
    const said = { secret, language: "en", version: 0, answers };
    const bodies: Record<string, object> = {
      "team.useLink": { secret, password: "a fine long password" },
      "buyerForm.saveAnswers": said,
      "buyerForm.giveAnswers": said,
    };
    for (const { name, method, path } of routes) {
      const body = bodies[name] ?? { secret };
      const answer = await program.ask(method, `/api${path}`, body);
      expect({ name, ...(await answer.json()) }).toMatchObject({ name, code: "LINK_ENDED" });
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
  });

  it("does not believe a cookie that was tampered with", async () => {
    const forged = cookie.replace(
      /session_token=./,
      (start) => `${start.slice(0, -1)}${start.endsWith("A") ? "B" : "A"}`,
    );
    expect((await program.ask("GET", "/api/me", undefined, { cookie: forged })).status).toBe(401);
  });

  it("ends a session on signing out", async () => {
    const { email } = (await (await program.ask("GET", "/api/me", undefined, { cookie })).json()).member;
    const second = await program.signIn(email, owner.password);
    expect((await program.ask("POST", "/api/auth/sign-out", {}, { cookie: second })).status).toBe(200);
    expect((await program.ask("GET", "/api/me", undefined, { cookie: second })).status).toBe(401);
    expect((await program.ask("GET", "/api/me", undefined, { cookie })).status).toBe(200);
  });

  it("takes an API key until it is revoked, and shows its secret once", async () => {
    const id = randomUUID();
    const made = await (await program.ask("PUT", `/api/api-keys/${id}`, { name: "Script" }, { cookie })).json();
    const bearer = { authorization: `Bearer ${made.secret}` };
    expect((await program.ask("GET", "/api/me", undefined, bearer)).status).toBe(200);
    expect((await program.ask("PUT", `/api/api-keys/${id}`, { name: "Script" }, { cookie })).status).toBe(409);
    const stored = await program.pool.query("select * from api_keys where id = $1", [id]);
    expect(JSON.stringify(stored.rows)).not.toContain(made.secret);
    expect((await program.ask("DELETE", `/api/api-keys/${id}`, undefined, { cookie })).status).toBe(200);
    expect((await program.ask("GET", "/api/me", undefined, bearer)).status).toBe(401);
  });

  it("refuses a write that a page of another site sends", async () => {
    const rename = (headers: Record<string, string>) =>
      program.ask("PATCH", "/api/workspace", { name: "Taken over" }, { cookie, ...headers });
    expect((await rename({ origin: "https://evil.example" })).status).toBe(403);
    expect((await rename({ origin: "null" })).status).toBe(403);
    expect((await rename({ "sec-fetch-site": "cross-site" })).status).toBe(403);
    const me = await (await program.ask("GET", "/api/me", undefined, { cookie })).json();
    expect(me.workspace.name).toBe("Acme");
    expect((await rename({ origin: program.url })).status).toBe(200);
  });

  it("stops somebody who guesses passwords, and lets the right person in after a slip", async () => {
    await program.ask(
      "PUT",
      `/api/members/${randomUUID()}`,
      { name: "Bo Li", email: null, role: "rep", managerId: null },
      { cookie },
    );
    const team = await (await program.ask("GET", "/api/members", undefined, { cookie })).json();
    const bo = team.rows.find((member: { name: string }) => member.name === "Bo Li");
    const given = await program.ask(
      "POST",
      `/api/members/${bo.id}/sign-in`,
      { email: "bo@example.com", password: "a fine long one" },
      { cookie },
    );
    expect(given.status).toBe(200);
    const guess = (password: string) =>
      program.ask("POST", "/api/auth/sign-in/email", { email: "bo@example.com", password });
    expect((await guess("wrong wrong")).status).toBe(401);
    expect((await guess("a fine long one")).status).toBe(200);
    const answers: number[] = [];
    for (let i = 0; i < 9; i += 1) answers.push((await guess(`wrong ${i} wrong`)).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 401, 401, 401, 429]);
    // Even the right password has to wait now.
    expect((await guess("a fine long one")).status).toBe(429);
  });

  it("keeps the team's settings from a rep", async () => {
    await program.pool.query("delete from sign_in_rate_limits");
    const rep = await program.signIn("bo@example.com", "a fine long one");
    expect((await program.ask("PATCH", "/api/workspace", { name: "Mine" }, { cookie: rep })).status).toBe(403);
    expect((await program.ask("GET", "/api/audit", undefined, { cookie: rep })).status).toBe(403);
    expect((await program.ask("GET", "/api/audit", undefined, { cookie })).status).toBe(200);
  });
});

describe("every answer", () => {
  it("carries a strict content security policy, with a nonce of its own on pages", async () => {
    const nonces = await Promise.all(
      [0, 1].map(async () => {
        const answer = await program.ask("GET", "/api/docs");
        expect(answer.status).toBe(200);
        const policy = answer.headers.get("content-security-policy") ?? "";
        expect(policy).toContain("default-src 'none'");
        expect(policy).not.toContain("unsafe");
        return policy.match(/'nonce-([^']+)'/)?.[1];
      }),
    );
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  it("names the field that was wrong in the person's words", async () => {
    const answer = await program.ask("PATCH", "/api/workspace", { timeZone: "Nowhere" }, { cookie });
    expect(answer.status).toBe(400);
    expect((await answer.json()).detail).toBe(
      "timeZone: This time zone is not known. An example of one: Europe/Berlin.",
    );
  });

  it("refuses what it does not know and what is too large", async () => {
    expect((await program.ask("GET", "/api/nothing-here", undefined, { cookie })).status).toBe(404);
    const large = await program.ask("PATCH", "/api/workspace", { name: "x".repeat(3_000_000) }, { cookie });
    expect(large.status).toBe(413);
    expect((await program.ask("PATCH", "/api/workspace", { surprise: true }, { cookie })).status).toBe(400);
  });

  it("documents every route of the contract", async () => {
    const spec = await (await program.ask("GET", "/api/openapi.json")).json();
    expect(spec.openapi).toMatch(/^3\.1/);
    const documented = Object.entries<Record<string, { operationId: string }>>(spec.paths).flatMap(([, methods]) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(documented.sort()).toEqual(
      routesOf(contract)
        .map(({ name }) => name)
        .sort(),
    );
  });
});

describe("a link to one's calendar", () => {
  it("is served without signing in, without a cookie, and not at all once it is ended", async () => {
    const { path } = await (await program.ask("POST", "/api/calendar-feed", undefined, { cookie })).json();
    const read = await program.ask("GET", path, undefined, { "x-forwarded-proto": "https" });
    expect(read.status).toBe(200);
    expect(read.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(read.headers.get("set-cookie")).toBeNull();
    expect(read.headers.get("referrer-policy")).toBe("no-referrer");
    expect(await read.text()).toMatch(/^BEGIN:VCALENDAR\r\n(?:.*\r\n)*END:VCALENDAR\r\n$/);
    const head = await program.ask("HEAD", path);
    expect([head.status, await head.text()]).toEqual([200, ""]);
    // What changes something comes from our own pages only, and never by a link.
    expect((await program.ask("POST", path, {}, { cookie })).status).toBe(404);
    const foreign = await program.ask("DELETE", "/api/calendar-feed", undefined, {
      cookie,
      origin: "https://evil.example",
    });
    expect(foreign.status).toBe(403);

    expect((await program.ask("DELETE", "/api/calendar-feed", undefined, { cookie })).status).toBe(200);
    const ended = await program.ask("GET", path);
    const never = await program.ask("GET", "/calendar/never-was.ics");
    expect(ended.status).toBe(404);
    const bare = async (answer: Response) => [
      [...answer.headers].filter(([name]) => name !== "date"),
      await answer.text(),
    ];
    expect(await bare(ended)).toEqual(await bare(never));
  });
});
