import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "../../../../../platform/database/test-database.ts";
import { acting, makeStep, makeTeam } from "../../../../deals/deals.fixture.ts";
import { listDealRecords } from "../../../../deals/record/store.ts";
import { asOf } from "../../../../deals/rules.ts";
import { missedSteps } from "../../../../sales-process/rules.ts";
import { listPipelinesOf, listStepsOf } from "../../../../sales-process/store.ts";
import { makeHistory, type PlainDeal, plainDay, sketches } from "../../kpis.fixture.ts";
import { listFigureDeals } from "../../list-figure-deals.ts";
import { dealAtWork, expectRatio, insertDealsAtWork } from "../work.fixture.ts";
import type { Standings } from "./contract.ts";
import { showPreparation } from "./show-preparation.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const now = "2026-06-15T12:00:00Z";

type Answer = { dealId: string; stepId: string; done: boolean; at: number; knownAt?: number };

async function insertAnswers(workspace: string, answers: readonly Answer[]) {
  const rows = answers.map(({ dealId, stepId, done, at, knownAt = at }) => ({
    ...{ workspace_id: workspace, deal_id: dealId, step_id: stepId, done },
    ...{ happened_at: new Date(at), known_at: new Date(knownAt) },
  }));
  if (rows.length > 0) await db.insertInto("step_answers").values(rows).execute();
}

// docs/methods/figures-of-work.md, "Preparation", worked example.
test("in the worked example, 9 of 10 steps due were done in time before wins, and 3 of 8 before losses", async () => {
  const team = await makeTeam(db);
  const { qualify, demo, proposal, won, lost } = team.pipeline.stage;
  const [asked, decider] = [
    await makeStep(db, team, "Time frame", demo),
    await makeStep(db, team, "Decision maker", proposal),
  ];
  const day = (number: number) => Date.UTC(2026, 1, number, 12);
  // Qualify on the 2nd of February, demo on the 5th, proposal on the 10th, closed on the 20th.
  const deal = (status: "won" | "lost", proposed: boolean) =>
    dealAtWork(team, {
      ...{ status, closedAt: day(20) },
      entries: [
        { stageId: qualify, enteredAt: day(2) },
        { stageId: demo, enteredAt: day(5) },
        ...(proposed ? [{ stageId: proposal, enteredAt: day(10) }] : []),
        { stageId: status === "won" ? won : lost, enteredAt: day(20) },
      ],
    });
  const answers: Answer[] = [];
  const answered = (told: ReturnType<typeof deal>, ...steps: [string, number][]) => {
    for (const [stepId, on] of steps) answers.push({ dealId: told.id, stepId, done: true, at: day(on) });
    return told;
  };
  await insertDealsAtWork(db, team.workspace, [
    ...[3, 4, 5, 5].map((on) => answered(deal("won", true), [asked, on], [decider, on + 3])),
    answered(deal("won", true), [asked, 3], [decider, 12]),
    ...[3, 4].map((on) => answered(deal("lost", true), [asked, on])),
    answered(deal("lost", true), [asked, 6]),
    answered(deal("lost", false), [asked, 4]),
    // Lost before the proposal: the decision maker was known early, and was not due.
    answered(deal("lost", false), [decider, 4]),
    // Told after the close: no preparation for it.
    answered(deal("lost", true), [asked, 21]),
  ]);
  await insertAnswers(team.workspace, answers);
  const { figures } = await showPreparation(acting(db, team.rep, now), { period: "this-year" });
  expect(figures).toMatchObject({
    won: { deals: 5, due: 10, inTime: 9, late: 1, missed: 0 },
    lost: { deals: 5, due: 8, inTime: 3, late: 1, missed: 4 },
    notRecorded: { won: 0, lost: 1 },
    inTime: {
      won: { kind: "known", value: 0.9 },
      lost: { kind: "known", value: 0.375 },
      difference: { value: expect.closeTo(0.525, 9), low: expect.closeTo(0.0884, 3), high: expect.closeTo(0.9616, 3) },
    },
    late: { value: expect.closeTo(2 / 18, 9) },
    missed: { value: expect.closeTo(4 / 18, 9) },
    steps: [
      {
        name: "Decision maker",
        won: { due: 5, inTime: 4, late: 1 },
        lost: { due: 3, missed: 3 },
        inTimeLost: { kind: "too-few" },
      },
      {
        name: "Time frame",
        won: { due: 5, inTime: 5 },
        lost: { due: 5, inTime: 3, late: 1, missed: 1 },
        inTimeLost: { value: 0.6 },
      },
    ],
  });
});

const days = { from: "2026-02-01", until: "2026-05-31" };
const told = fc.record({
  deal: fc.nat(39),
  step: fc.nat(3),
  done: fc.integer({ min: 0, max: 4 }).map((draw) => draw > 0),
  at: fc.integer({ min: 0, max: 200 * 24 * 4 }).map((quarter) => Date.UTC(2026, 0, 1) + quarter * 900_000),
  /** Most are known at once, some are told later, some on another day. */
  learned: fc.constantFrom(0, 0, 0, 0, 900_000, 5 * 86_400_000),
});

test("agrees with the standing of every step on every deal as of its close, and opens their deals", async () => {
  await fc.assert(
    fc.asyncProperty(
      sketches,
      fc.array(told, { minLength: 40, maxLength: 200 }),
      fc.array(fc.option(fc.nat(180)), { minLength: 40, maxLength: 40 }),
      fc.constantFrom("Europe/Berlin", "America/Los_Angeles", "Pacific/Apia"),
      async (drawn, answers, arrivals, timeZone) => {
        const { team, pipelines, deals } = await makeHistory(db, drawn);
        const { workspace } = team;
        const [first, second] = pipelines;
        if (!first || !second) throw new Error("two pipelines were expected");
        // Due before a stage in both pipelines, in one (elsewhere at the close), in none, and one that is asked no more.
        const both = await makeStep(db, team, "Both", first.stage.demo);
        const deadline = { workspace_id: workspace, step_id: both, pipeline_id: second.id };
        await db
          .insertInto("step_deadlines")
          .values({ ...deadline, before_stage_id: second.stage.proposal })
          .execute();
        const steps = [
          both,
          await makeStep(db, team, "One", first.stage.proposal),
          await makeStep(db, team, "Close"),
          await makeStep(db, team, "Old"),
        ];
        await db
          .updateTable("sales_steps")
          .set({ archived_at: new Date(now) })
          .where("id", "=", steps[3] ?? "")
          .execute();
        await insertAnswers(
          workspace,
          answers.flatMap(({ deal, step, done, at, learned }) => {
            const [of, stepId] = [deals[deal], steps[step]];
            return of && stepId ? [{ dealId: of.id, stepId, done, at, knownAt: at + learned }] : [];
          }),
        );
        // Some deals arrived here while they were open, the others long afterwards.
        for (const [place, arrival] of arrivals.entries()) {
          const deal = deals[place];
          if (arrival === null || !deal) continue;
          const recorded = { recorded_at: new Date(Date.UTC(2026, 0, 1 + arrival, 7)) };
          await db.updateTable("deals").set(recorded).where("id", "=", deal.id).execute();
        }
        const by = acting(db, { ...team.admin, timeZone }, now);
        const { figures } = await showPreparation(by, days);

        const process = { steps: await listStepsOf(db, workspace), pipelines: await listPipelinesOf(db, workspace) };
        const closed = deals.filter(({ status, closedAt }) => {
          if (status === "open" || closedAt === null || closedAt > Date.parse(now)) return false;
          const day = plainDay(closedAt, timeZone);
          return days.from <= day && day <= days.until;
        });
        const records = await listDealRecords(
          db,
          workspace,
          closed.map(({ id }) => id),
        );
        const stood = new Map<string, Record<string, string>>();
        for (const [place, deal] of closed.entries()) {
          const record = records[place];
          if (!record) throw new Error("a record was expected");
          const standings = missedSteps(asOf(record, deal.closedAt ?? 0), process, timeZone);
          // Done before it was due is neither in time nor late.
          const letter = (state: string, evidence: string) =>
            state === "done" ? (/(in time|the same day)\.$/.test(evidence) ? "inTime" : "notDue") : state;
          stood.set(
            deal.id,
            Object.fromEntries(standings.map(({ stepId, state, evidence }) => [stepId, letter(state, evidence)])),
          );
        }
        const due = ["inTime", "late", "missed"];
        const count = (deal: PlainDeal, ...states: string[]) =>
          Object.values(stood.get(deal.id) ?? {}).filter((state) => states.includes(state)).length;
        for (const ended of ["won", "lost"] as const) {
          const theirs = closed.filter(({ status }) => status === ended);
          const notRecorded = theirs.filter((deal) => count(deal, "not-recorded") > 0);
          expect(figures.notRecorded[ended]).toBe(notRecorded.length);
          const judged = theirs.filter((deal) => count(deal, ...due) > 0);
          const sum = (...states: string[]) => judged.reduce((all, deal) => all + count(deal, ...states), 0);
          expect(figures[ended]).toEqual({
            ...{
              deals: judged.length,
              due: sum(...due),
              inTime: sum("inTime"),
              late: sum("late"),
              missed: sum("missed"),
            },
          });
          expectRatio(
            figures.inTime[ended],
            judged.map((deal) => count(deal, "inTime")),
            judged.map((deal) => count(deal, ...due)),
            1,
          );
          for (const step of figures.steps) {
            const of = (state: string) => theirs.filter(({ id }) => stood.get(id)?.[step.stepId] === state);
            const [inTime, late, missed] = [of("inTime"), of("late"), of("missed")];
            expect(step[ended]).toEqual({
              ...{ inTime: inTime.length, late: late.length, missed: missed.length },
              due: inTime.length + late.length + missed.length,
            } satisfies Standings);
            for (const [figure, wanted] of [
              ["steps-in-time", inTime],
              ["steps-late", late],
              ["steps-missed", missed],
            ] as const) {
              const { rows } = await listFigureDeals(by, { ...days, figure, ended, stepId: step.stepId, limit: 200 });
              expect(rows.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
            }
          }
          for (const [figure, wanted] of [
            ["steps-due", judged],
            ["no-steps", notRecorded],
          ] as const) {
            const { rows } = await listFigureDeals(by, { ...days, figure, ended, limit: 200 });
            expect(rows.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
          }
        }
        const judged = closed.filter((deal) => count(deal, ...due) > 0);
        const dueEach = judged.map((deal) => count(deal, ...due));
        expectRatio(
          figures.late,
          judged.map((deal) => count(deal, "late")),
          dueEach,
          1,
        );
        expectRatio(
          figures.missed,
          judged.map((deal) => count(deal, "missed")),
          dueEach,
          1,
        );
      },
    ),
    { numRuns: 12 },
  );
}, 90_000);
