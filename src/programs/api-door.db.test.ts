import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { owner, startWebProgram } from "./web-program.fixture.ts";

let program: Awaited<ReturnType<typeof startWebProgram>>;
let cookie: string;

beforeAll(async () => {
  program = await startWebProgram();
  await program.ask("POST", "/api/first-run", owner);
  cookie = await program.signIn(owner.email, owner.password);
});
afterAll(() => program.stop());

/** Sends a body in pieces, without saying how long it will be. */
function sendInPieces(path: string, pieces: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { cookie, "content-type": "application/json", "transfer-encoding": "chunked" };
    const sent = request(`${program.url}${path}`, { method: "POST", headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    });
    sent.on("error", reject);
    for (const piece of pieces) sent.write(piece);
    sent.end();
  });
}

test("a body is measured, whether or not it says how long it is", async () => {
  const million = `"${"x".repeat(1_000_000)}"`;
  expect(await sendInPieces("/api/rpc/team/me", ['{"js', 'on":null}'])).toBe(200);
  expect(await sendInPieces("/api/rpc/team/me", [`{"json":[${million},`, `${million},`, `${million}]}`])).toBe(413);
  const said = await program.ask("POST", "/api/rpc/team/me", { json: "x".repeat(3_000_000) }, { cookie });
  expect(said.status).toBe(413);
});

test("only JSON is read, and only what is JSON", async () => {
  const send = (body: string, type: string) =>
    fetch(`${program.url}/api/rpc/team/updateWorkspace`, {
      method: "POST",
      body,
      headers: { cookie, "content-type": type },
    });
  const rename = JSON.stringify({ json: { name: "Renamed" } });
  expect((await send(rename, "text/plain")).status).toBe(400);
  expect((await send("{not json", "application/json")).status).toBe(400);
  expect((await send(rename, "application/json; charset=utf-8")).status).toBe(200);
});

test("a link never reaches the screens' door", async () => {
  const data = encodeURIComponent(JSON.stringify({ json: { name: "By a link" } }));
  for (const route of ["updateWorkspace", "me"])
    expect((await program.ask("GET", `/api/rpc/team/${route}?data=${data}`, undefined, { cookie })).status).toBe(404);
});

test("a long answer is compressed for whoever takes it, and says the same", async () => {
  const ask = (encoding: string) =>
    program.ask("GET", "/api/red-flags", undefined, { cookie, "accept-encoding": encoding });
  const plain = await ask("identity");
  expect(plain.headers.get("content-encoding")).toBeNull();
  const text = await plain.text();
  expect(text.length).toBeGreaterThan(1_024);
  for (const [encoding, answered] of [
    ["gzip, deflate, br", "gzip"],
    ["gzip;q=0, identity", null],
  ] as const) {
    const answer = await ask(encoding);
    expect(answer.headers.get("content-encoding")).toBe(answered);
    expect(answer.headers.get("vary")).toContain("Accept-Encoding");
    expect(await answer.text()).toBe(text);
  }
});
