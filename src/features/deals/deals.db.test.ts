import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../platform/database/database.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/database/test-database.ts";
import { closeDeal } from "./close-deal.ts";
import { acting, countRefreshes, dealInput, makeDeal, makePipeline, makeTeam, type Team } from "./deals.fixture.ts";
import { listDeals } from "./list-deals.ts";
import { moveCloseDateIn } from "./move-close-date.ts";
import { moveDeal } from "./move-deal.ts";
import { listDealRecords } from "./record/store.ts";
import { reopenDeal } from "./reopen-deal.ts";
import { asOf } from "./rules.ts";
import { saveDeal } from "./save-deal.ts";
import { showDeal } from "./show-deal.ts";
import { snoozeDeal, wakeDeal } from "./snooze-deal.ts";

let database: TestDatabase;
let db: Database;
let team: Team;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  team = await makeTeam(db);
});
afterAll(() => database.drop());

const asRep = (now: string) => acting(db, team.rep, now);
const record = async (dealId: string) => {
  const [found] = await listDealRecords(db, team.workspace, [dealId]);
  if (!found) throw new Error("no record");
  return found;
};
const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });

describe("who sees and changes a deal", () => {
  test("a deal of another workspace is not there, whoever asks", async () => {
    const other = await makeTeam(db);
    const dealId = await makeDeal(db, other);
    const asAdmin = acting(db, team.admin, "2026-03-05T09:00:00Z");
    await expect(showDeal(asAdmin, { id: dealId })).rejects.toEqual(refusal("NOT_FOUND"));
    await expect(closeDeal(asAdmin, { id: dealId, outcome: "lost" })).rejects.toEqual(refusal("NOT_FOUND"));
    const listed = await listDeals(asAdmin, { limit: 200 });
    expect(listed.rows.map(({ id }) => id)).not.toContain(dealId);
    expect(await listDealRecords(db, team.workspace, [dealId])).toEqual([]);
    const mine = dealInput(team, { ownerId: other.rep.memberId });
    await expect(saveDeal(asAdmin, mine)).rejects.toEqual(refusal("NOT_FOUND"));
    const strange = dealInput(team, { pipelineId: other.pipeline.id, stageId: other.pipeline.stage.demo });
    await expect(saveDeal(asAdmin, strange)).rejects.toEqual(refusal("NOT_FOUND"));
  });

  test("a colleague's deal is not a rep's to see or change; their manager's and an admin's it is", async () => {
    const id = await makeDeal(db, team);
    const now = "2026-03-05T09:00:00Z";
    const asColleague = acting(db, team.colleague, now);
    await expect(showDeal(asColleague, { id })).rejects.toEqual(refusal("NOT_FOUND"));
    await expect(moveDeal(asColleague, { id, stageId: team.pipeline.stage.demo })).rejects.toEqual(
      refusal("NOT_FOUND"),
    );
    const stolen = dealInput(team, { id, ownerId: team.colleague.memberId });
    await expect(saveDeal(asColleague, stolen)).rejects.toEqual(refusal("NOT_FOUND"));
    expect((await listDeals(asColleague, { limit: 200 })).rows).toEqual([]);
    expect((await listDeals(asColleague, { limit: 200, ownerId: team.rep.memberId })).rows).toEqual([]);
    for (const session of [team.rep, team.manager, team.admin]) {
      expect(await showDeal(acting(db, session, now), { id })).toMatchObject({ id, mayChange: true });
    }
  });

  test("marketing reads a deal and changes nothing on it", async () => {
    const id = await makeDeal(db, team);
    const asMarketing = acting(db, team.marketing, "2026-03-05T09:00:00Z");
    expect(await showDeal(asMarketing, { id })).toMatchObject({ id, mayChange: false });
    await expect(closeDeal(asMarketing, { id, outcome: "lost" })).rejects.toEqual(refusal("NOT_ALLOWED"));
  });

  test("a deal without an owner is seen by managers, not by reps", async () => {
    const id = await makeDeal(db, team, { ownerId: null });
    expect(await showDeal(acting(db, team.manager, "2026-03-05T09:00:00Z"), { id })).toMatchObject({ id });
    const unowned = (rows: { id: string }[]) => rows.some((row) => row.id === id);
    const list = (session: Team["rep"]) => listDeals(acting(db, session, "2026-03-05T09:00:00Z"), { limit: 200 });
    expect(unowned((await list(team.manager)).rows)).toBe(true);
    await expect(showDeal(asRep("2026-03-05T09:00:00Z"), { id })).rejects.toEqual(refusal("NOT_FOUND"));
    expect(unowned((await list(team.rep)).rows)).toBe(false);
  });

  test("a rep passes a deal to nobody, their manager to somebody of the team", async () => {
    const id = await makeDeal(db, team);
    const passed = dealInput(team, { id, ownerId: team.colleague.memberId });
    await expect(saveDeal(asRep("2026-03-05T09:00:00Z"), passed)).rejects.toEqual(refusal("NOT_ALLOWED"));
    const taken = { ...passed, ownerId: team.manager.memberId };
    expect(await saveDeal(acting(db, team.manager, "2026-03-05T09:00:00Z"), taken)).toMatchObject({
      ownerName: "Mona",
    });
  });
});

describe("a deal by hand", () => {
  test("saving the same deal twice makes one, and one account whatever its case", async () => {
    const input = dealInput(team, { ownerId: team.rep.memberId, accountName: "Globex" });
    const first = await saveDeal(asRep("2026-03-02T09:00:00Z"), input);
    const again = await saveDeal(asRep("2026-03-02T09:01:00Z"), { ...input, accountName: "GLOBEX" });
    expect(again).toEqual(first);
    expect(first).toMatchObject({ accountName: "Globex", status: "open", createdAt: "2026-03-02T09:00:00.000Z" });
    expect((await record(input.id)).stageChanges).toEqual([
      {
        stageId: team.pipeline.stage.qualify,
        enteredAt: Date.parse("2026-03-02T09:00:00Z"),
        knownAt: Date.parse("2026-03-02T09:00:00Z"),
      },
    ]);
  });

  test("two people naming the same new account at once mean one account", async () => {
    const save = () =>
      saveDeal(asRep("2026-03-02T09:00:00Z"), dealInput(team, { ownerId: team.rep.memberId, accountName: "Initech" }));
    const [one, other] = await Promise.all([save(), save()]);
    expect(one.accountId).toBe(other.accountId);
  });

  test("what the amount and the close date were before stays known", async () => {
    const id = await makeDeal(db, team, { amountCents: 100_00, expectedCloseOn: "2026-06-30" });
    const change = dealInput(team, {
      id,
      ownerId: team.rep.memberId,
      amountCents: 80_00,
      expectedCloseOn: "2026-07-31",
    });
    await saveDeal(asRep("2026-04-01T09:00:00Z"), change);
    await db
      .transaction()
      .execute((tx) =>
        moveCloseDateIn(tx, asRep("2026-05-01T09:00:00Z"), { dealId: id, expectedCloseOn: "2026-08-31" }),
      );
    const { amountChanges, closeDateChanges } = await record(id);
    expect(amountChanges.map(({ amountCents }) => amountCents)).toEqual([100_00, 80_00]);
    expect(closeDateChanges.map((each) => [each.expectedCloseOn, new Date(each.knownAt).toISOString()])).toEqual([
      ["2026-06-30", "2026-03-02T09:00:00.000Z"],
      ["2026-07-31", "2026-04-01T09:00:00.000Z"],
      ["2026-08-31", "2026-05-01T09:00:00.000Z"],
    ]);
  });

  test("every change asks for the deal's flags to be read again, by one job however many changes wait", async () => {
    const id = await makeDeal(db, team);
    expect(await countRefreshes(db, id)).toBe(1);
    await moveDeal(asRep("2026-03-03T09:00:00Z"), { id, stageId: team.pipeline.stage.demo });
    expect(await countRefreshes(db, id)).toBe(2);
    const jobs = await sql`select from graphile_worker.jobs
      where task_identifier = 'refresh-flags' and key = ${`refresh-flags:${team.workspace}:asked`}`.execute(db);
    expect(jobs.rows).toHaveLength(1);
  });
});

describe("moving through the stages", () => {
  test("a move is known from now on, for when it happened", async () => {
    const id = await makeDeal(db, team);
    const moved = { id, stageId: team.pipeline.stage.demo, enteredAt: "2026-03-03T15:00:00Z" };
    expect(await moveDeal(asRep("2026-03-05T09:00:00Z"), moved)).toMatchObject({ stageName: "demo" });
    expect((await record(id)).stageChanges.at(-1)).toEqual({
      stageId: team.pipeline.stage.demo,
      enteredAt: Date.parse("2026-03-03T15:00:00Z"),
      knownAt: Date.parse("2026-03-05T09:00:00Z"),
    });
  });

  test("a stage told for earlier completes the history and leaves the deal where it stands", async () => {
    const id = await makeDeal(db, team);
    await moveDeal(asRep("2026-03-10T09:00:00Z"), { id, stageId: team.pipeline.stage.proposal });
    const told = { id, stageId: team.pipeline.stage.demo, enteredAt: "2026-03-06T09:00:00Z" };
    expect(await moveDeal(asRep("2026-03-11T09:00:00Z"), told)).toMatchObject({ stageName: "proposal" });
    const { qualify, demo, proposal } = team.pipeline.stage;
    expect((await record(id)).stageChanges.map(({ stageId }) => stageId)).toEqual([qualify, demo, proposal]);
  });

  test("only to an open stage of its own pipeline, not in the future, and not once closed", async () => {
    const id = await makeDeal(db, team);
    const { stage } = team.pipeline;
    const now = asRep("2026-03-05T09:00:00Z");
    const other = await makePipeline(db, team.workspace);
    await expect(moveDeal(now, { id, stageId: stage.lost })).rejects.toEqual(refusal("STAGE_NOT_OPEN"));
    await expect(moveDeal(now, { id, stageId: other.stage.demo })).rejects.toEqual(refusal("STAGE_NOT_OPEN"));
    const tomorrow = { id, stageId: stage.demo, enteredAt: "2026-03-06T09:00:00Z" };
    await expect(moveDeal(now, tomorrow)).rejects.toEqual(refusal("TIME_NOT_POSSIBLE"));
    await closeDeal(now, { id, outcome: "won" });
    await expect(moveDeal(now, { id, stageId: stage.demo })).rejects.toEqual(refusal("DEAL_CLOSED"));
  });
});

describe("a deal that arrived without a history", () => {
  async function arrive(): Promise<string> {
    const { pipeline, workspace, rep } = team;
    const id = randomUUID();
    const place = {
      workspace_id: workspace,
      id,
      owner_id: rep.memberId,
      pipeline_id: pipeline.id,
      stage_id: pipeline.stage.qualify,
    };
    const said = {
      name: "From the CRM",
      status: "open",
      amount_cents: 500,
      currency: "EUR",
      expected_close_on: "2026-06-30",
    };
    const when = { created_at: new Date("2026-01-05T00:00:00Z"), recorded_at: new Date("2026-03-02T09:00:00.123Z") };
    await db
      .insertInto("deals")
      .values({ ...place, ...said, ...when })
      .execute();
    return id;
  }

  test("what was known of it before never changes with what is written down later", async () => {
    const id = await arrive();
    const before = await record(id);
    const read = Date.parse("2026-03-05T00:00:00Z");
    expect(before.stageChanges).toMatchObject([{ stageId: team.pipeline.stage.qualify, assumedAt: true }]);
    await moveDeal(asRep("2026-03-06T09:00:00Z"), { id, stageId: team.pipeline.stage.demo });
    const change = { id, ownerId: team.rep.memberId, stageId: team.pipeline.stage.proposal, amountCents: null };
    await saveDeal(asRep("2026-03-07T09:00:00Z"), dealInput(team, { ...change, expectedCloseOn: "2026-09-30" }));
    await closeDeal(asRep("2026-03-08T09:00:00Z"), { id, outcome: "won" });
    await reopenDeal(asRep("2026-03-09T09:00:00Z"), { id });
    expect(asOf(await record(id), read)).toEqual(asOf(before, read));
    const { qualify, demo, proposal, won } = team.pipeline.stage;
    const stages = (await record(id)).stageChanges.map(({ stageId }) => stageId);
    expect(stages).toEqual([qualify, demo, proposal, won, proposal]);
  });

  test("a stage told for before it arrived is history, and does not move it", async () => {
    const id = await arrive();
    const told = { id, stageId: team.pipeline.stage.demo, enteredAt: "2026-02-01T09:00:00Z" };
    expect(await moveDeal(asRep("2026-03-06T09:00:00Z"), told)).toMatchObject({ stageName: "qualify" });
    expect((await record(id)).stageChanges).toMatchObject([
      { stageId: team.pipeline.stage.demo },
      { stageId: team.pipeline.stage.qualify, assumedAt: true },
    ]);
  });

  test("opened again, it is in the pipeline's first open stage when no other is known", async () => {
    const id = await arrive();
    const lost = { status: "lost", closed_at: new Date("2026-02-01T00:00:00Z"), stage_id: team.pipeline.stage.lost };
    await db.updateTable("deals").set(lost).where("id", "=", id).execute();
    const strange = { id, stageId: team.pipeline.stage.won };
    await expect(reopenDeal(asRep("2026-03-06T09:00:00Z"), strange)).rejects.toEqual(refusal("STAGE_NOT_OPEN"));
    expect(await reopenDeal(asRep("2026-03-06T09:00:00Z"), { id })).toMatchObject({ stageName: "qualify" });
  });
});

describe("closing and reopening", () => {
  test("a lost deal stands in the lost stage, and the same request again changes nothing", async () => {
    const id = await makeDeal(db, team);
    const lost = { id, outcome: "lost", lossKind: "competitor", closedAt: "2026-03-04T12:00:00Z" } as const;
    const first = await closeDeal(asRep("2026-03-05T09:00:00Z"), lost);
    expect(first).toMatchObject({
      status: "lost",
      lossKind: "competitor",
      stageName: "lost",
      closedAt: "2026-03-04T12:00:00.000Z",
      debriefed: false,
    });
    const known = await record(id);
    expect(await closeDeal(asRep("2026-03-05T10:00:00Z"), lost)).toEqual(first);
    expect(await record(id)).toEqual(known);
    await expect(closeDeal(asRep("2026-03-05T10:00:00Z"), { id, outcome: "won" })).rejects.toEqual(
      refusal("DEAL_CLOSED"),
    );
  });

  test("of two people who close a deal at once, one is heard and the other told", async () => {
    const id = await makeDeal(db, team);
    const settled = await Promise.allSettled([
      closeDeal(asRep("2026-03-05T09:00:00Z"), { id, outcome: "won" }),
      closeDeal(acting(db, team.manager, "2026-03-05T09:00:00Z"), { id, outcome: "lost", lossKind: "no-decision" }),
    ]);
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(settled.find(({ status }) => status === "rejected")).toMatchObject({ reason: refusal("DEAL_CLOSED") });
    expect((await record(id)).outcomes).toHaveLength(1);
  });

  test("not in the future, and a clock a little ahead of ours is now", async () => {
    const id = await makeDeal(db, team);
    const ahead = { id, outcome: "lost", closedAt: "2026-03-05T09:02:00Z" } as const;
    await expect(closeDeal(asRep("2026-03-04T09:00:00Z"), ahead)).rejects.toEqual(refusal("TIME_NOT_POSSIBLE"));
    expect(await closeDeal(asRep("2026-03-05T09:00:00Z"), ahead)).toMatchObject({
      closedAt: "2026-03-05T09:00:00.000Z",
    });
  });

  test("reopening keeps the outcome, the history, the contacts' follow-ups and the recorded debrief", async () => {
    const id = await makeDeal(db, team);
    await moveDeal(asRep("2026-03-03T09:00:00Z"), { id, stageId: team.pipeline.stage.demo });
    await closeDeal(asRep("2026-03-05T09:00:00Z"), { id, outcome: "lost", lossKind: "no-decision" });
    const debrief = { workspace_id: team.workspace, id: randomUUID(), deal_id: id, outcome: "lost", state: "recorded" };
    await db
      .insertInto("debriefs")
      .values({ ...debrief, closed_at: new Date("2026-03-05T09:00:00Z"), started_at: new Date("2026-03-05T09:10:00Z") })
      .execute();
    await db
      .insertInto("check_ups")
      .values({
        workspace_id: team.workspace,
        id: randomUUID(),
        deal_id: id,
        due_on: "2026-12-05",
        basis: "usual-term",
        created_at: new Date(),
      })
      .execute();
    expect(await showDeal(asRep("2026-03-06T09:00:00Z"), { id })).toMatchObject({ debriefed: true });

    const open = await reopenDeal(asRep("2026-04-01T09:00:00Z"), { id });
    expect(open).toMatchObject({ status: "open", lossKind: null, closedAt: null, stageName: "demo", debriefed: false });
    const { outcomes } = await record(id);
    expect(outcomes).toEqual([
      {
        status: "lost",
        lossKind: "no-decision",
        closedAt: Date.parse("2026-03-05T09:00:00Z"),
        reopenedAt: Date.parse("2026-04-01T09:00:00Z"),
      },
    ]);
    const kept = (table: "debriefs" | "check_ups") =>
      db.selectFrom(table).select("id").where("deal_id", "=", id).execute();
    expect(await kept("debriefs")).toHaveLength(1);
    expect(await kept("check_ups")).toHaveLength(1);
    await expect(reopenDeal(asRep("2026-04-01T09:00:00Z"), { id })).rejects.toEqual(refusal("DEAL_OPEN"));

    // A close that came before the reopening would stand where the debriefed one did.
    const earlier = { id, outcome: "lost", closedAt: "2026-03-05T09:00:00Z" } as const;
    await expect(closeDeal(asRep("2026-04-02T09:00:00Z"), earlier)).rejects.toEqual(refusal("TIME_NOT_POSSIBLE"));
    const again = await closeDeal(asRep("2026-04-02T09:00:00Z"), { id, outcome: "lost" });
    expect(again).toMatchObject({ status: "lost", lossKind: "unknown", debriefed: false });
    expect((await record(id)).outcomes).toHaveLength(2);
  });
});

describe("a deal at rest", () => {
  test("rests until its day, unless it is woken, and a new rest ends the old one", async () => {
    const id = await makeDeal(db, team);
    const rest = { id, snoozeId: randomUUID(), reason: "Budget comes in May", untilOn: "2026-05-04" };
    expect(await snoozeDeal(asRep("2026-03-05T09:00:00Z"), rest)).toMatchObject({ snoozedUntil: "2026-05-04" });
    await snoozeDeal(asRep("2026-03-05T09:00:00Z"), rest);
    const longer = { ...rest, snoozeId: randomUUID(), untilOn: "2026-06-01" };
    expect(await snoozeDeal(asRep("2026-03-06T09:00:00Z"), longer)).toMatchObject({ snoozedUntil: "2026-06-01" });
    expect((await record(id)).snoozes.map(({ endedAt }) => endedAt)).toEqual([
      Date.parse("2026-03-06T09:00:00Z"),
      null,
    ]);
    const listed = async (now: string) =>
      (await listDeals(asRep(now), { limit: 200 })).rows.find((row) => row.id === id);
    expect(await listed("2026-05-31T12:00:00Z")).toMatchObject({ snoozedUntil: "2026-06-01" });
    // Midnight in Berlin is 22:00 the day before in UTC.
    expect(await listed("2026-05-31T22:30:00Z")).toMatchObject({ snoozedUntil: null });
    expect(await wakeDeal(asRep("2026-03-07T09:00:00Z"), { id })).toMatchObject({ snoozedUntil: null });
    expect(await wakeDeal(asRep("2026-03-07T09:00:00Z"), { id })).toMatchObject({ snoozedUntil: null });
  });

  test("only an open deal, and only until a day to come", async () => {
    const id = await makeDeal(db, team);
    const rest = { id, snoozeId: randomUUID(), reason: "Holidays", untilOn: "2026-03-05" };
    await expect(snoozeDeal(asRep("2026-03-05T09:00:00Z"), rest)).rejects.toEqual(refusal("DAY_NOT_TO_COME"));
    await closeDeal(asRep("2026-03-05T09:00:00Z"), { id, outcome: "lost" });
    const late = { ...rest, untilOn: "2026-03-15" };
    await expect(snoozeDeal(asRep("2026-03-05T09:00:00Z"), late)).rejects.toEqual(refusal("DEAL_CLOSED"));
  });
});
