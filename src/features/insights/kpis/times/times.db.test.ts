import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../../platform/database/test-database.ts";
import { dayMs } from "../../../../platform/dates.ts";
import { acting, makeTeam } from "../../../deals/deals.fixture.ts";
import { insertDeals, makeHistory, type PlainDeal, plainDay, sketches } from "../kpis.fixture.ts";
import { listFigureDeals } from "../list-figure-deals.ts";
import { showCycle } from "./show-cycle.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const now = "2026-06-15T12:00:00Z";
const present = Date.parse(now);

/** The share still open after each number of days at which any closed, by going through all of them again and again. */
function slowCurve(waits: readonly { days: number; ended: boolean }[]): [number, number][] {
  let open = 1;
  const moments = [...new Set(waits.filter(({ ended }) => ended).map(({ days }) => days))].sort((a, b) => a - b);
  return moments.map((moment) => {
    const atRisk = waits.filter(({ days }) => days >= moment).length;
    open *= 1 - waits.filter(({ days, ended }) => ended && days === moment).length / atRisk;
    return [moment, open];
  });
}

describe("how long deals take", () => {
  // docs/methods/kpis.md, "Cycle", worked example.
  test("in the worked example: half are closed within 20 days, though half of those closed took 10", async () => {
    const team = await makeTeam(db);
    const deal = (began: number, took: number | null): PlainDeal => ({
      ...{ id: randomUUID(), ownerId: team.rep.memberId, pipelineId: team.pipeline.id },
      ...{ stageId: team.pipeline.stage[took === null ? "demo" : "won"], status: took === null ? "open" : "won" },
      ...{ createdAt: present - began * dayMs, closedAt: took === null ? null : present - (began - took) * dayMs },
      ...{
        amountCents: null,
        currency: null,
        source: null,
        product: null,
        expectedCloseOn: null,
        entries: [],
        undone: [],
      },
    });
    const closed = [5, 10, 10, 20, 40].map((took, place) => deal(70 - place, took));
    await insertDeals(db, team.workspace, [...closed, deal(15, null), deal(30, null), deal(60, null)]);
    const told = await showCycle(acting(db, team.rep, now), { period: "this-year", compare: "none" });
    expect(told).toMatchObject({
      figures: { deals: 8, closed: 5, open: 3, bulkEdited: 0, undated: 0 },
      compared: null,
    });
    expect(told.figures.waiting).toMatchObject({ kind: "known", median: { kind: "at", days: 20 } });
    const { waiting } = told.figures;
    if (waiting.kind !== "known") throw new Error("a curve was expected");
    expect(waiting.curve.map(({ days, open }) => [days, open])).toEqual([
      [5, 0.875],
      [10, 0.625],
      [20, 0.46875],
      [40, 0.234375],
    ]);
  });

  test("agrees with every deal waited for one by one, bulk edits left out", async () => {
    await fc.assert(
      fc.asyncProperty(
        sketches,
        fc.constantFrom("Europe/Berlin", "America/Los_Angeles"),
        fc.nat(150),
        async (drawn, timeZone, from) => {
          const { team, deals } = await makeHistory(db, drawn);
          const bulk = { at: Date.UTC(2026, 0, 1 + from), until: Date.UTC(2026, 0, 16 + from) };
          const marks = { edits: [{ ...bulk, closes: 9, ownerId: team.rep.memberId }], timesOfDay: [] };
          const kept = { workspace_id: team.workspace, marks: JSON.stringify(marks) };
          await db.insertInto("bulk_marks").values(kept).execute();
          const by = acting(db, { ...team.admin, timeZone }, now);
          const days = { from: "2026-01-05", until: "2026-04-30" };
          const begun = deals.filter(({ createdAt }) => {
            const day = createdAt === null ? "" : plainDay(createdAt, timeZone);
            return days.from <= day && day <= days.until;
          });
          const inBulk = ({ closedAt, ownerId }: PlainDeal) =>
            closedAt !== null &&
            ownerId === team.rep.memberId &&
            bulk.at <= closedAt &&
            closedAt <= bulk.until &&
            // A close at midnight tells its day only, so nobody can say that it was made together with others.
            closedAt % dayMs !== 0 &&
            new Date(closedAt).toLocaleTimeString("sv-SE", { timeZone }) !== "00:00:00";
          const undated = begun.filter(({ status, closedAt }) => status !== "open" && closedAt === null);
          const waits = begun
            .filter((deal) => !undated.includes(deal) && !inBulk(deal))
            .map(({ createdAt, closedAt }) => {
              const ended = closedAt !== null && closedAt <= present;
              return { ended, days: Math.floor(((ended ? closedAt : present) - (createdAt ?? 0)) / dayMs) };
            });
          const { figures } = await showCycle(by, days);
          const closed = waits.filter(({ ended }) => ended).length;
          expect(figures).toMatchObject({
            ...{ deals: begun.length, closed, open: waits.length - closed },
            ...{ bulkEdited: begun.filter(inBulk).length, undated: undated.length },
          });
          const { rows } = await listFigureDeals(by, { ...days, figure: "created", limit: 200 });
          expect(rows.map(({ id }) => id).sort()).toEqual(begun.map(({ id }) => id).sort());
          if (waits.length < 5) {
            expect(figures.waiting).toEqual({ kind: "too-few", outOf: waits.length, needed: 5 });
            return;
          }
          if (figures.waiting.kind !== "known") throw new Error("a curve was expected");
          const wanted = slowCurve(waits);
          expect(figures.waiting.curve.map(({ days: day }) => day)).toEqual(wanted.map(([day]) => day));
          for (const [place, [, open]] of wanted.entries())
            expect(figures.waiting.curve[place]?.open).toBeCloseTo(open, 9);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
