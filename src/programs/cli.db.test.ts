import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hubSpotExport, saveExport } from "../../journeys/hubspot-export.ts";
import { everything } from "../features/deals/import/import.fixture.ts";
import { createTestDatabase, type TestDatabase } from "../platform/database/test-database.ts";
import { mintWorkspaceId } from "../platform/session.ts";
import { builtPrograms } from "./built-programs.fixture.ts";
import { projectRoot } from "./project-root.ts";

let folder: string;
let built: Awaited<ReturnType<typeof builtPrograms>>;
let home: TestDatabase;
let away: TestDatabase;
let files: Record<"deals" | "contacts" | "stages" | "activities", string>;

const { deals, files: texts } = hubSpotExport({ owner: "Ada Okafor", now: Date.now() });
const count = (status: string) => deals.filter((deal) => deal.status === status).length;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "comeback-cli-"));
  [home, away, files, built] = await Promise.all([
    createTestDatabase(),
    createTestDatabase(),
    saveExport(texts, folder),
    builtPrograms(),
  ]);
});
afterAll(async () => {
  await Promise.all([home?.drop(), away?.drop(), built?.remove()]);
  if (folder) await rm(folder, { recursive: true, force: true });
});

type Ran = { code: number | null; out: string; err: string };
const password = "correct horse battery";

function start(program: "cli" | "server", args: string[], database: TestDatabase, env: Record<string, string> = {}) {
  const { NODE_OPTIONS, VITEST, ...surroundings } = process.env;
  return spawn(process.execPath, [join(built.programs, `${program}.js`), ...args], {
    env: { ...surroundings, DATABASE_URL: database.url, COMEBACK_PASSWORD: password, TZ: "Europe/Berlin", ...env },
  });
}

async function comeback(args: string[], { on = home, env = {}, input = "" } = {}): Promise<Ran> {
  const program = start("cli", args, on, env);
  const ended = new Promise<number | null>((resolve) => program.once("close", resolve));
  program.stdin.end(input);
  const [out, err] = [keep(program.stdout), keep(program.stderr)];
  return { code: await ended, out: out(), err: err() };
}

function keep(stream: NonNullable<ChildProcess["stdout"]>): () => string {
  let text = "";
  stream.setEncoding("utf8").on("data", (piece: string) => {
    text += piece;
  });
  return () => text;
}

const save = async (name: string, content: string | Buffer) => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};

const commands = ["analyse", "import", "export", "demo", "create-owner", "reset-password"];

describe("help", () => {
  it("lists every command; without a command it is a usage error", async () => {
    const [asked, bare] = await Promise.all([comeback(["--help"]), comeback([])]);
    expect([asked.code, bare.code]).toEqual([0, 2]);
    for (const command of commands) expect(asked.out).toMatch(new RegExp(`^  ${command} `, "m"));
    expect(bare.out).toBe(asked.out);
  });

  it.concurrent.each(commands)("of %s says how it is called, on standard output, and ends with 0", async (command) => {
    const { code, out, err } = await comeback([command, "--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`comeback ${command}`);
  });
});

describe("asked wrongly, it ends with 2 and says how it is meant", () => {
  it.concurrent.each([
    ["an unknown command", () => ["analyze"], /no command "analyze"/],
    ["an unknown option", () => ["import", files.deals, "--force"], /--force/],
    ["no file", () => ["analyse"], /Name the file/],
    ["two files", () => ["import", files.deals, files.contacts], /one file at a time/],
    ["a kind there is not", () => ["import", files.deals, "--kind", "leads"], /--kind is one of deals, accounts/],
    ["a map without a field", () => ["import", files.deals, "--map", "Months agreed"], /--map takes 'Heading=field'/],
    ["a column there is not", () => ["analyse", files.deals, "--map", "Months=skip"], /no column "Months".+Record ID/],
    [
      "a heading there is not",
      () => ["analyse", files.deals, "--known-at-open", "Deal Name,Mood"],
      /"Mood".+Record ID/,
    ],
    ["a day that is none", () => ["analyse", files.deals, "--backtest", "soon"], /--backtest needs a day/],
    ["ages of no backtest", () => ["analyse", files.deals, "--at-days", "7"], /--at-days belongs to --backtest/],
    ["a number that is none", () => ["demo", "--csv", folder, "--deals", "many"], /--deals takes a whole number/],
    ["an owner without an address", () => ["create-owner", "--name", "Ada", "--email", "ada"], /email/],
    ["a new password for nobody", () => ["reset-password"], /Name the e-mail/],
  ])("%s", async (_what, args, words) => {
    const { code, out, err } = await comeback(args());
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(words);
    expect(err).toMatch(/comeback (?:COMMAND|[a-z-]+)/);
  });
});

describe("what cannot be done ends with 1 and one sentence", () => {
  it.concurrent.each([
    ["a file that is not there", async () => join(folder, "nothing.csv"), /nothing\.csv/],
    ["a picture", () => save("picture.csv", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")), /picture/],
    ["an empty file", () => save("empty.csv", ""), /This file is empty/],
    ["half a file", () => save("half.csv", `${texts.deals}"77","Cut off`), /never closed/],
    ["a table of something else", () => save("other.csv", "recipe,oven\nbread,230\n"), /Which column says/],
  ])("%s", async (_what, path, words) => {
    const { code, out, err } = await comeback(["analyse", await path()]);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(words);
    expect(err).not.toMatch(/\n\s+at /);
  });

  it("an import where nobody has an account yet says how to make one", async () => {
    const { code, err } = await comeback(["import", files.deals]);
    expect(code).toBe(1);
    expect(err).toMatch(/no workspace here yet.+create-owner/);
  });
});

describe("create-owner", () => {
  const asked = ["create-owner", "--name", "Ada Okafor", "--email", "ada@example.com", "--workspace", "Acme"];

  it("refuses a short password, and has made nothing", async () => {
    const { code, err } = await comeback(asked, { env: { COMEBACK_PASSWORD: "short" } });
    expect(code).toBe(2);
    expect(err).toMatch(/password/);
    expect((await home.pool.query("select from workspaces")).rowCount).toBe(0);
  });

  it("makes the owner, who can sign in; a second time it refuses", async () => {
    const place = ["--time-zone", "Europe/Berlin", "--currency", "EUR"];
    // The password may also come on standard input; an empty setting counts as none.
    const first = await comeback([...asked, ...place], {
      env: { COMEBACK_PASSWORD: "" },
      input: `${password}\n`,
    });
    expect(first).toMatchObject({ code: 0, out: expect.stringContaining("Ada Okafor owns the workspace Acme") });
    expect(await comeback(asked)).toMatchObject({ code: 1, out: "" });
    expect((await home.pool.query("select from workspaces")).rowCount).toBe(1);

    await whileServing(async (ask) => {
      const signIn = (typed: string) => ask("/api/auth/sign-in/email", { email: "ada@example.com", password: typed });
      expect((await signIn("another password")).status).toBe(401);
      expect((await signIn(password)).status).toBe(200);
    });
  });
});

describe("reset-password", () => {
  const asked = ["reset-password", "Ada@Example.com"];
  const newPassword = "the horse has bolted";

  it("refuses a short password, and an e-mail nobody signs in with", async () => {
    expect(await comeback(asked, { env: { COMEBACK_PASSWORD: "short" } })).toMatchObject({
      code: 2,
      err: expect.stringMatching(/^Use at least 10 characters\./),
    });
    expect(await comeback(["reset-password", "nobody@example.com"])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^Nobody signs in with nobody@example\.com here\. Nothing was changed\./),
    });
  });

  it("lets the owner in again while the program runs, and whoever was signed in as them out", async () => {
    await whileServing(async (ask) => {
      const signIn = (typed: string) => ask("/api/auth/sign-in/email", { email: "ada@example.com", password: typed });
      const cookie = (await signIn(password)).headers.getSetCookie()[0]?.split(";")[0] ?? "";
      const session = async () => (await ask("/api/me", undefined, { cookie })).status;
      expect(await session()).toBe(200);
      const done = await comeback(asked, { env: { COMEBACK_PASSWORD: "" }, input: `${newPassword}\n` });
      expect(done).toMatchObject({ code: 0, out: expect.stringContaining("Ada Okafor signs in with") });
      expect(await session()).toBe(401);
      expect([(await signIn(password)).status, (await signIn(newPassword)).status]).toEqual([401, 200]);
    });
    const { rows } = await home.pool.query("select action from audit_entries order by id desc limit 1");
    expect(rows).toEqual([{ action: "got a new password from the command line" }]);
  });
});

type Ask = (path: string, body?: object, headers?: Record<string, string>) => Promise<Response>;

/** The program as it runs, on the same database as the command line. */
async function whileServing(use: (ask: Ask) => Promise<void>): Promise<void> {
  const server = start("server", [], home, { PORT: "0" });
  try {
    const said = keep(server.stdout);
    await expect.poll(said, { timeout: 20_000 }).toMatch(/ready: http/);
    const url = /http:\S+/.exec(said())?.[0] ?? "";
    await use((path, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method: body ? "POST" : "GET",
        headers: { "Content-Type": "application/json", ...headers },
        ...(body ? { body: JSON.stringify(body) } : {}),
      }),
    );
  } finally {
    const ended = new Promise((resolve) => server.once("close", resolve));
    server.kill();
    await ended;
  }
}

describe("import and export", () => {
  const workspaceOf = async ({ pool }: TestDatabase) =>
    mintWorkspaceId((await pool.query("select workspace_id from workspaces")).rows[0].workspace_id);
  const snapshot = async (database: TestDatabase) => everything(database, await workspaceOf(database));
  const importJson = async (args: string[]) => {
    const ran = await comeback(["import", ...args, "--json"]);
    return { ...ran, result: ran.out === "" ? null : JSON.parse(ran.out) };
  };

  it("--dry-run tells what would be new and keeps nothing", async () => {
    const before = await snapshot(home);
    const { code, out } = await comeback(["import", files.deals, "--dry-run"]);
    expect(code).toBe(0);
    expect(out).toContain(`Would be new ${deals.length}, changed 0, as before 0, refused 0.`);
    expect(await snapshot(home)).toBe(before);
  });

  it("takes every file of the export, with a column read as the person says", async () => {
    const { code, result } = await importJson([files.deals, "--map", "Months agreed=termMonths"]);
    expect(code).toBe(0);
    expect(result).toMatchObject({ kind: "deals", recognisedAs: "HubSpot", inserted: deals.length, refused: 0 });
    expect(result.columns).toContainEqual({ heading: "Months agreed", target: "termMonths" });
    expect((await home.pool.query("select distinct offered_term_months as months from deals")).rows).toEqual([
      { months: 12 },
    ]);
    for (const kind of ["contacts", "stages", "activities"] as const) {
      const { code, result } = await importJson([files[kind], "--kind", kind]);
      expect({ kind, code, refused: result?.refused }).toEqual({ kind, code: 0, refused: 0 });
      expect(result.rowsRead).toBeGreaterThan(0);
    }
  });

  it("the same files a second time change nothing", async () => {
    const before = await snapshot(home);
    expect((await importJson([files.deals, "--map", "Months agreed=termMonths"])).result).toMatchObject({
      inserted: 0,
      updated: 0,
      unchanged: deals.length,
    });
    for (const kind of ["contacts", "stages", "activities"] as const)
      expect((await importJson([files[kind], "--kind", kind])).result).toMatchObject({ inserted: 0, updated: 0 });
    expect(await snapshot(home)).toBe(before);
  });

  it("rows that are refused are named, the others taken, and the code is 3", async () => {
    const [headings = "", ...rows] = texts.deals.split("\r\n");
    const broken = rows.slice(0, 10).map((row, place) => (place === 3 ? row.replace(/"[\d.]+"/g, '"much"') : row));
    const { code, out } = await comeback(["import", await save("broken.csv", [headings, ...broken].join("\r\n"))]);
    expect(code).toBe(3);
    expect(out).toMatch(/refused 1\.\n {2}line 5, /);
  });

  it("an export reads back as the very same export, into an empty workspace", async () => {
    const first = await save("first.csv", "");
    expect(await comeback(["export", "--to", first])).toMatchObject({ code: 0, out: "" });
    const written = await readFile(first, "utf8");
    expect(written.trimEnd().split("\r\n")).toHaveLength(deals.length + 1);

    await comeback(
      ["create-owner", "--name", "Ada Okafor", "--email", "ada@example.com", "--time-zone", "Europe/Berlin"],
      { on: away },
    );
    expect(await comeback(["import", first], { on: away })).toMatchObject({
      code: 0,
      out: expect.stringContaining(`New ${deals.length}, changed 0`),
    });
    const again = await comeback(["export"], { on: away });
    expect(again.code).toBe(0);
    const sorted = (text: string) => text.trimEnd().split("\r\n").toSorted();
    expect(sorted(again.out)).toEqual(sorted(written));
  });
});

describe("analyse", () => {
  const analyse = async (paths: typeof files) => {
    const companions = (["contacts", "stages", "activities"] as const).flatMap((kind) => [`--${kind}`, paths[kind]]);
    return comeback(["analyse", paths.deals, ...companions, "--currency", "EUR", "--json"]);
  };

  it("prints the documented JSON, with the counts of the file", async () => {
    const countDeals = async () => (await home.pool.query("select count(*) as n from deals")).rows[0].n;
    const before = await countDeals();
    const { code, out, err } = await analyse(files);
    expect(code).toBe(0);
    // Progress belongs to standard error; standard output is the JSON alone.
    expect(err).not.toContain("{");
    const said = JSON.parse(out);
    const documented = await readFile(join(projectRoot, "docs", "analyse.md"), "utf8");
    const keys = [...documented.matchAll(/^\| `(\w+)` \|/gm)].map(([, key]) => key);
    expect(Object.keys(said).toSorted()).toEqual(keys.toSorted());
    expect(said).toMatchObject({
      recognisedAs: "HubSpot",
      deals: { total: deals.length, won: count("won"), lost: count("lost"), open: count("open") },
      columns: { "Record ID": "id", "Deal Name": "name", "Months agreed": "attribute" },
      refused: 0,
      refusals: [],
    });
    // One deal was planted that nobody who decides is on, and one of which nobody is recorded at all.
    expect(said.flags["no-decision-maker"]).toEqual({
      name: "No decision maker",
      up: 1,
      down: count("open") - 2,
      unknown: 1,
    });
    for (const { up, down, unknown } of Object.values<Record<string, number>>(said.flags))
      expect((up ?? 0) + (down ?? 0) + (unknown ?? 0)).toBe(count("open"));
    expect(said.bulkEdits).toMatchObject({ kind: expect.stringMatching(/^(?:told|days-only)$/) });
    expect(said.comeback).toMatchObject({ people: 2, won: expect.any(Number), lost: expect.any(Number) });
    expect(said.toDebrief).toBeGreaterThan(0);
    expect(said.toDebrief).toBeLessThan(count("lost"));
    // DATABASE_URL names a server, and an analysis leaves it alone.
    expect(await countDeals()).toBe(before);
  });

  it("for people, says the same in words; ends with 3 when rows were refused, and names them with their file and line", async () => {
    const [headings = "", ...rows] = texts.deals.split("\r\n");
    const cut = [headings, ...rows.slice(0, 5), '"77","Cut off'].join("\r\n").concat('"');
    const { code, out } = await comeback(["analyse", await save("cut.csv", cut)]);
    expect(code).toBe(3);
    const first = (status: string) => deals.slice(0, 5).filter((deal) => deal.status === status).length;
    expect(out).toContain(`5 deals: ${first("won")} won, ${first("lost")} lost, ${first("open")} open.`);
    expect(out).toMatch(/No decision maker +▲ \d+ up {3}✓ \d+ down {3}\? \d+ not known/);
    expect(out).toMatch(/^1 rows refused\n {2}cut\.csv, line 7.*: .*cut off/m);
  });
});

describe("demo", () => {
  // docs/methods/simulated-team.md: three mornings bring a bulk edit; the rest is closed as it was decided.
  it("--csv writes files of which analyse refuses no row, and shows the three planted bulk edits and a comeback record without them", async () => {
    const into = join(folder, "demo");
    const written = await comeback(["demo", "--csv", into, "--deals", "1500"]);
    expect(written.code).toBe(0);
    expect(written.out.trim().split("\n")).toHaveLength(7);
    const file = (kind: string) => join(into, `${kind}.csv`);
    const { code, out } = await comeback(["analyse", file("deals"), "--contacts", file("contacts"), "--json"]);
    expect(code).toBe(0);
    const { bulkEdits, comeback: record, deals: told, refused } = JSON.parse(out);
    expect({ total: told.total, refused }).toEqual({ total: 1500, refused: 0 });
    expect(bulkEdits).toMatchObject({ kind: "told", enteredAfterwards: 0 });
    expect(bulkEdits.events).toHaveLength(3);
    expect(record.people).toBe(9);
    expect(record.won + record.lost + bulkEdits.deals).toBe(told.won + told.lost);
    const { wins, losses, usualWins } = record.afterLoss;
    expect(record.afterLoss).toMatchObject({ kind: "known" });
    expect(usualWins).toBeGreaterThan(0.3 * (wins + losses));
    expect(record.longestLosingRun.chanceLow).toBeLessThanOrEqual(record.longestLosingRun.length);
  });
});
