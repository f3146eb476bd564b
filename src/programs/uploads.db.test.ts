import { randomBytes, randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { clearUp, createJobHandlers, crontab } from "./jobs.ts";
import { runJobs } from "./run-jobs.ts";
import { owner, startWebProgram } from "./web-program.fixture.ts";

let program: Awaited<ReturnType<typeof startWebProgram>>;
let jobs: ReturnType<typeof runJobs>;
let cookie: string;

beforeAll(async () => {
  program = await startWebProgram();
  jobs = runJobs(program.jobsPool, createJobHandlers({ sender: null, publicUrl: "" }), crontab, clearUp, {
    clock: () => Date.now(),
    log: pino({ level: "silent" }),
  });
  await program.ask("POST", "/api/first-run", owner);
  cookie = await program.signIn(owner.email, owner.password);
});
afterAll(async () => {
  await jobs.stop();
  await program.stop();
});

type Body = string | Uint8Array | AsyncIterable<Uint8Array>;

/** Sends a file as the browser does: a raw body, streamed when it comes in pieces. */
async function upload(body: Body, name = "deals.csv", id: string = randomUUID()) {
  const whole = typeof body === "string" || body instanceof Uint8Array;
  const answer = await fetch(`${program.url}/api/imports/${id}/file?name=${encodeURIComponent(name)}`, {
    method: "PUT",
    headers: { cookie },
    body: whole ? Buffer.from(body) : Readable.toWeb(Readable.from(body)),
    duplex: "half",
  } as RequestInit);
  return { id, status: answer.status, told: await answer.json() };
}

const post = async (path: string, body: unknown = {}) => {
  const answer = await program.ask("POST", path, body, { cookie });
  return { status: answer.status, told: await answer.json() };
};
const preview = (id: string, plan: object = {}) => post(`/api/imports/${id}/preview`, plan);

/** Starts an import and waits for one of its ends. */
async function importAll(id: string, plan: object = {}) {
  const { status, told } = await post(`/api/imports/${id}/start`, plan);
  expect(told, "the import starts").toMatchObject({ id });
  expect(status).toBe(200);
  for (;;) {
    const shown = await (await program.ask("GET", `/api/imports/${id}`, undefined, { cookie })).json();
    if (!["queued", "running"].includes(shown.state)) return shown;
    await wait(50);
  }
}

/** How many rows of a person's data there are, in every table an import writes. */
async function countEverything(): Promise<Record<string, number>> {
  const tables = ["deals", "accounts", "stage_changes", "deal_changes", "contacts", "buying_roles", "activities"];
  const counts = await Promise.all(
    tables.map(async (table) => [table, (await program.pool.query(`select count(*) as n from ${table}`)).rows[0].n]),
  );
  return Object.fromEntries(counts);
}

const countPieces = async (id: string): Promise<number> =>
  (await program.pool.query("select count(*) as n from import_pieces where import_id = $1", [id])).rows[0].n;

const headings = "Deal ID,Deal name,Account,Amount,Currency,Stage,Status,Created at";
const row = (number: number, name = `Deal ${number}`) =>
  `D-${number},${name},Acme ${number},1000.00,EUR,Proposal,open,2026-03-0${1 + (number % 9)}`;
const rows = (count: number) => Array.from({ length: count }, (_, number) => row(number + 1)).join("\n");

describe("a file that is no table of deals", () => {
  const picture = Buffer.concat([Buffer.from("89504e470d0a1a0a0000000d49484452", "hex"), randomBytes(4096)]);
  const workbook = Buffer.concat([Buffer.from("504b030414000600", "hex"), randomBytes(4096)]);
  const photo = Buffer.concat([Buffer.from("ffd8ffe000104a464946", "hex"), randomBytes(4096)]);

  it.each([
    ["a picture named .csv", picture, "deals.csv", /picture, not a table/],
    ["a photo named .csv", photo, "deals.csv", /picture, not a table/],
    ["a workbook named .csv", workbook, "deals.csv", /workbook.+Save as.+CSV UTF-8/],
    ["random bytes", randomBytes(20_000), "deals.csv", /not text|not a table/],
    ["nothing at all", "", "deals.csv", /empty/],
    ["blank lines only", "\n\n  \n", "deals.csv", /empty/],
    ["headings and no rows", `${headings}\n`, "deals.csv", /headings but no rows/],
    ["a saved sign-in page", "<!doctype html><html><body>Sign in</body></html>", "deals.csv", /web page/],
    ["JSON", '[{"id":1,"name":"A"}]', "deals.csv", /JSON/],
  ])("%s: says so in the person's words, and writes nothing", async (_what, body, name, words) => {
    const before = await countEverything();
    const { id, status } = await upload(body, name);
    expect(status).toBe(200);
    for (const asked of [await preview(id), await post(`/api/imports/${id}/start`)]) {
      expect(asked.status).toBe(422);
      expect(asked.told).toMatchObject({ code: "UNREADABLE_FILE", detail: expect.stringMatching(words) });
    }
    expect(await countEverything()).toEqual(before);
  });

  it("a table of something else entirely asks which columns are meant, and does not start", async () => {
    const before = await countEverything();
    const { id } = await upload("recipe,minutes,oven\nbread,45,230\ncake,60,180\n", "recipes.csv");
    const { told } = await preview(id);
    expect(told.questions.length).toBeGreaterThan(0);
    const start = await post(`/api/imports/${id}/start`);
    expect(start.status).toBe(422);
    expect(start.told.code).toBe("QUESTIONS_OPEN");
    expect(await countEverything()).toEqual(before);
  });
});

describe("a file that is odd", () => {
  it("500 columns: all are read, those we don't know stay under their headings", async () => {
    const extra = Array.from({ length: 492 }, (_, column) => `Extra ${column + 1}`);
    const values = extra.map((_, column) => `value ${column + 1}`);
    const { id } = await upload(`${headings},${extra}\n${row(501)},${values}\n`);
    const { told } = await preview(id);
    expect(told.columns).toHaveLength(500);
    expect(await importAll(id)).toMatchObject({ state: "done", inserted: 1, refused: 0 });
    const { rows: found } = await program.pool.query("select attributes from deals where name = 'Deal 501'");
    expect(Object.keys(found[0].attributes)).toHaveLength(492);
    expect(found[0].attributes).toMatchObject({ "Extra 1": "value 1", "Extra 492": "value 492" });
  });

  it("more columns than any table has: told how many are too many", async () => {
    const many = Array.from({ length: 2001 }, (_, column) => `Column ${column}`);
    const { id } = await upload(`${many}\n${many}\n`);
    expect((await preview(id)).told.detail).toMatch(/2001 columns; at most 2000/);
  });

  it("duplicate headings: each column is kept under a name of its own", async () => {
    const { id } = await upload(`${headings},Note,Note,Deal name\n${row(601)},first,second,a second name\n`);
    const { told } = await preview(id);
    const shown = told.columns.map(({ heading }: { heading: string }) => heading);
    expect(shown).toContain("Note");
    expect(shown).toContain("Note (2)");
    expect(new Set(shown).size).toBe(shown.length);
    expect(await importAll(id)).toMatchObject({ state: "done", inserted: 1 });
    const { rows: found } = await program.pool.query("select attributes from deals where name = 'Deal 601'");
    expect(found[0].attributes).toMatchObject({
      Note: "first",
      "Note (2)": "second",
      "Deal name (2)": "a second name",
    });
  });

  it("a formula in a cell is text, and leaves as text that no spreadsheet runs", async () => {
    const formula = '=HYPERLINK(""http://evil.example"",""Click"")';
    const { id } = await upload(`${headings}\n${row(701, `"${formula}"`)}\n`);
    expect(await importAll(id)).toMatchObject({ state: "done", inserted: 1, refused: 0 });
    const name = formula.replaceAll('""', '"');
    const { rows: found } = await program.pool.query("select name from deals where source_key = 'id:D-701'");
    expect(found[0].name).toBe(name);
    const csv = await (await program.ask("GET", "/api/exports/deals.csv", undefined, { cookie })).text();
    expect(csv).toContain(`"'${formula}"`);
    expect(csv).not.toContain(`"${formula}"`);
  });

  it("a formula among the refused rows is text in their download too", async () => {
    const others = [712, 713, 714, 715, 716].map((number) => row(number)).join("\n");
    const { id } = await upload(`${headings}\nD-711,Formula,Acme,=1+1,EUR,Proposal,open,2026-03-01\n${others}\n`);
    expect(await importAll(id)).toMatchObject({ state: "done", inserted: 5, refused: 1 });
    const csv = await (await program.ask("GET", `/api/imports/${id}/refusals.csv`, undefined, { cookie })).text();
    expect(csv).toMatch(/^2,Amount,'=1\+1,/m);
  });
});

describe("half a file", () => {
  it("cut off inside quotation marks: refused whole, nothing of it written", async () => {
    const before = await countEverything();
    const { id } = await upload(`${headings}\n${rows(300)}\nD-301,"A name that is never clo`);
    const told = [await preview(id), await post(`/api/imports/${id}/start`)];
    expect(told.map(({ status }) => status)).toContain(422);
    expect(JSON.stringify(told)).toMatch(/never closed.+half of the export/);
    expect(await countEverything()).toEqual(before);
  });

  it("cut off inside a row: that row is refused with its line, and the whole rows are there", async () => {
    const { id } = await upload(`${headings}\n${row(801)}\n${row(802)}\nD-803,Deal 803,Acme`);
    expect(await importAll(id)).toMatchObject({ state: "done", inserted: 2, refused: 1 });
    const listed = await program.ask("GET", `/api/imports/${id}/refusals`, undefined, { cookie });
    const { rows: refused } = await listed.json();
    expect(refused).toEqual([expect.objectContaining({ line: 4, reason: expect.stringMatching(/cut off/) })]);
  });

  it("an upload that breaks off leaves nothing behind", async () => {
    const id = randomUUID();
    async function* broken() {
      yield Buffer.from(`${headings}\n`);
      // More than a megabyte, so that a piece has already been stored.
      yield Buffer.from(`${rows(40_000)}\n`);
      await wait(300);
      throw new Error("the cable was pulled");
    }
    await expect(upload(broken(), "deals.csv", id)).rejects.toThrow();
    await expect.poll(() => countPieces(id), { timeout: 10_000 }).toBe(0);
    await expect
      .poll(async () => (await program.ask("GET", `/api/imports/${id}`, undefined, { cookie })).status, {
        timeout: 10_000,
      })
      .toBe(404);
  });
});

describe("a file of one endless line", () => {
  const megabytes = 256;
  let watching: NodeJS.Timeout;
  afterEach(() => clearInterval(watching));

  it(`${megabytes} MB of it come in and are refused within bounded memory`, async () => {
    const piece = Buffer.alloc(1024 * 1024, "x");
    async function* endless() {
      for (let sent = 0; sent < megabytes; sent += 1) yield piece;
    }
    global.gc?.();
    const before = process.memoryUsage.rss();
    let most = before;
    watching = setInterval(() => {
      most = Math.max(most, process.memoryUsage.rss());
    }, 20);
    const { id, status } = await upload(endless(), "endless.csv");
    expect(status).toBe(200);
    expect((await preview(id)).told).toMatchObject({
      code: "UNREADABLE_FILE",
      detail: expect.stringMatching(/longer than 4 million characters/),
    });
    // The sender of the file lives in this very process; both together hold far less than the file.
    expect((most - before) / 1024 / 1024).toBeLessThan(megabytes / 2);
    await post(`/api/imports/${id}/cancel`);
    expect(await countPieces(id)).toBe(0);
  });
});
