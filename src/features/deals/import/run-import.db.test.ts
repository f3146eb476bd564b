import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../platform/database/test-database.ts";
import type { SignedInRoutes } from "../../../platform/http/web-app.ts";
import type { Session } from "../../../platform/session.ts";
import { csv, everything, hubSpotDeals, makeWorkspace, noon } from "./import.fixture.ts";
import { runImport } from "./run-import.ts";
import { importRoutes } from "./serve-files.ts";
import { cancelImport, findMine, previewImport, startImport } from "./start-import.ts";
import { holdImport, releaseAbandonedImports } from "./store.ts";

let base: TestDatabase;
beforeAll(async () => {
  base = await createTestDatabase();
});
afterAll(() => base.drop());

const log = pino({ level: "silent" });
const acting = (session: Session) => ({ db: base.db, session, now: noon, log });

function webOf(session: Session) {
  const web = new Hono<SignedInRoutes>();
  web.use(async (c, next) => {
    c.set("session", session);
    c.set("now", noon);
    await next();
  });
  web.route("/", importRoutes({ db: base.db }));
  return web;
}

async function upload(session: Session, body: string | Buffer, name = "deals.csv") {
  const id = randomUUID();
  const response = await webOf(session).request(`/imports/${id}/file?name=${encodeURIComponent(name)}`, {
    method: "PUT",
    body: Buffer.from(body),
  });
  return { id, response };
}
const runIt = (session: Session, id: string, signal = new AbortController().signal) =>
  runImport({ db: base.db, pool: base.pool, now: noon, signal, log }, session.workspace, id);
const piecesOf = async (id: string) =>
  Number((await base.pool.query("select count(*) from import_pieces where import_id = $1", [id])).rows[0].count);
const manyDeals = (count: number) =>
  csv([
    ["id", "name", "stage", "account"],
    ...Array.from({ length: count }, (_, place) => [String(place), `Deal ${place}`, "Demo", `A${place % 100}`]),
  ]);

test("a file is uploaded, previewed, imported, and its refused rows come back as a table safe to open", async () => {
  const { session, deal } = await makeWorkspace(base);
  const { id, response } = await upload(
    session,
    `${hubSpotDeals}\r\n"=cmd()","x","","","","","","","","","","","","","","",""`,
  );
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ id, state: "uploaded", kind: "deals", fileName: "deals.csv" });

  const preview = await previewImport(acting(session), { id });
  expect(preview).toMatchObject({
    recognisedAs: "HubSpot",
    encoding: "UTF-8",
    delimiter: "comma",
    questions: [],
    identifiedBy: "“Record ID”",
    // Every row of the file, not only those that are shown; and what an amount without a currency is taken for.
    rowsTotal: 4,
    currency: "EUR",
  });
  const inFrancs = await previewImport(acting(session), { id, currency: "CHF" });
  expect([inFrancs.currency, inFrancs.rows[0]?.values.amount]).toEqual(["CHF", "22700.00 CHF"]);
  expect(preview.rows[0]?.values).toMatchObject({
    id: "101",
    status: "open",
    amount: "22700.00 EUR",
    created: "2026-01-05 09:30",
    stage: "Demo",
  });
  expect(preview.rows[3]?.refused).toMatchObject({ line: 5, reason: "This row does not say where the deal stands." });

  expect(await startImport(acting(session), { id })).toMatchObject({ state: "queued" });
  expect(await startImport(acting(session), { id })).toMatchObject({ state: "queued" });
  const jobs = await base.pool.query("select task_identifier from graphile_worker.jobs where key = $1", [
    `run-import:${session.workspace}:${id}`,
  ]);
  expect(jobs.rows).toEqual([{ task_identifier: "run-import" }]);
  await runIt(session, id);
  expect(await findMine(acting(session), id)).toMatchObject({
    state: "done",
    rowsRead: 4,
    rowsTotal: 4,
    inserted: 3,
    refused: 1,
    deals: { won: 1, lost: 1, open: 1 },
  });
  expect(await piecesOf(id)).toBe(0);
  expect((await deal("id:101")).name).toBe("Acme renewal");

  const csvAnswer = await webOf(session).request(`/imports/${id}/refusals.csv`);
  expect(csvAnswer.headers.get("content-type")).toContain("text/csv");
  expect(await csvAnswer.text()).toContain("5,Deal Stage,,This row does not say where the deal stands.");
});

test("reps and marketing import nothing, and nobody sees another workspace's imports", async () => {
  const { session } = await makeWorkspace(base);
  const { id } = await upload(session, hubSpotDeals);
  for (const role of ["rep", "marketing"] as const) {
    const other = { ...session, role, isOwner: false };
    expect((await upload(other, hubSpotDeals)).response.status).toBe(403);
    await expect(findMine(acting(other), id)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  }
  const stranger = (await makeWorkspace(base)).session;
  await expect(findMine(acting(stranger), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  expect((await webOf(stranger).request(`/imports/${id}/refusals.csv`)).status).toBe(404);
});

test("cancelled before or while it runs, an import leaves nothing behind", async () => {
  const { session, workspace } = await makeWorkspace(base);
  const before = await everything(base, workspace);
  const first = await upload(session, hubSpotDeals);
  await startImport(acting(session), { id: first.id });
  expect(await cancelImport(acting(session), { id: first.id })).toMatchObject({ state: "cancelled" });
  await runIt(session, first.id);
  expect(await everything(base, workspace)).toBe(before);

  const second = await upload(session, manyDeals(60_000));
  await startImport(acting(session), { id: second.id });
  // The person's wish is there from the first moment on; the running import finds it when it next looks.
  const running = runIt(session, second.id);
  while ((await findMine(acting(session), second.id)).state === "queued")
    await new Promise((resolve) => setTimeout(resolve, 5));
  await cancelImport(acting(session), { id: second.id });
  await running;
  expect(await findMine(acting(session), second.id)).toMatchObject({ state: "cancelled" });
  expect(await piecesOf(second.id)).toBe(0);
  expect(await everything(base, workspace)).toBe(before);
});

test("a program that ends during an import leaves it as it was before, to be started again", async () => {
  const { session, workspace } = await makeWorkspace(base);
  const before = await everything(base, workspace);
  const { id } = await upload(session, manyDeals(500));
  await startImport(acting(session), { id });
  const program = new AbortController();
  program.abort();
  await runIt(session, id, program.signal);
  expect(await findMine(acting(session), id)).toMatchObject({
    state: "uploaded",
    message: expect.stringContaining("start it again"),
  });
  expect(await everything(base, workspace)).toBe(before);

  // Killed outright, it could not even say so: the next start does, but only for imports nobody runs.
  await base.pool.query("update imports set state = 'running' where id = $1", [id]);
  await base.db.transaction().execute(async (tx) => {
    await holdImport(tx, id);
    expect(await releaseAbandonedImports(base.db)).toBe(0);
  });
  expect(await releaseAbandonedImports(base.db)).toBe(1);
  await startImport(acting(session), { id });
  await runIt(session, id);
  expect(await findMine(acting(session), id)).toMatchObject({ state: "done", inserted: 500 });
});

test("a server that goes away in the middle undoes everything, and the import says so", async () => {
  const { session, workspace } = await makeWorkspace(base);
  const { id } = await upload(session, manyDeals(30_000));
  await startImport(acting(session), { id });
  const running = runIt(session, id);
  const copying =
    "select pid from pg_stat_activity where datname = current_database() and query ilike 'copy staged%' and state = 'active'";
  for (;;) {
    const { rows } = await base.pool.query(copying);
    if (rows[0]) {
      await base.pool.query("select pg_terminate_backend($1)", [rows[0].pid]);
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  await expect(running).rejects.toThrow();
  expect(await findMine(acting(session), id)).toMatchObject({
    state: "failed",
    message: expect.stringContaining("Nothing of it was taken over"),
  });
  const { rows } = await base.pool.query("select count(*) from deals where workspace_id = $1", [workspace]);
  expect(rows[0].count).toBe(0);
});

describe("files that are no export", () => {
  const heading = "id,name,stage\n";
  test.each<[string, string | Buffer, RegExp]>([
    ["nothing at all", "", /empty/],
    ["blank lines", "\n\n  \n", /empty/],
    ["only headings", heading, /no rows below/],
    ["a picture", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), /picture/],
    ["a workbook", Buffer.concat([Buffer.from("504b0304", "hex"), Buffer.alloc(300)]), /workbook/],
    ["a web page", "<!doctype html><html><body>Sign in</body></html>", /web page/],
    ["JSON", '[{"id": 1}]', /JSON/],
    ["bytes of a program", Buffer.from(Array.from({ length: 4096 }, (_, place) => (place * 7) % 256)), /not text/],
    ["half a file", `${heading}1,A,Won\n2,"B`, /half of the export/],
    ["a line without end", `${heading}${"x".repeat(6_000_000)}`, /longer than 4 million/],
    [
      "too many columns",
      `${Array.from({ length: 2500 }, (_, place) => `c${place}`).join(",")}\n${",".repeat(2499)}\n1${",".repeat(2499)}\n`,
      /2500 columns/,
    ],
    ["a table about something else", "colour,size\nred,5\n", /where a deal stands/],
  ])("%s", async (_name, body, message) => {
    const { session, workspace } = await makeWorkspace(base);
    const before = await everything(base, workspace);
    const { id, response } = await upload(session, body, "export.csv");
    expect(response.status).toBe(200);
    await expect(startImport(acting(session), { id })).rejects.toThrow(message);
    expect(await everything(base, workspace)).toBe(before);
  });

  test("500 columns and headings that come twice are kept as attributes", async () => {
    const { run, deal } = await makeWorkspace(base);
    const extra = Array.from({ length: 500 }, (_, place) => `c${place}`);
    await run(
      csv([
        ["id", "name", "stage", "Note", "Note", ...extra],
        ["1", "A", "Won", "first", "second", ...extra],
      ]),
    );
    const { attributes } = await deal("id:1");
    expect(attributes).toMatchObject({ Note: "first", "Note (2)": "second", c0: "c0", c499: "c499" });
  });

  test("an upload that is too large is refused and leaves nothing", async () => {
    const { session } = await makeWorkspace(base);
    const id = randomUUID();
    const response = await webOf(session).request(`/imports/${id}/file?name=big.csv`, {
      method: "PUT",
      body: "id\n1\n",
      headers: { "Content-Length": String(3 * 1024 ** 3) },
    });
    expect(response.status).toBe(413);
    await expect(findMine(acting(session), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("an upload that breaks off leaves nothing", async () => {
    const { session } = await makeWorkspace(base);
    const id = randomUUID();
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1;
        if (pulled > 3) controller.error(new Error("The connection was lost."));
        else controller.enqueue(Buffer.alloc(700_000, "x"));
      },
    });
    const request = new Request(`http://here/imports/${id}/file?name=big.csv`, {
      method: "PUT",
      body,
      duplex: "half",
    } as RequestInit);
    expect((await webOf(session).request(request)).status).toBe(500);
    await expect(findMine(acting(session), id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await piecesOf(id)).toBe(0);
  });
});
