import { readFileSync } from "node:fs";
import pg from "pg";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeSignedInPeople, sender } from "./signed-in-people.fixture.ts";
import { startWebProgram } from "./web-program.fixture.ts";

let program: Awaited<ReturnType<typeof startWebProgram>>;
let send: ReturnType<typeof sender>;
let team: Awaited<ReturnType<typeof makeSignedInPeople>>;
/** A connection of somebody else. */
let other: pg.Client;

beforeAll(async () => {
  program = await startWebProgram({ statementTimeoutMs: 2_000 });
  send = sender(program);
  team = await makeSignedInPeople(program, "Acme");
  other = new pg.Client({ connectionString: String(program.pool.options.connectionString) });
  await other.connect();
});
afterAll(async () => {
  await other.end();
  await program.stop();
});

const ask = (path: string) => send("GET", path, undefined, team.people.admin.asker);

/** The processes on the other side of the program's connections; undefined where they are not on this machine. */
async function serversOfProgram(): Promise<number[] | undefined> {
  const { rows } = await other.query(
    "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and backend_type = 'client backend'",
  );
  const pids = rows.map(({ pid }) => Number(pid));
  const isHere = (pid: number) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("postgres");
    } catch {
      return false;
    }
  };
  return pids.every(isHere) ? pids : undefined;
}

it("a statement that takes too long is answered as not now, and the next request as ever", async () => {
  await other.query("begin");
  await other.query("lock table red_flags in access exclusive mode");
  for (const path of ["/api/red-flags", "/api/today"]) {
    const { status, headers, told } = await ask(path);
    expect([status, headers.get("retry-after"), told.code], path).toEqual([503, "2", "SERVICE_UNAVAILABLE"]);
    expect(JSON.stringify(told)).not.toMatch(/statement|timeout|57014/i);
  }
  await other.query("rollback");
  expect((await ask("/api/red-flags")).status).toBe(200);
  expect((await ask("/api/today")).status).toBe(200);
});

it("a database that stops answering without hanging up is said to be away, and is asked anew", async ({ skip }) => {
  await Promise.all(Array.from({ length: 4 }, () => ask("/api/today")));
  const servers = await serversOfProgram();
  if (servers === undefined) return skip("PostgreSQL runs on another machine, or this is no Linux.");
  expect(servers.length).toBeGreaterThan(0);
  for (const pid of servers) process.kill(pid, "SIGSTOP");
  try {
    const answers = await Promise.all(servers.map(() => ask("/api/today")));
    for (const { status, headers, told } of answers) {
      expect([status, headers.get("retry-after"), told.code]).toEqual([503, "2", "SERVICE_UNAVAILABLE"]);
      expect(JSON.stringify(told)).not.toMatch(/timeout|terminat/i);
    }
    // The connections nobody answers on are given up, and new ones made.
    expect((await ask("/api/today")).status).toBe(200);
  } finally {
    for (const pid of servers) process.kill(pid, "SIGCONT");
  }
});
