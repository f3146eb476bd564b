import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { noon, openDeal, startTeam, type TestTeam } from "../../check-ups/check-ups.fixture.ts";
import { closeDeal } from "../../deals/close-deal.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { moveCloseDateIn } from "../../deals/move-close-date.ts";
import { saveContact } from "../../deals/save-contact.ts";
import { readDeal } from "../../red-flags/read-deal.ts";
import { listCheckedDeals } from "../list-checked-deals.ts";
import { makeCatalogue, readAllDeals, type TestCatalogue } from "../pipeline-check.fixture.ts";
import { showCheck } from "../show-check.ts";
import { createTask } from "./create-task.ts";
import { dropTask } from "./drop-task.ts";
import { finishTask, type Learned } from "./finish-task.ts";
import { listTasks } from "./store.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
let catalogue: TestCatalogue;
let later: Acting;
beforeAll(async () => {
  team = await startTeam(db);
  catalogue = await makeCatalogue(db, team.workspace);
  later = { ...team.rita, now: noon + 60_000 };
});

const nothing: Learned = { activity: null, contact: null, stepAnswer: null, expectedCloseOn: null };

/** A deal whose date has slipped and whose only contact decides nothing: both flags are up. */
async function dealAtRisk(acting: Acting = team.rita): Promise<string> {
  const { id } = await openDeal(acting, team, { expectedCloseOn: "2026-11-01" });
  await saveContact(acting, {
    dealId: id,
    contactId: randomUUID(),
    name: "Ina",
    email: null,
    phone: null,
    jobTitle: null,
    role: "influencer",
  });
  await readAllDeals(acting);
  return id;
}

const task = (acting: Acting, dealId: string, flagId = catalogue.flag.slipped, id: string = randomUUID()) =>
  createTask(acting, { id, dealId, flagId, repairId: catalogue.repair.call, commitmentId: null });

const openTasks = async (acting: Acting, dealId: string) => {
  const visible = await findVisibleOwners(db, acting.session);
  return listTasks(db, acting.session.workspace, { visible, dealId, state: "open" }, { after: null, limit: 50 });
};

describe("one click", () => {
  test("makes a repair a task with its opening line, due as the repair says, for the deal's owner", async () => {
    const dealId = await dealAtRisk();
    expect(await task(team.max, dealId)).toMatchObject({
      dealId,
      flagName: "Close date slipped",
      repairName: "Call for the missing information",
      openingLine: "Who else decides on this?",
      dueOn: "2026-11-24",
      ownerName: "Rita",
      state: "open",
    });
  });

  test("counts days as the workspace does: an hour before midnight there, tomorrow has not begun", async () => {
    const dealId = await dealAtRisk();
    const late = { ...team.rita, now: Date.parse("2026-11-22T22:30:00Z") };
    const past = { ...team.rita, now: Date.parse("2026-11-22T23:30:00Z") };
    expect((await task(late, dealId)).dueOn).toBe("2026-11-24");
    expect((await task(past, dealId, catalogue.flag.decider)).dueOn).toBe("2026-11-25");
  });

  test("a second click, even at once, finds the first task", async () => {
    const dealId = await dealAtRisk();
    const clicks = await Promise.all([task(team.rita, dealId), task(team.rita, dealId), task(team.max, dealId)]);
    expect(new Set(clicks.map(({ id }) => id)).size).toBe(1);
    const [first] = await openTasks(team.rita, dealId);
    const { rows } = await listCheckedDeals(team.rita, { flagId: catalogue.flag.slipped, kind: "up", limit: 50 });
    expect(rows.find(({ deal }) => deal.id === dealId)?.openTaskId).toBe(first?.id);
  });

  test("on a closed deal there is nothing left to repair", async () => {
    const dealId = await dealAtRisk();
    await closeDeal(later, { id: dealId, outcome: "lost" });
    await expect(task(later, dealId)).rejects.toMatchObject({ code: "DEAL_CLOSED" });
  });
});

describe("doing it", () => {
  test("lowers the flag at once, and the history shows it", async () => {
    const dealId = await dealAtRisk();
    const { id } = await task(team.rita, dealId);
    const {
      task: done,
      before,
      after,
    } = await finishTask(later, {
      ...nothing,
      id,
      note: "They sign in December.",
      expectedCloseOn: "2026-12-15",
    });
    expect(done).toMatchObject({ state: "done", outcomeNote: "They sign in December." });
    expect(before).toMatchObject({ kind: "up", level: "bad", flagId: catalogue.flag.slipped });
    expect(after).toMatchObject({ kind: "down", evidence: expect.stringContaining("2026-12-15") });

    const { readings, history } = await readDeal(later, { dealId });
    expect(readings.find(({ flagId }) => flagId === catalogue.flag.slipped)).toEqual(after);
    expect(history[0]).toMatchObject({
      flagId: catalogue.flag.slipped,
      was: "up",
      became: "down",
      at: new Date(later.now).toISOString(),
    });
  });

  test("the open deals are seen afresh without waiting for a job", async () => {
    const other = await startTeam(db);
    const others = await makeCatalogue(db, other.workspace);
    const { id: dealId } = await openDeal(other.rita, other, { expectedCloseOn: "2026-11-01" });
    await readAllDeals(other.rita);
    const ask = { id: randomUUID(), dealId, flagId: others.flag.slipped, repairId: others.repair.call };
    const { id } = await createTask(other.rita, { ...ask, commitmentId: null });
    const soon = { ...other.rita, now: noon + 60_000 };
    await finishTask(soon, { ...nothing, id, note: "", expectedCloseOn: "2026-12-15" });
    expect(await showCheck(soon, {})).toMatchObject({ refreshing: 0, rules: [{ atRisk: 0, safe: 1 }] });
  });

  test("what was learned becomes facts of the deal: a decision maker and the call that found them", async () => {
    const dealId = await dealAtRisk();
    const { id } = await task(team.rita, dealId, catalogue.flag.decider);
    const { before, after } = await finishTask(later, {
      ...nothing,
      id,
      note: "Frau Berg signs.",
      contact: { contactId: randomUUID(), name: "Frau Berg", role: "decision-maker" },
      activity: { id: randomUUID(), kind: "call", answered: true, happenedAt: new Date(noon).toISOString() },
    });
    expect(before.kind).toBe("up");
    expect(after).toMatchObject({ kind: "down", evidence: "Frau Berg is the decision maker." });
    const logged = await db.selectFrom("activities").selectAll().where("deal_id", "=", dealId).execute();
    expect(logged).toMatchObject([
      { kind: "call", direction: "outgoing", answered: true, subject: "Call for the missing information" },
    ]);
  });

  test("when nothing was learned, the flag stays up", async () => {
    const dealId = await dealAtRisk();
    const { id } = await task(team.rita, dealId);
    const { before, after } = await finishTask(later, { ...nothing, id, note: "" });
    expect(after).toEqual(before);
  });

  test("a part that cannot be recorded leaves nothing of the rest", async () => {
    const dealId = await dealAtRisk();
    const { id } = await task(team.rita, dealId);
    const learned = {
      ...nothing,
      activity: { id: randomUUID(), kind: "call" as const, answered: true, happenedAt: new Date(noon).toISOString() },
      stepAnswer: { id: randomUUID(), stepId: randomUUID(), answer: "June", saidBy: "Ina" },
    };
    await expect(finishTask(later, { ...learned, id, note: "" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await openTasks(team.rita, dealId)).toMatchObject([{ id, state: "open" }]);
    expect(await db.selectFrom("activities").select("id").where("deal_id", "=", dealId).execute()).toEqual([]);
  });

  test("repairs done while all deals are read for the first time wait for each other, and none fails", async () => {
    const busy = await startTeam(db);
    const { flag, repair } = await makeCatalogue(db, busy.workspace);
    const tasks = await Promise.all(
      Array.from({ length: 8 }, async () => {
        const { id: dealId } = await openDeal(busy.rita, busy, { expectedCloseOn: "2026-11-01" });
        const ask = { id: randomUUID(), dealId, flagId: flag.slipped, repairId: repair.call, commitmentId: null };
        return createTask(busy.rita, ask);
      }),
    );
    const soon = { ...busy.rita, now: noon + 60_000 };
    const finish = (id: string) => finishTask(soon, { ...nothing, id, note: "", expectedCloseOn: "2026-12-15" });
    const [first, ...others] = await Promise.all([readAllDeals(soon), ...tasks.map(({ id }) => finish(id))]);
    expect(first).toBeUndefined();
    expect(others).toMatchObject(tasks.map(() => ({ after: { kind: "down" } })));
    expect(await showCheck(soon, {})).toMatchObject({ refreshing: 0, rules: [{ atRisk: 0, safe: 8 }] });
  });

  test("a task is finished or dropped once", async () => {
    const dealId = await dealAtRisk();
    const { id } = await task(team.rita, dealId);
    expect(await dropTask(team.rita, { id, note: "They called us." })).toMatchObject({
      state: "dropped",
      outcomeNote: "They called us.",
    });
    await expect(finishTask(later, { ...nothing, id, note: "" })).rejects.toMatchObject({ code: "TASK_FINISHED" });
    await expect(dropTask(later, { id, note: "" })).rejects.toMatchObject({ code: "TASK_FINISHED" });
    expect((await task(later, dealId)).id).not.toBe(id);
  });
});

describe("who may", () => {
  test("the rep and those above; a colleague finds nothing, marketing only reads", async () => {
    const dealId = await dealAtRisk();
    await expect(task(team.rolf, dealId)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(task(team.marketing, dealId)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    const { id } = await task(team.rita, dealId);
    await expect(finishTask(team.rolf, { ...nothing, id, note: "" })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(dropTask(team.marketing, { id, note: "" })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    expect(await openTasks(team.rolf, dealId)).toEqual([]);
    expect(await openTasks(team.marketing, dealId)).toHaveLength(1);
    const { olga } = await startTeam(db);
    await expect(dropTask(olga, { id, note: "" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

test("a date put off again and again comes down once it is agreed with the buyer, even a later one or the same", async () => {
  for (const agreedOn of ["2027-03-01", "2027-02-01"]) {
    const { id: dealId } = await openDeal(team.rita, team, { expectedCloseOn: "2026-12-01" });
    for (const [minutes, expectedCloseOn] of [
      [1, "2027-01-01"],
      [2, "2027-01-15"],
      [3, "2027-02-01"],
    ] as const) {
      const acting = { session: team.rita.session, now: noon + minutes * 60_000 };
      await db.transaction().execute((tx) => moveCloseDateIn(tx, acting, { dealId, expectedCloseOn }));
    }
    const soon = { ...team.rita, now: noon + 240_000 };
    const { id } = await task(soon, dealId);
    const done = await finishTask(soon, { ...nothing, id, note: "", expectedCloseOn: agreedOn });
    expect(done.before).toMatchObject({ kind: "up", level: "warn" });
    expect(done.after).toMatchObject({ kind: "down", evidence: expect.stringContaining("agreed with the buyer") });
  }
});
