import { executionAsyncId } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { isContractProcedure } from "@orpc/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { contract } from "../contract.ts";
import { makeSignedInPeople, password, sender } from "./signed-in-people.fixture.ts";
import { startWebProgram } from "./web-program.fixture.ts";

let program: Awaited<ReturnType<typeof startWebProgram>>;
let send: ReturnType<typeof sender>;
let team: Awaited<ReturnType<typeof makeSignedInPeople>>;

beforeAll(async () => {
  program = await startWebProgram();
  send = sender(program);
  team = await makeSignedInPeople(program, "Acme");
});
afterAll(() => program.stop());
beforeEach(() => program.pool.query("delete from sign_in_rate_limits"));

const rob = () => team.people.rob.email;
const tryWith = (email: string, secret: string, headers: Record<string, string> = {}) =>
  send("POST", "/api/auth/sign-in/email", { email, password: secret }, headers);
const cookiesOf = (headers: Headers) => headers.getSetCookie();
const me = (cookie: string) => send("GET", "/api/me", undefined, { cookie });
const cookieOf = (headers: Headers) =>
  cookiesOf(headers)
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

describe("signing in", () => {
  it("sets a cookie that no script reads and no other site sends, and says nothing else", async () => {
    const { status, headers, told } = await tryWith(rob(), password);
    expect(status).toBe(200);
    expect(told).toEqual({ signedIn: true });
    const session = cookiesOf(headers).find((cookie) => /^comeback-[0-9a-f]{8}\.session_token=/.test(cookie));
    expect(session).toMatch(/; HttpOnly/i);
    expect(session).toMatch(/; SameSite=Lax/i);
    expect(session).toMatch(/; Path=\//i);
    expect(session).not.toMatch(/; Secure|; Domain/i);
    const token = decodeURIComponent(session?.split(/[=;]/)[1] ?? "").split(".")[0] ?? "";
    expect(token.length).toBeGreaterThan(20);
    expect(JSON.stringify(told)).not.toContain(token);
  });

  it("leaves nothing behind that follows every promise of the program", async () => {
    // Where promises are followed, each has a number of its own.
    const numbered = async () => {
      const number = () => Promise.resolve().then(() => executionAsyncId());
      return new Set([await number(), await number()]).size > 1;
    };
    expect(await numbered()).toBe(false);
    expect((await tryWith(rob(), password)).status).toBe(200);
    expect(await numbered()).toBe(false);
  });

  it("behind a proxy that speaks HTTPS, keeps the cookie to HTTPS", async () => {
    const { headers } = await tryWith(rob(), password, { "x-forwarded-proto": "https" });
    expect(cookiesOf(headers).length).toBeGreaterThan(0);
    for (const cookie of cookiesOf(headers)) expect(cookie).toMatch(/; Secure$/);
  });

  it("gives a session of its own, whatever cookie came along", async () => {
    const first = cookieOf((await tryWith(rob(), password)).headers);
    const again = cookieOf((await tryWith(rob(), password, { cookie: first })).headers);
    expect(again).not.toBe(first);
    const planted = first.replace(/=.*/, "=planted-by-somebody.c2lnbmVk");
    const own = cookieOf((await tryWith(rob(), password, { cookie: planted })).headers);
    expect(own).not.toContain("planted");
    expect((await me(planted)).status).toBe(401);
    expect((await me(own)).status).toBe(200);
  });

  it("is told the same way for an unknown e-mail as for a wrong password, and takes as long", async () => {
    const wrong = await tryWith(rob(), "not the password");
    const unknown = await tryWith("nobody@acme.example", "not the password");
    expect(wrong.status).toBe(401);
    expect([unknown.status, unknown.told]).toEqual([wrong.status, wrong.told]);
    expect(cookiesOf(wrong.headers)).toEqual([]);
    const median = async (email: string) => {
      const times = [];
      for (let round = 0; round < 5; round += 1) {
        await program.pool.query("delete from sign_in_rate_limits");
        const began = performance.now();
        await tryWith(email, `wrong ${round} wrong`);
        times.push(performance.now() - began);
      }
      return times.sort((one, other) => one - other)[2] ?? 0;
    };
    // Hashing takes tens of milliseconds: an answer without it would be many times quicker.
    expect(await median("nobody@acme.example")).toBeGreaterThan((await median(rob())) / 3);
  });

  it("is refused to somebody who has left, and leaves no session behind", async () => {
    const sessionsHeld = async () => {
      const held = await program.pool.query(
        `select count(*) as n from sign_in_sessions s join members m on m.user_id = s."userId" where m.id = $1`,
        [team.people.gone.id],
      );
      return held.rows[0].n;
    };
    const before = await sessionsHeld();
    const { status, headers, told } = await tryWith(team.people.gone.email, password);
    expect([status, told.code]).toEqual([403, "NOT_IN_A_TEAM"]);
    expect(cookiesOf(headers)).toEqual([]);
    expect(await sessionsHeld()).toBe(before);
  });
});

describe("guessing", () => {
  it("ends after eight tries, also when all come at once", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => tryWith(rob(), `wrong ${n} wrong`)));
    const codes = answers.map(({ status }) => status);
    expect(codes.filter((status) => status === 401)).toHaveLength(8);
    expect(codes.filter((status) => status === 429)).toHaveLength(12);
    const blocked = answers.find(({ status }) => status === 429);
    expect(Number(blocked?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await tryWith(rob(), password)).status).toBe(429);
  });

  it("is counted however the e-mail, the address or the form is written", async () => {
    const ways: (() => Promise<{ status: number }>)[] = [
      () => tryWith(rob().toUpperCase(), "wrong wrong wrong"),
      () => tryWith(rob(), "wrong wrong wrong", { "x-forwarded-for": `10.0.0.${Math.floor(Math.random() * 255)}` }),
      () => tryWith(rob(), "wrong wrong wrong", { "x-real-ip": "10.1.1.1", forwarded: "for=10.2.2.2" }),
      () => tryWith(rob(), "wrong wrong wrong", { cookie: team.people.rob.asker.cookie ?? "" }),
    ];
    for (let round = 0; round < 8; round += 1) await ways[round % ways.length]?.();
    for (const way of ways) expect((await way()).status).toBe(429);
  });

  it("by a form is no sign-in, and neither is anything but an e-mail and a password", async () => {
    const asForm = await fetch(`${program.url}/api/auth/sign-in/email`, {
      method: "POST",
      body: new URLSearchParams({ email: rob(), password }),
    });
    expect(asForm.status).toBe(400);
    expect(asForm.headers.getSetCookie()).toEqual([]);
    for (const body of [null, [], {}, { email: rob() }, { email: [rob()], password }, { email: { $gt: "" }, password }])
      expect((await send("POST", "/api/auth/sign-in/email", body, {})).status).toBe(400);
    // What better-auth would also take is not handed on.
    const redirected = await send(
      "POST",
      "/api/auth/sign-in/email",
      { email: rob(), password, callbackURL: "https://evil.example", rememberMe: false },
      {},
    );
    expect(redirected.headers.get("location")).toBeNull();
    expect(redirected.told).toEqual({ signedIn: true });
  });

  it("from one address ends too, but colleagues who sign in rightly don't use it up", async () => {
    const counted = async (keys: string) =>
      (
        await program.pool.query(
          "select coalesce(sum(count), 0)::integer as n from sign_in_rate_limits where key like $1",
          [keys],
        )
      ).rows[0].n;
    for (let person = 0; person < 3; person += 1) expect((await tryWith(rob(), password)).status).toBe(200);
    expect(await counted("address:%")).toBe(0);
    // 57 wrong ones in the last minutes.
    await program.pool.query("update sign_in_rate_limits set count = 57 where key like 'address:%'");
    const codes = [];
    for (let guess = 0; guess < 6; guess += 1)
      codes.push((await tryWith(`guess-${guess}@acme.example`, "wrong wrong wrong")).status);
    expect(codes).toEqual([401, 401, 401, 429, 429, 429]);
    // Once blocked, made-up e-mails no longer fill the table.
    expect(await counted("email:%")).toBe(3);
  });

  it("is forgotten after its time, and so are sessions that ran out", async () => {
    await tryWith("nobody@acme.example", "wrong wrong wrong");
    await program.pool.query(`update sign_in_rate_limits set "lastRequest" = "lastRequest" - 700000`);
    const old = cookieOf((await tryWith(rob(), password)).headers);
    await program.pool.query(
      `update sign_in_sessions set "expiresAt" = now() - interval '1 second'
       where token = (select token from sign_in_sessions order by "createdAt" desc limit 1)`,
    );
    expect((await me(old)).status).toBe(401);
    const next = await tryWith(rob(), password);
    expect(next.status).toBe(200);
    const left = await program.pool.query(
      `select (select count(*) from sign_in_rate_limits where key like '%nobody%') as tries,
        (select count(*) from sign_in_sessions where "expiresAt" < now()) as sessions`,
    );
    expect(left.rows[0]).toEqual({ tries: 0, sessions: 0 });
  });
});

describe("signing out", () => {
  it("ends this session for good, and only this one", async () => {
    const one = cookieOf((await tryWith(rob(), password)).headers);
    const other = cookieOf((await tryWith(rob(), password)).headers);
    const out = await send("POST", "/api/auth/sign-out", {}, { cookie: one });
    expect(out.status).toBe(200);
    expect(cookiesOf(out.headers).join()).toMatch(/comeback-[0-9a-f]{8}\.session_token=;.*Max-Age=0/);
    expect((await me(one)).status).toBe(401);
    expect((await me(other)).status).toBe(200);
    expect((await send("POST", "/api/auth/sign-out", {}, { cookie: one })).status).toBe(200);
    expect((await send("POST", "/api/auth/sign-out", {}, {})).status).toBe(200);
  });
});

describe("changing the password", () => {
  const change = (cookie: string, currentPassword: string, newPassword: string) =>
    send("POST", "/api/auth/change-password", { currentPassword, newPassword }, { cookie });

  it("asks for the present one, as often as guessing may", async () => {
    const cookie = cookieOf((await tryWith(team.people.olga.email, password)).headers);
    const codes = [];
    for (let guess = 0; guess < 9; guess += 1)
      codes.push((await change(cookie, `wrong ${guess} wrong`, "a new and long one")).status);
    expect(codes).toEqual([403, 403, 403, 403, 403, 403, 403, 403, 429]);
    expect((await change("", password, "a new and long one")).status).toBe(401);
    expect((await tryWith(team.people.olga.email, password)).status).toBe(200);
  });

  it("refuses a short one and an endless one", async () => {
    const cookie = cookieOf((await tryWith(team.people.olga.email, password)).headers);
    expect((await change(cookie, password, "short")).status).toBe(400);
    expect((await change(cookie, password, "x".repeat(129))).status).toBe(400);
  });

  it("ends every other session and keeps the one that asked", async () => {
    const stolen = cookieOf((await tryWith(team.people.olga.email, password)).headers);
    const mine = cookieOf((await tryWith(team.people.olga.email, password)).headers);
    const changed = await change(mine, password, "a new and long one");
    expect([changed.status, changed.told]).toEqual([200, { changed: true }]);
    expect((await me(stolen)).status).toBe(401);
    expect((await me(cookieOf(changed.headers))).status).toBe(200);
    expect((await tryWith(team.people.olga.email, password)).status).toBe(401);
    expect((await tryWith(team.people.olga.email, "a new and long one")).status).toBe(200);
  });

  it("is not for an API key", async () => {
    const body = { currentPassword: password, newPassword: "a new and long one" };
    const key = await send("PUT", `/api/api-keys/${randomUUID()}`, { name: "Rob's" }, team.people.rob.asker);
    const byKey = { authorization: `Bearer ${key.told.secret}` };
    expect((await send("GET", "/api/me", undefined, byKey)).status).toBe(200);
    expect((await send("POST", "/api/auth/change-password", body, byKey)).status).toBe(401);
  });
});

describe("everything else that better-auth could do", () => {
  it("is not here", async () => {
    const paths = [
      ...["sign-up/email", "sign-in/social", "sign-in/username", "request-password-reset", "reset-password"],
      ...["forget-password", "verify-email", "send-verification-email", "change-email", "update-user", "delete-user"],
      ...["list-sessions", "revoke-session", "revoke-sessions", "revoke-other-sessions", "get-session", "link-social"],
      ...["list-accounts", "unlink-account", "set-password", "verify-password", "update-session", "callback/google"],
      ...["ok", "error", "reference", "get-access-token", "refresh-token", "account-info", "sign-in/email/"],
    ];
    const body = { email: "eve@evil.example", password, name: "Eve", newPassword: password, token: "x" };
    for (const path of paths) {
      for (const method of ["GET", "POST"]) {
        const { status, told } = await send(
          method,
          `/api/auth/${path}`,
          method === "GET" ? undefined : body,
          team.people.rob.asker,
        );
        expect.soft(status, `${method} ${path}: ${JSON.stringify(told)}`).toBe(404);
      }
    }
    for (const path of ["sign-in/email", "sign-out", "change-password"])
      expect((await send("GET", `/api/auth/${path}`, undefined, team.people.rob.asker)).status).toBe(404);
    const users = await program.pool.query("select count(*) as n from sign_in_users where email like '%evil%'");
    expect(users.rows[0].n).toBe(0);
  });
});

describe("a header of another kind", () => {
  it("of a proxy with a password of its own does not shut the person out", async () => {
    const { cookie = "" } = team.people.rob.asker;
    expect((await send("GET", "/api/me", undefined, { cookie, authorization: "Basic dXNlcjpwYXNz" })).status).toBe(200);
    expect((await send("GET", "/api/me", undefined, { authorization: "Basic dXNlcjpwYXNz" })).status).toBe(401);
    // An API key that is wrong is not made good by a cookie.
    expect((await send("GET", "/api/me", undefined, { cookie, authorization: "Bearer comeback_x" })).status).toBe(401);
  });
});

describe("another site's page", () => {
  const evil: [string, Record<string, string>][] = [
    ["another origin", { origin: "https://evil.example" }],
    ["another port of this machine", { origin: "http://127.0.0.1:1" }],
    ["a sandboxed frame", { origin: "null" }],
    ["a name that only begins like ours", { origin: "http://127.0.0.1.evil.example" }],
    ["no origin, but another site", { "sec-fetch-site": "cross-site" }],
    ["no origin, but a sister site", { "sec-fetch-site": "same-site" }],
    ["nonsense", { origin: "evil" }],
    ["a forged forwarding", { origin: "https://evil.example", "x-forwarded-host": "evil.example" }],
  ];

  it.each(evil)("writes nothing: %s", async (_what, headers) => {
    const asker = { ...team.people.admin.asker, ...headers };
    const answers = await Promise.all([
      send("PATCH", "/api/workspace", { name: "Taken over" }, asker),
      send("POST", "/api/rpc/team/updateWorkspace", { json: { name: "Taken over" } }, asker),
      send("PUT", `/api/imports/${randomUUID()}/file?name=a.csv`, "a,b", asker),
      send("DELETE", "/api/demo-team", undefined, asker),
      send("POST", "/api/auth/sign-in/email", { email: rob(), password }, headers),
      send("POST", "/api/auth/sign-out", {}, asker),
      send("POST", "/api/first-run", {}, headers),
    ]);
    for (const { status, told, headers: answered } of answers) {
      expect([status, told.code]).toEqual([403, "OTHER_ORIGIN"]);
      expect(answered.get("access-control-allow-origin")).toBeNull();
      expect(cookiesOf(answered)).toEqual([]);
    }
    const name = await program.pool.query("select name from workspaces where workspace_id = $1", [team.workspace]);
    expect(name.rows[0].name).toBe("Acme");
  });

  it("may not ask beforehand either, and reads nothing", async () => {
    const preflight = await program.ask("OPTIONS", "/api/workspace", undefined, {
      ...{ origin: "https://evil.example", "access-control-request-method": "PATCH" },
    });
    expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
    const read = await program.ask("GET", "/api/me", undefined, {
      ...{ ...team.people.admin.asker, origin: "https://evil.example" },
    });
    expect(read.headers.get("access-control-allow-origin")).toBeNull();
    expect(read.headers.get("cross-origin-resource-policy")).toBe("same-origin");
  });

  it("cannot make a browser write by following a link", async () => {
    const routes = (router: object, path: string[] = []): { path: string[]; method: string }[] =>
      isContractProcedure(router)
        ? [{ path, method: router["~orpc"].route.method ?? "POST" }]
        : Object.entries(router).flatMap(([key, inner]) => routes(inner, [...path, key]));
    const writes = routes(contract).filter(({ method }) => method !== "GET");
    expect(writes.length).toBeGreaterThan(25);
    const input = encodeURIComponent(JSON.stringify({ json: { name: "Taken over", defaultTermMonths: 99 } }));
    for (const { path } of writes) {
      for (const method of ["GET", "HEAD"]) {
        const { status } = await send(
          method,
          `/api/rpc/${path.join("/")}?data=${input}`,
          undefined,
          team.people.admin.asker,
        );
        expect.soft([404, 405], `${method} ${path.join(".")}`).toContain(status);
      }
    }
    const overridden = await send("GET", "/api/workspace?_method=PATCH&name=Taken", undefined, {
      ...{ ...team.people.admin.asker, "x-http-method-override": "PATCH" },
    });
    expect(overridden.status).toBe(404);
    const held = await program.pool.query("select name, default_term_months as term from workspaces");
    expect(held.rows).toEqual([{ name: "Acme", term: 12 }]);
  });
});
