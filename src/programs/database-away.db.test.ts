import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { password, sender } from "./signed-in-people.fixture.ts";
import { makeSignedInTeam, type SignedInTeam } from "./two-teams.fixture.ts";
import { startWebProgram } from "./web-program.fixture.ts";

let program: Awaited<ReturnType<typeof startWebProgram>>;
let send: ReturnType<typeof sender>;
let team: SignedInTeam;
let reachable: string;
/** A connection of somebody else, who sees and ends the program's own. */
let other: pg.Client;

beforeAll(async () => {
  program = await startWebProgram();
  send = sender(program);
  team = await makeSignedInTeam(program, "Acme");
  reachable = String(program.pool.options.connectionString);
  other = new pg.Client({ connectionString: reachable, application_name: "somebody else" });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await program.stop();
});

const endConnections = () =>
  other.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`);

async function goAway(): Promise<void> {
  program.pool.options.connectionString = "postgresql://nobody@127.0.0.1:1/nothing";
  await endConnections();
}
function comeBack(): void {
  program.pool.options.connectionString = reachable;
}

const newDeal = () => ({ ...team.dealOf(team.people.rob.id, "While it was away") });
const requests = (): [string, string, unknown][] => [
  ["GET", "/api/health", undefined],
  ["GET", "/api/me", undefined],
  ["GET", "/api/first-run", undefined],
  ["GET", "/api/today", undefined],
  ["PUT", `/api/deals/${randomUUID()}`, newDeal()],
  ["POST", "/api/rpc/team/me", { json: {} }],
  ["POST", "/api/rpc/team/firstRun", { json: {} }],
  ["POST", "/api/rpc/deals/saveDeal", { json: { id: randomUUID(), ...newDeal() } }],
  ["GET", "/api/exports/deals.csv", undefined],
  ["GET", `/api/imports/${team.importId}/refusals.csv`, undefined],
  ["PUT", `/api/imports/${randomUUID()}/file?name=a.csv`, "Deal name\nOne\n"],
  ["POST", "/api/auth/sign-in/email", { email: team.people.rob.email, password }],
  ["POST", "/api/auth/sign-out", {}],
  ["POST", "/api/auth/change-password", { currentPassword: password, newPassword: "a new and long one" }],
];
const innards = /ECONNREFUSED|127\.0\.0\.1|postgres|terminat|\.ts:|\.js:|node_modules|select|stack/i;

describe("a database that is away", () => {
  it("is said to be away, on every kind of route, and when to ask again", async () => {
    await goAway();
    for (const [method, path, body] of requests()) {
      const { status, headers, told } = await send(method, path, body, team.people.admin.asker);
      const what = `${method} ${path}: ${JSON.stringify(told)}`;
      expect.soft(status, what).toBe(503);
      expect.soft(headers.get("retry-after"), what).toBe("2");
      expect.soft(JSON.stringify(told), what).toContain("SERVICE_UNAVAILABLE");
      expect.soft(JSON.stringify(told), what).not.toMatch(innards);
      expect.soft(headers.getSetCookie(), what).toEqual([]);
    }
  });

  it("comes back by itself: everybody is still signed in, and nothing half-written is there", async () => {
    comeBack();
    expect((await send("GET", "/api/me", undefined, team.people.admin.asker)).status).toBe(200);
    expect((await send("GET", "/api/health", undefined, {})).status).toBe(200);
    const deals = await program.pool.query("select count(*) as n from deals where name = 'While it was away'");
    expect(deals.rows[0].n).toBe(0);
    const [method, path, body] = requests()[4] ?? ["GET", "/api/me", undefined];
    expect((await send(method, path, body, team.people.admin.asker)).status).toBe(200);
  });

  it("that goes in the middle of a write takes all of the write with it", async () => {
    await other.query("begin");
    await other.query("lock table stage_changes in access exclusive mode");
    const id = randomUUID();
    const writing = send("PUT", `/api/deals/${id}`, newDeal(), team.people.admin.asker);
    for (let waiting = 0; waiting === 0; ) {
      const held = await other.query(
        "select count(*)::integer as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      waiting = held.rows[0].n;
    }
    await endConnections();
    await other.query("rollback");
    const { status, headers, told } = await writing;
    expect([status, headers.get("retry-after")], JSON.stringify(told)).toEqual([503, "2"]);
    expect(JSON.stringify(told)).not.toMatch(innards);
    const deals = await program.pool.query("select count(*) as n from deals where id = $1", [id]);
    expect(deals.rows[0].n).toBe(0);
    expect((await send("PUT", `/api/deals/${id}`, newDeal(), team.people.admin.asker)).status).toBe(200);
  });
});

describe("a file that is on its way when the database goes", () => {
  it("breaks off instead of ending as if it were whole, and takes nobody else down", async () => {
    await program.pool.query(
      `insert into deals (workspace_id, name, pipeline_id, stage_id, status, created_at, attributes)
       select $1, 'Deal ' || n || repeat('x', 300), $2, $3, 'open', now(), jsonb_build_object('note', md5(n::text) || repeat('y', 2000))
       from generate_series(1, 6000) n`,
      [team.workspace, team.catalogue.pipelineId, team.catalogue.stageId],
    );
    const answer = await fetch(`${program.url}/api/exports/deals.csv`, {
      headers: { ...team.people.admin.asker, "accept-encoding": "identity" },
    });
    const body = answer.body?.getReader();
    expect((await body?.read())?.done).toBe(false);
    await goAway();
    let text = "";
    const rest = (async () => {
      for (;;) {
        const piece = await body?.read();
        if (piece?.done !== false) return "whole";
        text += Buffer.from(piece.value).toString();
      }
    })().catch(() => "broken off");
    expect(await rest).toBe("broken off");
    expect(text).not.toMatch(/ECONNREFUSED|terminat/i);
    // Others are told so meanwhile; and the program has then heard of each of its connections that it ended.
    expect((await send("GET", "/api/health", undefined, {})).status).toBe(503);
    comeBack();
    expect((await send("GET", "/api/health", undefined, {})).status).toBe(200);
    const again = await program.ask("GET", "/api/exports/deals.csv", undefined, team.people.admin.asker);
    expect((await again.text()).split("\r\n").length).toBeGreaterThan(6000);
  });
});

describe("a fault of ours", () => {
  it("is told without how the program is made", async () => {
    await other.query("alter table step_deadlines rename to step_deadlines_aside");
    try {
      const answers = [
        await send("GET", "/api/sales-steps", undefined, team.people.admin.asker),
        await send("POST", "/api/rpc/salesProcess/listSteps", { json: {} }, team.people.admin.asker),
      ];
      for (const { status, told } of answers) {
        expect(status).toBe(500);
        expect(JSON.stringify(told)).not.toMatch(/step_deadlines|relation|42P01|select|\.ts|\.js|node_modules|stack/i);
      }
    } finally {
      await other.query("alter table step_deadlines_aside rename to step_deadlines");
    }
    expect((await send("GET", "/api/sales-steps", undefined, team.people.admin.asker)).status).toBe(200);
  });
});
