import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { showWinBacks } from "../check-ups/win-back-rate/show-win-backs.ts";
import { importFile } from "../deals/import/import-file.ts";
import { showOutcomes } from "../playbook/outcomes/show-outcomes.ts";
import { showAgreement } from "../post-mortems/agreement/show-agreement.ts";
import { showHeadToHead } from "../post-mortems/head-to-head/show-head-to-head.ts";
import { seedPriorities } from "../post-mortems/priorities/seed-priorities.ts";
import { seedCatalogue } from "../reasons/seed-catalogue.ts";
import { refreshReadings } from "../red-flags/refresh-readings.ts";
import { createOwner } from "../team/create-owner.ts";
import { findWorkspace, insertWorkspace } from "../team/store.ts";
import { showToday } from "../today/show-today.ts";
import { askToClearDemo } from "./clear-demo.ts";
import { createDemoWorkspace } from "./create-demo-workspace.ts";
import { importDemoTeam, tellDemoTeam } from "./import-team.ts";
import { askToLoadDemo, loadDemoTeam } from "./load-demo.ts";
import { runClear, runLoad } from "./run-demo.ts";
import { showDemo } from "./show-demo.ts";

const now = Date.parse("2026-11-20T16:00:00Z");
const place = { timeZone: "Europe/Berlin", currency: "EUR" };

let database: TestDatabase;
let owner: Acting;
beforeAll(async () => {
  database = await createTestDatabase();
  const furnish: typeof seedCatalogue = async (tx, made) => {
    await seedCatalogue(tx, made);
    await seedPriorities(tx, made);
  };
  const { workspace, memberId } = await createOwner(database.db, furnish, {
    ...{ name: "Olive Owner", email: "olive@example.com", password: "long enough 1", workspaceName: "Ours", ...place },
  });
  const who = { memberId, memberName: "Olive Owner", role: "admin" as const, isOwner: true };
  owner = { db: database.db, session: { workspace, ...who, ...place }, now };
});
afterAll(() => database.drop());

/** A part of the demo team, which is told in a part of the time. */
const deals = 450;
const job = (signal = new AbortController().signal) => ({
  ...{ db: database.db, pool: database.pool, now, log: pino({ level: "silent" }), signal },
});
const load = (signal?: AbortSignal, howMany = deals) =>
  runLoad(job(signal), owner.session.workspace, { viewerId: owner.session.memberId, deals: howMany });
const clear = () => runClear(job(), owner.session.workspace);
const isDemo = async () => (await findWorkspace(database.db, owner.session.workspace)).is_demo;

/** What belongs to deals that were begun since, with customers who came back: no file told of them. */
const ofNewDeals: Record<string, string> = {
  ...{ deals: "id", stage_changes: "deal_id", deal_changes: "deal_id", buying_roles: "deal_id", activities: "deal_id" },
};

/** Rows a workspace has, per table that holds what a team works on. */
async function counts(workspace = owner.session.workspace): Promise<Record<string, number>> {
  const tables = [
    ...["members", "accounts", "contacts", "deals", "stage_changes", "deal_changes", "buying_roles", "activities"],
    ...["step_answers", "snoozes", "debriefs", "debrief_reasons", "commitments", "check_ups", "repair_tasks"],
    ...["filling_blocks", "block_efforts", "quotas"],
    ...["flag_readings", "flag_changes", "pipelines", "stages", "sales_steps", "reasons"],
    ...["stories", "story_comments", "story_helped"],
    ...["win_backs", "offer_changes", "product_limits"],
    ...["major_loss_rules", "loss_exclusions", "post_mortems", "customer_answers", "manager_views"],
    ...["practices", "practice_uses", "meetings", "meeting_ideas", "aims", "deal_aims"],
  ];
  const found: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from ${sql.table(table)} where workspace_id = ${workspace} and ${
        ofNewDeals[table]
          ? sql`${sql.ref(ofNewDeals[table])} not in (select deal_id from win_backs where workspace_id = ${workspace})`
          : sql`true`
      }`.execute(database.db);
    found[table] = rows[0]?.count ?? 0;
  }
  return found;
}

const total = (rows: Iterable<number>) => [...rows].reduce((sum, count) => sum + count, 0);

describe("the demo team", () => {
  let empty: Record<string, number>;

  it("moves into an empty workspace, and everything that was told is there", async () => {
    empty = await counts();
    expect(await showDemo(owner)).toEqual({ state: "none", progress: 0, message: "" });
    expect((await askToLoadDemo(owner)).state).toBe("loading");
    expect((await askToLoadDemo(owner)).state).toBe("loading");
    await load();
    expect(await showDemo(owner)).toEqual({ state: "loaded", progress: 1, message: "The demo team is here" });

    const team = await tellDemoTeam({ now, ...place }, deals);
    const told = [...team.deals()];
    const here = await counts();
    expect(here.members).toBe((empty.members ?? 0) + team.members.length);
    expect(here.accounts).toBe(team.accountCount);
    expect(here.deals).toBe(deals);
    expect(here.contacts).toBe(new Set(told.flatMap(({ people }) => people.map(({ person }) => person.id))).size);
    expect(here.stage_changes).toBe(total(told.map(({ stages }) => stages.length)));
    expect(here.deal_changes).toBeGreaterThanOrEqual(total(told.map(({ closeDates }) => closeDates.length)));
    expect(here.buying_roles).toBe(total(told.flatMap(({ people }) => people.map(({ roles }) => roles.length))));
    // A repair that was done is one more call.
    const calls = (here.activities ?? 0) - total(told.map(({ touches }) => touches.length));
    expect(calls).toBeGreaterThan(0);
    expect(calls).toBeLessThan(10);
    expect(here.step_answers).toBe(total(told.map(({ stepAnswers }) => stepAnswers.length)));
    expect(here.snoozes).toBe(told.filter(({ snooze }) => snooze !== null).length);
    expect([here.stories, here.story_comments]).toEqual([5, 11]);
    // Nothing of the team's own process was added to.
    for (const table of ["pipelines", "stages", "sales_steps", "reasons"]) expect(here[table]).toBe(empty[table]);
  });

  it("keeps what was won, lost and open, under the right people", async () => {
    const { workspace } = owner.session;
    const standing = await database.db
      .selectFrom("deals as d")
      .innerJoin("members as m", (join) =>
        join.onRef("m.id", "=", "d.owner_id").onRef("m.workspace_id", "=", "d.workspace_id"),
      )
      .select(["d.source_key", "d.status", "m.name", "d.amount_cents", "d.closed_at"])
      .where("d.workspace_id", "=", workspace)
      .execute();
    const found = new Map(standing.map((row) => [row.source_key, row]));
    const team = await tellDemoTeam({ now, ...place }, deals);
    for (const deal of team.deals()) {
      const row = found.get(`id:${deal.id}`);
      expect([row?.status, row?.name, row?.amount_cents, row?.closed_at?.getTime() ?? null]).toEqual([
        deal.status,
        deal.rep.name,
        deal.amount * 100,
        deal.closedAt,
      ]);
    }
    const people = await database.db
      .selectFrom("members as m")
      .leftJoin("members as b", (join) =>
        join.onRef("b.id", "=", "m.manager_id").onRef("b.workspace_id", "=", "m.workspace_id"),
      )
      .select(["m.name", "m.role", "b.name as boss"])
      .where("m.workspace_id", "=", workspace)
      .execute();
    for (const { name, role, managerEmail } of team.members) {
      const boss = team.members.find(({ email }) => email === managerEmail)?.name ?? null;
      expect(people.find((person) => person.name === name)).toEqual({ name, role, boss });
    }
  });

  it("has a Today worth looking at: losses waiting, risks, tasks, calls due, and the last results", async () => {
    const today = await showToday(owner, {});
    expect(today.openDeals).toBeGreaterThan(30);
    expect(today.lossesWaiting.count).toBeGreaterThan(1);
    expect(today.lossesWaiting.count).toBeLessThan(20);
    expect(today.risks.length).toBeGreaterThan(2);
    expect(today.risks.some(({ atRisk, safe }) => atRisk > 0 && safe > 0)).toBe(true);
    // The promises are those of the reps: whoever looks has made none.
    expect(today.commitments).toEqual([]);
    const promises = await database.db.selectFrom("commitments").select("member_id").execute();
    expect(new Set(promises.map((promise) => promise.member_id)).size).toBeGreaterThan(1);
    expect(promises.map((promise) => promise.member_id)).not.toContain(owner.session.memberId);
    expect(today.tasks.count).toBeGreaterThan(3);
    expect(today.checkUps.count).toBeGreaterThan(0);
    expect(today.form.length).toBeGreaterThan(5);
    const here = await counts();
    expect(here.debriefs).toBeGreaterThan(30);
    expect(here.debrief_reasons).toBeGreaterThan(30);
  });

  it("has called its lost customers: some came back, what changed since is noted, and the product moved on", async () => {
    const here = await counts();
    expect(here.win_backs).toBeGreaterThan(0);
    expect(here.offer_changes).toBe(4);
    const limits = await database.db.selectFrom("product_limits").select("status").execute();
    expect(limits.map(({ status }) => status)).toEqual(expect.arrayContaining(["planned", "resolved"]));
    const came = await showWinBacks(owner, { of: "team" });
    if (came.kind === "few-people") throw new Error("The demo team has more than five sellers.");
    expect(came.called).toBeGreaterThan(0);
    expect(came.cameBack).toBe(here.win_backs);
    expect(came.won + came.lostAgain + came.stillOpen + came.toCallAgain + came.noFurtherCall).toBe(came.called);
  });

  it("talks to its lost customers, learns from them, and met over it", async () => {
    const { pairs } = await showAgreement(owner);
    expect(pairs[0]?.shared.kind).toBe("known");
    expect((await showHeadToHead(owner, {})).answers).toBeGreaterThan(8);
    const here = await counts();
    expect(here.manager_views).toBeGreaterThan(3);
    expect(here.meetings).toBe(2);
    const states = await database.db.selectFrom("practices").select("state").execute();
    expect(states.map(({ state }) => state)).toEqual(
      expect.arrayContaining(["adopted", "in-review", "draft", "retired"]),
    );
    expect(here.practice_uses).toBeGreaterThan(3);
    // Some deals it applied to have closed since, with it and without.
    const adopted = await database.db.selectFrom("practices").select("id").where("state", "=", "adopted").execute();
    const outcomes = await Promise.all(adopted.map(({ id }) => showOutcomes(owner, { id })));
    expect(outcomes.some(({ withIt, without }) => withIt.deals > 0 && without.deals > 0)).toBe(true);
    // Nobody of a demo is written to.
    expect(await database.db.selectFrom("mails").select(["kind", "dedupe_key", "subject"]).execute()).toEqual([]);
  });

  it("is the same after its exports were imported once more", async () => {
    const before = await counts();
    const setting = { pool: database.pool, workspace: owner.session.workspace, now, ...place };
    const kinds: string[] = [];
    const done = async (kind: string) => void kinds.push(kind);
    await importDemoTeam(setting, await tellDemoTeam({ now, ...place }, deals), { done });
    expect(kinds).toHaveLength(7);
    expect(await counts()).toEqual(before);
  });

  it("is not moved in twice", async () => {
    const before = await counts();
    expect((await askToLoadDemo(owner)).state).toBe("loaded");
    await load();
    expect(await counts()).toEqual(before);
  });

  it("moves out without a trace, and can come back", async () => {
    expect((await askToClearDemo(owner)).state).toBe("clearing");
    await clear();
    expect(await counts()).toEqual(empty);
    expect((await showDemo(owner)).state).toBe("none");
    expect(await isDemo()).toBe(false);
    expect((await askToClearDemo(owner)).state).toBe("none");
  });

  it("leaves nothing when its program stops half-way, and is there when the job is run again", async () => {
    // Whether it stops and goes on does not lie with how many they are.
    const few = 60;
    await askToLoadDemo(owner);
    const stopping = new AbortController();
    const seen: number[] = [];
    const watch = setInterval(async () => {
      const { accounts = 0 } = await counts();
      seen.push(accounts);
      if (accounts > 0) stopping.abort();
    }, 20);
    await expect(load(stopping.signal, few)).rejects.toThrow();
    clearInterval(watch);
    expect((await showDemo(owner)).state).toBe("loading");
    await load(undefined, few);
    const here = await counts();
    expect(here.deals).toBe(few);
    expect((await showDemo(owner)).state).toBe("loaded");
    await askToClearDemo(owner);
    await clear();
    expect(await counts()).toEqual(empty);
  });

  it("says so when its program was ended and nobody takes the job up again", async () => {
    await askToLoadDemo(owner);
    const later = { ...owner, now: now + 10 * 60_000 };
    expect(await showDemo(later)).toMatchObject({ state: "failed", message: expect.stringContaining("ended") });
    expect((await askToLoadDemo(later)).state).toBe("loading");
    await askToClearDemo(later);
    await clear();
    expect(await counts()).toEqual(empty);
  });

  it("is refused where a team has deals of its own, and to those who do not answer for the workspace", async () => {
    const ours = { kind: "deals" as const, fileName: "ours.csv" };
    const { workspace } = owner.session;
    const file = Readable.from(["Deal ID,Deal name,Stage,Amount\n77,Acme,Proposal,1000\n"]);
    await importFile({ pool: database.pool, workspace, now, ...place }, { source: file, ...ours });
    await expect(askToLoadDemo(owner)).rejects.toMatchObject({ code: "WORKSPACE_IN_USE" });
    await expect(askToClearDemo(owner)).rejects.toMatchObject({ code: "NOT_A_DEMO" });
    const rep = { ...owner, session: { ...owner.session, role: "rep" as const, isOwner: false } };
    await expect(askToLoadDemo(rep)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await expect(askToClearDemo(rep)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  });

  it("has a workspace of its own for the command line, or none when it cannot be filled", async () => {
    const loading = { db: database.db, pool: database.pool, now };
    const workspace = await createDemoWorkspace(loading, { name: "Demo", deals: 60, ...place }, () => {});
    expect((await counts(workspace)).deals).toBe(60);
    const workspaces = () => database.db.selectFrom("workspaces").select("workspace_id").execute();
    const before = await workspaces();
    const fails = () => {
      throw new Error("The screen is gone");
    };
    await expect(createDemoWorkspace(loading, { name: "None", deals: 60, ...place }, fails)).rejects.toThrow("gone");
    expect(await workspaces()).toEqual(before);
  });

  it("has its repairs also where a job has read the half of the team that was there", async () => {
    const { db, pool } = database;
    const workspace = await db.transaction().execute(async (tx) => {
      const made = await insertWorkspace(tx, { id: randomUUID(), name: "Busy", ...place });
      await seedCatalogue(tx, made);
      return made;
    });
    const readings: number[] = [];
    await loadDemoTeam({ db, pool, now }, { workspace, viewerId: null, deals: 60 }, async (_share, message) => {
      if (message !== "The deals are here") return;
      await refreshReadings(db, workspace, "all", now + 1);
      readings.push((await counts(workspace)).flag_readings ?? 0);
    });
    expect(readings[0]).toBeGreaterThan(0);
    expect((await counts(workspace)).repair_tasks).toBeGreaterThan(0);
  });

  it("leaves deals that were imported beside it", async () => {
    const loading = { db: database.db, pool: database.pool, now };
    const workspace = await createDemoWorkspace(loading, { name: "Both", deals: 60, ...place }, () => {});
    const file = Readable.from(["Deal ID,Deal name,Stage,Owner\n78,Acme,Proposal,Priya Nair\n"]);
    await importFile(
      { pool: database.pool, workspace, now, ...place },
      { source: file, kind: "deals", fileName: "o.csv" },
    );
    const both = { ...owner, session: { ...owner.session, workspace } };
    await askToClearDemo(both);
    await runClear(job(), workspace);
    const left = await counts(workspace);
    // Priya stays with the deal she owns; the others have moved out.
    expect([left.deals, left.members, left.activities, left.contacts]).toEqual([1, 1, 0, 0]);
  });
});
