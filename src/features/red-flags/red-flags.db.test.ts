import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { pino } from "pino";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { acting, at, makeDeal, makeTeam } from "../deals/deals.fixture.ts";
import { reopenDeal } from "../deals/reopen-deal.ts";
import { saveContact } from "../deals/save-contact.ts";
import { takeBack } from "../deals/take-back.ts";
import { seedSalesProcess } from "../sales-process/seed-sales-process.ts";
import { listStepsOf } from "../sales-process/store.ts";
import { redFlagsJobs } from "./jobs.ts";
import { previewFlag } from "./preview-flag.ts";
import { listFieldsOf } from "./profile/store.ts";
import { readDeal, readDealFlags } from "./read-deal.ts";
import { listReadings } from "./readings/store.ts";
import { refreshReadings } from "./refresh-readings.ts";
import { saveFlag } from "./save-flag.ts";
import { seedRedFlags } from "./seed-red-flags.ts";
import { listFlagsOf } from "./store.ts";

const { db, pool, drop } = await createTestDatabase();
afterAll(drop);

const refused = (code: string) => expect.objectContaining({ code });

async function start() {
  const team = await makeTeam(db);
  await db.transaction().execute(async (tx) => {
    await seedSalesProcess(tx, team.workspace);
    await seedRedFlags(tx, team.workspace);
  });
  return team;
}
type Team = Awaited<ReturnType<typeof start>>;

const addContact = (team: Team, dealId: string, name: string, now: string) =>
  saveContact(acting(db, team.rep, now), {
    dealId,
    contactId: randomUUID(),
    name,
    email: null,
    phone: null,
    jobTitle: null,
    role: "champion",
  });

async function readingOf(workspace: WorkspaceId, dealId: string, name: string) {
  const readings = await listReadings(db, workspace, [dealId]);
  return readings.get(dealId)?.find((reading) => reading.name === name);
}

const readAts = async (workspace: WorkspaceId) => {
  const rows = await db.selectFrom("flag_readings").select("read_at").where("workspace_id", "=", workspace).execute();
  return new Set(rows.map((row) => row.read_at.toISOString()));
};

describe("the flags a team starts with", () => {
  test("watch every kind and every step it starts with, once however often it is furnished", async () => {
    const { workspace } = await start();
    const flags = await listFlagsOf(db, workspace);
    expect(new Set(flags.map(({ thresholds }) => thresholds.kind)).size).toBe(10);
    expect(flags.filter(({ stepId }) => stepId !== null)).toHaveLength((await listStepsOf(db, workspace)).length);
    await db.transaction().execute((tx) => seedRedFlags(tx, workspace));
    expect(await listFlagsOf(db, workspace)).toEqual(flags);
  });
});

describe("stored readings", () => {
  test("of a deal that was closed by a slip tell nothing twice when it is open again", async () => {
    const team = await start();
    const dealId = await makeDeal(db, team, { expectedCloseOn: "2026-03-01" });
    const refresh = (now: string) => refreshReadings(db, team.workspace, [dealId], at(now));
    await refresh("2026-03-10T10:00:00Z");
    const told = await readDeal(acting(db, team.rep, "2026-03-10T10:00:01Z"), { dealId });
    expect(told.history.filter(({ became }) => became === "up")).not.toEqual([]);
    const writeId = randomUUID();
    await closeDeal(acting(db, team.rep, "2026-03-10T10:01:00Z"), { id: dealId, outcome: "lost", writeId });
    await refresh("2026-03-10T10:01:01Z");
    await takeBack(acting(db, team.rep, "2026-03-10T10:01:05Z"), { id: dealId, writeId });
    await refresh("2026-03-10T10:01:06Z");
    const after = await readDeal(acting(db, team.rep, "2026-03-10T10:01:07Z"), { dealId });
    expect(after.history).toEqual(told.history);
  });

  test("follow the deal, and the history keeps every change", async () => {
    const team = await start();
    const dealId = await makeDeal(db, team);
    const refresh = (now: string) => refreshReadings(db, team.workspace, [dealId], at(now));
    await refresh("2026-03-02T10:00:00Z");
    expect(await readingOf(team.workspace, dealId, "Single contact")).toMatchObject({ kind: "unknown" });

    await addContact(team, dealId, "Anna Weiss", "2026-03-03T09:00:00Z");
    await refresh("2026-03-03T09:00:01Z");
    expect(await readingOf(team.workspace, dealId, "Single contact")).toMatchObject({
      kind: "up",
      level: "bad",
      since: "2026-03-03T09:00:00.000Z",
      evidence: "Anna Weiss is the only contact on this deal.",
    });
    await addContact(team, dealId, "Ben Ober", "2026-03-04T09:00:00Z");
    await addContact(team, dealId, "Cem Kaya", "2026-03-05T09:00:00Z");
    await refresh("2026-03-05T09:00:01Z");

    const { readings, history } = await readDeal(acting(db, team.rep, "2026-03-05T09:00:02Z"), { dealId });
    expect(readings.find(({ name }) => name === "Single contact")?.kind).toBe("down");
    expect(history.filter(({ name }) => name === "Single contact")).toEqual([
      expect.objectContaining({ was: "up", became: "down", at: "2026-03-05T09:00:01.000Z" }),
      expect.objectContaining({ was: "unknown", became: "up", at: "2026-03-03T09:00:01.000Z" }),
    ]);
  });

  test("are rewritten only where they say something new, or would look older than the deal or the day", async () => {
    const team = await start();
    const dealId = await makeDeal(db, team);
    const refresh = (now: string) => refreshReadings(db, team.workspace, "all", at(now));
    await refresh("2026-03-02T10:00:00Z");
    await refresh("2026-03-02T12:00:00Z");
    expect(await readAts(team.workspace)).toEqual(new Set(["2026-03-02T10:00:00.000Z"]));
    await addContact(team, dealId, "Anna Weiss", "2026-03-02T13:00:00Z");
    await refreshReadings(db, team.workspace, [dealId], at("2026-03-02T13:00:01Z"));
    expect(await readAts(team.workspace)).toEqual(new Set(["2026-03-02T13:00:01.000Z"]));
    await refresh("2026-03-03T00:30:00Z");
    expect(await readAts(team.workspace)).toEqual(new Set(["2026-03-03T00:30:00.000Z"]));
  });

  test("are never overtaken by a job that began earlier", async () => {
    const team = await start();
    const dealId = await makeDeal(db, team);
    await addContact(team, dealId, "Anna Weiss", "2026-03-03T09:00:00Z");
    await refreshReadings(db, team.workspace, [dealId], at("2026-03-03T09:00:05Z"));
    await refreshReadings(db, team.workspace, [dealId], at("2026-03-03T08:59:59Z"));
    expect(await readingOf(team.workspace, dealId, "Single contact")).toMatchObject({ kind: "up" });
  });

  test("go with the close and come back with the reopening; before the close they can be asked for", async () => {
    const team = await start();
    const dealId = await makeDeal(db, team);
    await addContact(team, dealId, "Anna Weiss", "2026-03-03T09:00:00Z");
    await closeDeal(acting(db, team.rep, "2026-03-10T09:00:00Z"), { id: dealId, outcome: "lost" });
    await refreshReadings(db, team.workspace, [dealId], at("2026-03-10T09:00:01Z"));
    expect((await listReadings(db, team.workspace, [dealId])).size).toBe(0);
    const { readings } = await readDeal(acting(db, team.rep, "2026-03-11T09:00:00Z"), { dealId });
    expect(readings).toEqual([]);
    const before = await readDealFlags(db, team.workspace, dealId, at("2026-03-10T08:59:59Z"));
    expect(before.find(({ name }) => name === "Single contact")).toMatchObject({ kind: "up" });

    await reopenDeal(acting(db, team.rep, "2026-03-12T09:00:00Z"), { id: dealId });
    await refreshReadings(db, team.workspace, [dealId], at("2026-03-12T09:00:01Z"));
    expect(await readingOf(team.workspace, dealId, "Single contact")).toMatchObject({
      kind: "up",
      since: "2026-03-12T09:00:00.000Z",
    });
  });

  test("of an archived flag are gone after the next reading of all", async () => {
    const team = await start();
    const dealId = await makeDeal(db, team);
    await refreshReadings(db, team.workspace, "all", at("2026-03-02T10:00:00Z"));
    const flag = (await listFlagsOf(db, team.workspace)).find(({ key }) => key === "single-contact");
    if (!flag) throw new Error("A team starts with this flag.");
    await saveFlag(acting(db, team.admin, "2026-03-02T11:00:00Z"), { ...flag, archived: true });
    await refreshReadings(db, team.workspace, "all", at("2026-03-02T11:00:01Z"));
    const { rows } = await sql<{ count: number }>`
      select count(*) from flag_readings where deal_id = ${dealId} and flag_id = ${flag.id}`.execute(db);
    expect(rows[0]?.count).toBe(0);
  });
});

describe("who may", () => {
  test("a rep does not see a colleague's flags, and does not change what is watched", async () => {
    const team = await start();
    const dealId = await makeDeal(db, team);
    const colleague = acting(db, team.colleague, "2026-03-03T09:00:00Z");
    await expect(readDeal(colleague, { dealId })).rejects.toEqual(refused("NOT_FOUND"));
    const [flag] = await listFlagsOf(db, team.workspace);
    if (!flag) throw new Error("A team starts with flags.");
    await expect(saveFlag(colleague, flag)).rejects.toEqual(refused("NOT_ALLOWED"));
  });

  test("a flag about a step names a step of the process", async () => {
    const team = await start();
    const admin = acting(db, team.admin, "2026-03-03T09:00:00Z");
    const flag = { id: randomUUID(), name: "X", thresholds: { kind: "step-missed" as const }, costly: false };
    const save = (stepId: string | null) => saveFlag(admin, { ...flag, stepId, archived: false });
    await expect(save(null)).rejects.toEqual(refused("STEP_NEEDED"));
    await expect(save(randomUUID())).rejects.toEqual(refused("NOT_FOUND"));
    const [step] = await listStepsOf(db, team.workspace);
    expect(await save(step?.id ?? null)).toMatchObject({ key: null, stepId: step?.id, thresholds: flag.thresholds });
  });
});

describe("a flag tried before it is saved", () => {
  test("is read on the open deals as they are, and saves nothing", async () => {
    const team = await start();
    const [one, other] = [await makeDeal(db, team), await makeDeal(db, team)];
    await addContact(team, one, "Anna Weiss", "2026-03-03T09:00:00Z");
    await closeDeal(acting(db, team.rep, "2026-03-10T09:00:00Z"), { id: other, outcome: "lost" });
    await makeDeal(db, team);
    const before = await listFlagsOf(db, team.workspace);
    const tried = { thresholds: { kind: "single-contact" as const, badContacts: 1, warnContacts: 1 }, stepId: null };
    const now = "2026-03-11T09:00:00Z";
    expect(await previewFlag(acting(db, team.admin, now), tried)).toEqual({ up: 1, down: 0, unknown: 1, onAll: true });
    expect(await listFlagsOf(db, team.workspace)).toEqual(before);
    await expect(previewFlag(acting(db, team.rep, now), tried)).rejects.toEqual(refused("NOT_ALLOWED"));
  });

  test("can look at the fields the CRM tells, each with its values, the most frequent first", async () => {
    const team = await start();
    const industries = ["Retail", "Banking", "Retail", ""];
    for (const industry of industries) {
      const dealId = await makeDeal(db, team);
      const attributes = JSON.stringify({ Industry: industry });
      await db.updateTable("deals").set({ attributes }).where("id", "=", dealId).execute();
    }
    expect(await listFieldsOf(db, team.workspace)).toEqual([{ heading: "Industry", values: ["Retail", "Banking"] }]);
    const condition = {
      field: { kind: "attribute" as const, heading: "industry" },
      is: { kind: "none-of" as const, values: ["retail"] },
    };
    const tried = { thresholds: { kind: "attribute" as const, condition }, stepId: null };
    const preview = await previewFlag(acting(db, team.admin, "2026-03-11T09:00:00Z"), tried);
    expect(preview).toEqual({ up: 1, down: 2, unknown: 1, onAll: true });
  });
});

describe("the jobs", () => {
  const context = (now: string) => ({
    db,
    pool,
    now: at(now),
    log: pino({ level: "silent" }),
    signal: new AbortController().signal,
  });
  const countWaiting = async (workspace: string) => {
    const { rows } = await sql<{ count: number }>`select count(*) from graphile_worker._private_jobs
      where payload ->> 'workspace' = ${workspace} and payload ->> 'all' = 'true'`.execute(db);
    return rows[0]?.count;
  };

  test("ask for all of a team's readings once its own day has begun, and once only", async () => {
    const { workspace } = await start();
    await redFlagsJobs["refresh-flags"]({ workspace, all: true }, context("2026-03-02T10:00:00Z"));
    await redFlagsJobs["refresh-due-workspaces"]({}, context("2026-03-02T22:59:00Z"));
    expect(await countWaiting(workspace)).toBe(0);
    // Midnight in Berlin.
    await redFlagsJobs["refresh-due-workspaces"]({}, context("2026-03-02T23:00:00Z"));
    await redFlagsJobs["refresh-due-workspaces"]({}, context("2026-03-02T23:15:00Z"));
    expect(await countWaiting(workspace)).toBe(1);
  });

  test("refuse a payload that names neither deals nor all", async () => {
    const { workspace } = await start();
    await expect(redFlagsJobs["refresh-flags"]({ workspace }, context("2026-03-02T10:00:00Z"))).rejects.toThrow();
  });
});
