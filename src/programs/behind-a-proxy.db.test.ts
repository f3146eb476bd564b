import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { owner, startWebProgram } from "./web-program.fixture.ts";

type Program = Awaited<ReturnType<typeof startWebProgram>>;

/** As fetch would, but with the host the visitor asked for. */
function send(program: Program, method: string, path: string, body: object, headers: Record<string, string>) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request(`${program.url}${path}`, {
      method,
      headers: { "content-type": "application/json", ...headers },
    });
    asked.on("error", reject).on("response", (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (piece) => {
        text += piece;
      });
      answer.on("end", () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    asked.end(JSON.stringify(body));
  });
}

const signIn = (program: Program, headers: Record<string, string>) =>
  send(program, "POST", "/api/auth/sign-in/email", { email: "nobody@acme.example", password: "a wrong one" }, headers);
const sameSite = (name: string) => ({ host: name, origin: `http://${name}` });
const forwarded = { host: "127.0.0.1:4870", origin: "https://comeback.acme.example" };
const proxied = { ...forwarded, "x-forwarded-host": "comeback.acme.example", "x-forwarded-proto": "https" };

describe("without a proxy", () => {
  let program: Program;
  beforeAll(async () => {
    program = await startWebProgram();
  });
  afterAll(() => program.stop());

  it("a stranger's name that leads here makes no owner, through neither door", async () => {
    for (const [path, body] of [
      ["/api/first-run", owner],
      ["/api/rpc/team/createOwner", { json: owner }],
    ] as const)
      for (const name of ["evil.example", "evil.example:4870", "127.0.0.1.evil.example", "localhost.evil.example:80"])
        expect((await send(program, "POST", path, body, sameSite(name))).status, `${path} ${name}`).toBe(403);
  });

  it("nobody says from where they come: neither tries nor names are taken from headers", async () => {
    expect((await signIn(program, proxied)).status).toBe(403);
    for (let time = 0; time < 3; time += 1)
      await signIn(program, { ...sameSite("localhost"), "x-forwarded-for": `9.9.9.${time}` });
    const { rows } = await program.pool.query("select key from sign_in_rate_limits where key like 'address:%'");
    expect(rows).toHaveLength(1);
    expect(rows[0].key).toMatch(/127\.0\.0\.1|::1/);
  });

  it("this machine's own names make the owner", async () => {
    for (const name of ["[::1]:4870", "192.168.1.20:4870", "office-server", "LOCALHOST:4870"]) {
      const { status } = await send(program, "POST", "/api/first-run", owner, { host: name });
      expect([200, 409], name).toContain(status);
    }
  });
});

describe("behind one proxy", () => {
  let program: Program;
  beforeAll(async () => {
    program = await startWebProgram({ trustedProxies: 1 });
  });
  afterAll(() => program.stop());

  it("which names the host it was asked by, writes go through, and those of another origin don't", async () => {
    expect((await send(program, "POST", "/api/first-run", owner, proxied)).status).toBe(200);
    expect((await signIn(program, proxied)).status).toBe(401);
    expect((await signIn(program, { ...proxied, origin: "https://evil.example" })).status).toBe(403);
    expect((await signIn(program, { ...proxied, "x-forwarded-host": "evil.example" })).status).toBe(403);
  });

  it("tries are counted by whom the proxy heard, whatever the visitor wrote before", async () => {
    await program.pool.query("delete from sign_in_rate_limits");
    await signIn(program, { ...proxied, "x-forwarded-for": "6.6.6.6, 203.0.113.7" });
    await signIn(program, { ...proxied, "x-forwarded-for": "7.7.7.7, 8.8.8.8, 203.0.113.7" });
    const { rows } = await program.pool.query("select key, count from sign_in_rate_limits where key like 'address:%'");
    expect(rows).toEqual([{ key: "address:203.0.113.7", count: 2 }]);
  });
});
