import { readXlsx } from "hucre/xlsx";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sender } from "./signed-in-people.fixture.ts";
import { makeSignedInTeam, type SignedInTeam } from "./two-teams.fixture.ts";
import { startWebProgram } from "./web-program.fixture.ts";

let program: Awaited<ReturnType<typeof startWebProgram>>;
let send: ReturnType<typeof sender>;
let acme: SignedInTeam;
let rival: SignedInTeam;
const nameOf = ({ name }: { name: string }) => name;

beforeAll(async () => {
  program = await startWebProgram();
  send = sender(program);
  acme = await makeSignedInTeam(program, "Acme");
  rival = await makeSignedInTeam(program, "Rival");
});
afterAll(() => program.stop());

const fetchFile = (name: string, asker: Record<string, string>) =>
  program.ask("GET", `/api/exports/${name}`, undefined, asker);

describe("every table as a file", () => {
  it("comes as CSV and as a workbook, named by workspace, table and day", async () => {
    const { rob } = acme.people;
    const csv = await fetchFile("deals.csv", rob.asker);
    expect(csv.status).toBe(200);
    expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(csv.headers.get("content-disposition")).toMatch(/^attachment; filename="acme-deals-\d{4}-\d\d-\d\d\.csv"$/);
    const lines = (await csv.text()).trimEnd().split("\r\n");
    expect(lines.length).toBeGreaterThan(1);

    const workbook = await fetchFile("deals.xlsx", rob.asker);
    expect(workbook.headers.get("content-disposition")).toMatch(/acme-deals-.+\.xlsx"$/);
    const { sheets } = await readXlsx(new Uint8Array(await workbook.arrayBuffer()));
    expect(sheets[0]?.name).toBe("Deals");
    expect(sheets[0]?.rows).toHaveLength(lines.length);
  });

  it("has the byte order mark that spreadsheets want, and none for programs", async () => {
    const begin = async (name: string) =>
      [...new Uint8Array(await (await fetchFile(name, acme.people.rob.asker)).arrayBuffer())].slice(0, 3);
    expect(await begin("deals.csv")).toEqual([0xef, 0xbb, 0xbf]);
    expect(await begin("deals.csv?mark=no")).toEqual([..."Rec"].map((letter) => letter.charCodeAt(0)));
  });

  it("tells everybody what its list tells them, of their own workspace", async () => {
    const { told } = await send("GET", "/api/exports", undefined, acme.people.owner.asker);
    const names: string[] = told.rows.filter((table: { needsFilter?: true }) => !table.needsFilter).map(nameOf);
    expect(names.length).toBeGreaterThan(30);
    const ofLeads = ["loss-exclusions", "audit", "imports"];
    const ofAudience = ["early-losses", "personas-over-time", "packets"];
    const inOrder = (refused: string[]) => names.filter((name) => refused.includes(name));
    const refusedTo = {
      ...{ owner: [], mia: ["audit"], marketing: ofLeads },
      ...{ rob: inOrder([...ofLeads, ...ofAudience]), olga: inOrder([...ofLeads, ...ofAudience]) },
    };
    for (const person of ["owner", "mia", "marketing", "rob", "olga"] as const) {
      const { asker } = acme.people[person];
      const refused: string[] = [];
      for (const name of names) {
        const answer = await fetchFile(`${name}.csv`, asker);
        const text = await answer.text();
        if (answer.status === 403) refused.push(name);
        else expect({ name, person, status: answer.status, text }).toMatchObject({ status: 200 });
        for (const secret of Object.values(rival.deals)) expect(text).not.toContain(secret.open);
      }
      expect({ person, refused }).toEqual({ person, refused: refusedTo[person] });
    }
  });

  it("holds the deals behind a figure, a finding or a flag, by the filter that names it", async () => {
    const { asker } = acme.people.owner;
    const lines = async (name: string) => {
      const answer = await fetchFile(name, asker);
      expect(answer.status, name).toBe(200);
      return (await answer.text()).trimEnd().split("\r\n").length - 1;
    };
    expect(await lines("figure-deals.csv?figure=closed&period=this-year")).toBe(3);
    expect(await lines(`checked-deals.csv?flagId=${acme.catalogue.flagId}&kind=unknown`)).toBe(3);
    expect(await lines("win-rate.csv?period=this-year&by=pipeline")).toBeGreaterThan(0);
    expect(await lines("cycle.csv?period=this-year")).toBe(2);
    expect(await lines("cycle.csv?period=this-year&compare=none")).toBe(1);
    for (const name of ["exits", "stage-times", "preparation"])
      expect(await lines(`${name}.csv?period=this-year`), name).toBeGreaterThan(0);
    for (const name of ["responses", "missed-calls", "promises"])
      expect(await lines(`${name}.csv?period=this-year`), name).toBe(2);
    expect(await lines("activity-mix.csv?period=this-year&compare=none")).toBe(7);
    expect((await fetchFile("figure-deals.csv", asker)).status).toBe(400);
    expect((await fetchFile("win-rate.csv?from=2026-02-01&until=2026-01-01", asker)).status).toBe(422);
  });

  it("refuses a table or a filter that is not there, in words", async () => {
    const { asker } = acme.people.rob;
    for (const name of ["secrets.csv", "deals.pdf", "deals", "..%2fdeals.csv"])
      expect((await fetchFile(name, asker)).status, name).toBe(404);
    const { status, told } = await send("GET", "/api/exports/deals.csv?mood=good", undefined, asker);
    expect({ status, told }).toMatchObject({ status: 400, told: { code: "BAD_REQUEST", detail: /mood/ } });
  });

  it("holds nothing open for whoever asks for the headers alone", async () => {
    const { asker } = acme.people.rob;
    for (const _ of [1, 2, 3]) {
      const answer = await program.ask("HEAD", "/api/exports/deals.csv", undefined, asker);
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "text/csv; charset=utf-8"]);
    }
    expect((await fetchFile("deals.csv", asker)).status).toBe(200);
  }, 10_000);

  it("lets go of its connection when nobody reads on, and others wait their turn meanwhile", async () => {
    const { asker } = acme.people.admin;
    const { pipelineId, stageId } = acme.catalogue;
    await program.pool.query(
      `insert into deals (workspace_id, name, pipeline_id, stage_id, status, created_at, attributes)
       select $1, 'Deal ' || n, $2, $3, 'open', now(), jsonb_build_object('note', repeat(md5(n::text), 60))
       from generate_series(1, 4000) n`,
      [acme.workspace, pipelineId, stageId],
    );
    const { owner } = acme.people;
    const begin = async (reader: Record<string, string>) => {
      const stop = new AbortController();
      const answer = await fetch(`${program.url}/api/exports/deals.csv`, {
        headers: { ...reader, "accept-encoding": "identity" },
        signal: stop.signal,
      });
      await answer.body?.getReader().read();
      return stop;
    };
    const whole = (reader: Record<string, string>) => fetchFile("deals.csv", reader).then((answer) => answer.text());
    const unread = [await begin(asker), await begin(asker)];
    const third = whole(asker);
    // However slowly one person reads, one turn is left to everybody else.
    expect((await whole(owner.asker)).split("\r\n").length).toBeGreaterThan(4000);
    unread.push(await begin(owner.asker));
    const fourth = whole(owner.asker);
    // Three hold all turns; everything else goes on.
    const anybody = Promise.race([third, fourth]).then(() => "read");
    expect(await Promise.race([anybody, new Promise((next) => setTimeout(next, 300, "waits"))])).toBe("waits");
    expect((await send("GET", "/api/me", undefined, asker)).status).toBe(200);
    for (const stop of unread) stop.abort();
    for (const text of [await third, await fourth]) expect(text.split("\r\n").length).toBeGreaterThan(4000);
    await expect
      .poll(async () => {
        const { rows } = await program.jobsPool.query(
          "select count(*)::int as open from pg_stat_activity where datname = current_database() and state = 'idle in transaction'",
        );
        return rows[0].open;
      })
      .toBe(0);
  });
});
