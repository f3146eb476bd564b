import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "../../../../../platform/database/test-database.ts";
import { acting, makeTeam, type Team } from "../../../../deals/deals.fixture.ts";
import { plainDay } from "../../kpis.fixture.ts";
import { listFigureDeals } from "../../list-figure-deals.ts";
import { type DealAtWork, dealAtWork, insertDealsAtWork } from "../work.fixture.ts";
import { showPromises } from "./show-promises.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const now = "2026-04-20T13:30:00Z";

type Task = { dealId: string; dueOn: string; state: "open" | "done" | "dropped"; finishedAt: number | null };

async function insertTasks({ workspace }: Team, tasks: readonly Task[]) {
  const [flag, repair] = [randomUUID(), randomUUID()];
  await db
    .insertInto("red_flags")
    .values({ workspace_id: workspace, id: flag, kind: "gone-quiet", name: "Quiet" })
    .execute();
  await db.insertInto("repairs").values({ workspace_id: workspace, id: repair, name: "Call" }).execute();
  const rows = tasks.map(({ dealId, dueOn, state, finishedAt }) => ({
    ...{ workspace_id: workspace, id: randomUUID(), deal_id: dealId, flag_id: flag, repair_id: repair },
    ...{ opening_line: "?", due_on: dueOn, state, created_at: new Date("2026-02-01T09:00Z") },
    finished_at: finishedAt === null ? null : new Date(finishedAt),
  }));
  if (rows.length > 0) await db.insertInto("repair_tasks").values(rows).execute();
}

// docs/methods/figures-of-work.md, "Promises", worked example.
test("in the worked example, 2 of 5 repairs promised by a day were late", async () => {
  const team = await makeTeam(db);
  const deals = Array.from({ length: 7 }, () => dealAtWork(team, {}));
  await insertDealsAtWork(db, team.workspace, deals);
  const done = (dueOn: string, finished: string) => ({
    dueOn,
    state: "done" as const,
    finishedAt: Date.parse(finished),
  });
  const told: Omit<Task, "dealId">[] = [
    done("2026-04-08", "2026-04-07T09:00Z"),
    // At a quarter to midnight in Berlin it is still that day.
    done("2026-04-08", "2026-04-08T21:45Z"),
    done("2026-04-09", "2026-04-09T08:00Z"),
    done("2026-04-09", "2026-04-10T08:00Z"),
    { dueOn: "2026-04-17", state: "open", finishedAt: null },
    { dueOn: "2026-04-20", state: "open", finishedAt: null },
    { dueOn: "2026-04-10", state: "dropped", finishedAt: Date.parse("2026-04-09T08:00Z") },
  ];
  await insertTasks(
    team,
    told.map((task, place) => ({ ...task, dealId: deals[place]?.id ?? "" })),
  );
  const { figures } = await showPromises(acting(db, team.rep, now), { period: "this-month" });
  expect(figures).toMatchObject({
    ...{ kept: 3, doneLate: 1, stillOpen: 1, toCome: 1, dropped: 1, late: { kind: "known", value: 0.4 } },
  });
});

test("agrees with every promise looked at by itself, and opens their deals", async () => {
  const day = fc
    .integer({ min: 0, max: 60 })
    .map((days) => new Date(Date.UTC(2026, 2, 1 + days)).toISOString().slice(0, 10));
  const task = fc.record({
    dueOn: day,
    state: fc.constantFrom("open" as const, "done" as const, "done" as const, "dropped" as const),
    finished: fc.nat(50 * 24 * 4).map((quarter) => Date.UTC(2026, 2, 1) + quarter * 900_000),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ task, theirs: fc.boolean() }), { minLength: 5, maxLength: 40 }),
      fc.constantFrom("Europe/Berlin", "America/Los_Angeles", "Pacific/Apia"),
      fc.boolean(),
      async (drawn, timeZone, onlyTheirs) => {
        const team = await makeTeam(db);
        const told = drawn.map(({ task: { dueOn, state, finished }, theirs }) => {
          const deal = dealAtWork(team, theirs ? { ownerId: team.colleague.memberId } : {});
          return { deal, dealId: deal.id, dueOn, state, finishedAt: state === "open" ? null : finished };
        });
        await insertDealsAtWork(
          db,
          team.workspace,
          told.map(({ deal }) => deal),
        );
        await insertTasks(team, told);
        const by = acting(db, { ...team.admin, timeZone }, now);
        const whose = onlyTheirs ? { person: team.colleague.memberId } : {};
        const days = { from: "2026-03-10", until: "2026-04-30" };
        const before = { from: "2026-03-01", until: "2026-03-09" };
        const today = plainDay(Date.parse(now), timeZone);
        const of = ({ from, until }: typeof days, wanted: string): DealAtWork[] =>
          told
            .filter(
              ({ dueOn, deal }) =>
                from <= dueOn && dueOn <= until && (!onlyTheirs || deal.ownerId === team.colleague.memberId),
            )
            .filter(({ state, dueOn, finishedAt }) => {
              if (state === "dropped") return wanted === "dropped";
              if (state === "open") return wanted === (dueOn < today ? "still-open" : "to-come");
              return wanted === (plainDay(finishedAt ?? 0, timeZone) <= dueOn ? "kept" : "done-late");
            })
            .map(({ deal }) => deal);
        const shown = await showPromises(by, {
          ...whose,
          ...days,
          compareFrom: before.from,
          compareUntil: before.until,
        });
        for (const [period, ours] of [
          [days, shown.figures],
          [before, shown.compared?.figures],
        ] as const) {
          const count = (state: string) => of(period, state).length;
          const { late, ...counts } = ours ?? shown.figures;
          expect(counts).toEqual({
            ...{ kept: count("kept"), doneLate: count("done-late"), stillOpen: count("still-open") },
            ...{ toCome: count("to-come"), dropped: count("dropped") },
          });
          const all = count("kept") + count("done-late") + count("still-open");
          if (late.kind === "known") expect(late.value).toBeCloseTo(1 - count("kept") / all, 9);
          else expect(late).toEqual({ kind: "too-few", outOf: all, needed: 5 });
        }
        for (const [figure, ...states] of [
          ["promises-kept", "kept"],
          ["promises-late", "done-late", "still-open"],
          ["promises-open", "to-come"],
        ] as const) {
          const { rows } = await listFigureDeals(by, { ...whose, ...days, figure, limit: 200 });
          const slow = states.flatMap((state) => of(days, state));
          expect(rows.map(({ id }) => id).sort()).toEqual(slow.map(({ id }) => id).sort());
        }
      },
    ),
    { numRuns: 12 },
  );
}, 60_000);
