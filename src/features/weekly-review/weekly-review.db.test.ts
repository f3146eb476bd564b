import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import { dayMs } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { askMarketing } from "../audience/packets/ask-marketing.ts";
import { noon, openDeal, startTeam, type TestTeam } from "../check-ups/check-ups.fixture.ts";
import { saveCheckUp } from "../check-ups/save-check-up.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { recordDebrief } from "../debriefs/record-debrief.ts";
import { noAnswers } from "../debriefs/rules.ts";
import { makeCatalogue, type TestCatalogue } from "../pipeline-check/pipeline-check.fixture.ts";
import { createTask } from "../pipeline-check/repair-tasks/create-task.ts";
import { finishTask } from "../pipeline-check/repair-tasks/finish-task.ts";
import { listStepsOf } from "../sales-process/store.ts";
import { updateWorkspace } from "../team/store.ts";
import { showWeek } from "./show-week.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
let catalogue: TestCatalogue;
let dealIds: Record<"oak" | "elm" | "ash", string>;

/** Noon of a Sunday is day 0; the week that is told is the one it ends. The Monday after, it is read aloud. */
const inDays = (acting: Acting, days: number): Acting => ({ ...acting, now: noon + days * dayMs });
const reading = (acting: Acting) => showWeek(inDays(acting, 1), {});

async function closed(acting: Acting, outcome: "won" | "lost", day: number, name: string, amountCents: number) {
  const { id } = await openDeal(inDays(acting, day - 20), team, { name, amountCents, currency: "EUR" });
  await closeDeal(inDays(acting, day), { id, outcome });
  return id;
}

type Learned = { dealId: string; day: number; reasonId: string; stepId?: string };

async function debriefed(acting: Acting, { dealId, day, reasonId, stepId }: Learned) {
  const promise = {
    id: randomUUID(),
    repairId: catalogue.repair.call,
    wording: "I call.",
    flagId: catalogue.flag.decider,
  };
  const answers = {
    ...noAnswers,
    reasons: [{ reasonId, productScope: null, note: "What only they wrote" }],
    missedStepIds: stepId === undefined ? [] : [stepId],
    commitments: [promise],
  };
  await recordDebrief(inDays(acting, day), { dealId, debriefId: randomUUID(), version: 0, answers, secondsSpent: 90 });
  return promise.id;
}

beforeAll(async () => {
  team = await startTeam(db);
  catalogue = await makeCatalogue(db, team.workspace);
  const step = (await listStepsOf(db, team.workspace)).find(({ key }) => key === "decision-makers");
  const { decider, price } = catalogue.reason;
  // Six weeks ago, out of sight; two weeks ago, for the same reason as this week.
  await closed(team.rita, "won", -40, "Before", 1_000);
  const earlier = await closed(team.rita, "lost", -14, "Earlier", 1_000);
  await debriefed(team.rita, { dealId: earlier, day: -13, reasonId: decider });
  dealIds = {
    oak: await closed(team.rita, "lost", -5, "Oak", 900_000),
    elm: await closed(team.rita, "lost", -3, "Elm", 400_000),
    ash: await closed(team.rolf, "lost", -2, "Ash", 2_000_000),
  };
  await closed(team.rita, "won", -1, "Birch", 700_000);
  // On Monday a week begins that is not told.
  await closed(team.rita, "lost", 0.6, "Monday's", 50_000);
  await debriefed(team.rita, { dealId: dealIds.oak, day: -4, reasonId: decider, ...(step ? { stepId: step.id } : {}) });
  await debriefed(team.rolf, { dealId: dealIds.ash, day: -2, reasonId: price });

  const open = await openDeal(inDays(team.rita, -6), team, { name: "Cedar", amountCents: 600_000, currency: "EUR" });
  const flag = {
    workspace_id: team.workspace,
    flag_id: catalogue.flag.decider,
    kind: "up",
    level: "bad",
    evidence: '""',
  };
  const readAt = new Date(noon);
  await db
    .insertInto("flag_readings")
    .values({ ...flag, deal_id: open.id, since: readAt, read_at: readAt })
    .onConflict((conflict) =>
      conflict.columns(["workspace_id", "deal_id", "flag_id"]).doUpdateSet({ kind: "up", level: "bad" }),
    )
    .execute();
  const task = { dealId: open.id, flagId: catalogue.flag.decider, repairId: catalogue.repair.call, commitmentId: null };
  const { id: taskId } = await createTask(inDays(team.rita, -3), { id: randomUUID(), ...task });
  await finishTask(inDays(team.rita, -2), {
    ...{ id: taskId, note: "", activity: null, contact: null, stepAnswer: null, expectedCloseOn: null },
  });
  await saveCheckUp(inDays(team.rita, -2), { id: randomUUID(), dealId: dealIds.elm, dueOn: "2026-11-26", note: "" });
  await askMarketing(inDays(team.max, -4), {
    ...{ id: randomUUID(), question: "Are these ours?", evidence: [{ kind: "figure", filter: {} }] },
  });
});

describe("a week", () => {
  test("is told to whoever leads, of the deals of their team, from Monday to Sunday", async () => {
    const week = await reading(team.max);
    expect([week.week, week.isRunning]).toEqual([{ from: "2026-11-16", until: "2026-11-22" }, false]);
    expect(week.results).toMatchObject({
      ...{ won: 1, lost: 2, noMoney: 0, usual: { won: 1, deals: 2 } },
      ...{
        wonMoney: { amountCents: 700_000, currency: "EUR" },
        lostMoney: { amountCents: 1_300_000, currency: "EUR" },
      },
      // Three deals are too few to say how often.
      ...{ rate: { kind: "too-few" }, change: { kind: "too-few" } },
    });
    expect(week.losses).toMatchObject({ count: 2, debriefed: 1 });
    expect(
      week.losses.rows.map(({ name, reason, missedStep, debriefed: is }) => [name, is, reason, missedStep]),
    ).toEqual([
      ["Oak", true, "Decision makers not identified", "Decision makers identified"],
      ["Elm", false, null, null],
    ]);
    expect(week.wins.map(({ name }) => name)).toEqual(["Birch"]);
    expect(week.reasons.map(({ name, inWeek, before }) => [name, inWeek, before])).toEqual([
      ["Decision makers not identified", 1, 1],
    ]);
  });

  test("says where the same mistake may come again, what was promised and done, whom to call, and what marketing owes", async () => {
    const { risks, promises, checkUps, packets } = await reading(team.max);
    expect(
      risks.map(({ flagId, deals, amount, rows }) => [flagId, deals, amount, rows.map(({ name }) => name)]),
    ).toEqual([[catalogue.flag.decider, 1, { amountCents: 600_000, currency: "EUR" }, ["Cedar"]]]);
    expect(promises).toMatchObject({ made: 1, repaired: 1, kept: 0, open: 0, late: 0 });
    expect(checkUps).toMatchObject({ from: "2026-11-23", until: "2026-11-29", count: 1, late: 0 });
    expect(checkUps.rows.map(({ name, dueOn }) => [name, dueOn])).toEqual([["Acme Ltd", "2026-11-26"]]);
    expect(packets).toMatchObject({ waiting: 1, due: 0 });
  });

  test("of everybody's deals has the largest loss first", async () => {
    const { losses, results } = await reading(team.olga);
    expect(losses.rows.map(({ name, reason }) => [name, reason])).toEqual([
      ["Ash", "Price"],
      ["Oak", "Decision makers not identified"],
      ["Elm", null],
    ]);
    expect(results.lost).toBe(3);
  });

  test("is any other week, too; but none that has not begun", async () => {
    const before = await showWeek(inDays(team.max, 1), { day: "2026-11-08" });
    expect([before.week.from, before.losses.rows.map(({ name }) => name)]).toEqual(["2026-11-02", ["Earlier"]]);
    const running = await showWeek(inDays(team.max, 1), { day: "2026-11-23" });
    expect([running.isRunning, running.losses.rows.map(({ name }) => name)]).toEqual([true, ["Monday's"]]);
    await expect(showWeek(inDays(team.max, 1), { day: "2026-11-30" })).rejects.toThrow(
      expect.objectContaining({ code: "WEEK_TO_COME" }),
    );
  });
});

describe("who reads it", () => {
  test("is no rep", async () => {
    await expect(reading(team.rita)).rejects.toThrow(expect.objectContaining({ code: "NOT_ALLOWED" }));
  });

  test("reads of debriefs what the team shares: marketing is told that there are some, and nothing of them", async () => {
    const told = JSON.stringify(await reading(team.marketing));
    expect(told).toContain("Decision makers not identified");
    expect(told).not.toContain("What only they wrote");
    await updateWorkspace(db, team.workspace, { debriefsShare: "nothing" });
    const closedUp = await reading(team.marketing);
    expect(closedUp.losses.rows.map(({ name, debriefed: is, shared, reason }) => [name, is, shared, reason])).toEqual([
      ["Ash", true, false, null],
      ["Oak", true, false, null],
      ["Elm", false, false, null],
    ]);
    expect([closedUp.reasons, closedUp.risks, closedUp.promises.made]).toEqual([[], [], 0]);
    // Max leads Rita, so that hers are his to read.
    expect((await reading(team.max)).reasons).toHaveLength(1);
    await updateWorkspace(db, team.workspace, { debriefsShare: "everything" });
  });

  test("is told of flags on amounts that no sum is exact of, too", async () => {
    await sql`
      with made as (
        insert into deals (workspace_id, name, owner_id, pipeline_id, stage_id, status, amount_cents, currency)
        select d.workspace_id, 'Wrong unit', d.owner_id, d.pipeline_id, d.stage_id, d.status, 1e15, d.currency
        from deals d, generate_series(1, 10) where d.workspace_id = ${team.workspace} and d.name = 'Cedar'
        returning workspace_id, id
      )
      insert into flag_readings (workspace_id, deal_id, flag_id, kind, level, evidence, since, read_at)
      select workspace_id, id, ${catalogue.flag.decider}, 'up', 'bad', '""', now(), now() from made`.execute(db);
    const { risks } = await reading(team.max);
    expect(risks[0]).toMatchObject({ deals: 11, amount: { amountCents: Number.MAX_SAFE_INTEGER, currency: "EUR" } });
  });
});
