import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../../platform/database/test-database.ts";
import { acting, makeTeam } from "../../../deals/deals.fixture.ts";
import { insertDeals, makeHistory, type PlainDeal, plainDay, sketches } from "../kpis.fixture.ts";
import { listFigureDeals } from "../list-figure-deals.ts";
import { showFunnels } from "./show-funnels.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const now = "2026-06-15T12:00:00Z";
const quarter = { from: "2026-01-01", until: "2026-03-31" };

describe("the funnel", () => {
  // docs/methods/kpis.md, "Stage conversion", worked example.
  test("of the worked example: 12 deals closed, and most left at the demo", async () => {
    const team = await makeTeam(db);
    const { qualify, demo, proposal, won, lost } = team.pipeline.stage;
    const deal = (status: "won" | "lost", path: string[], stageId: string): PlainDeal => ({
      ...{ id: randomUUID(), ownerId: team.rep.memberId, pipelineId: team.pipeline.id, stageId, status },
      ...{ createdAt: null, closedAt: Date.parse("2026-02-10T12:00:00Z"), amountCents: null, currency: null },
      ...{ source: null, product: null, expectedCloseOn: null, undone: [] },
      entries: path.map((entered, place) => ({ stageId: entered, enteredAt: Date.UTC(2026, 0, 2 + place) })),
    });
    await insertDeals(db, team.workspace, [
      ...Array.from({ length: 3 }, () => deal("won", [qualify, demo, proposal, won], won)),
      // Won without a proposal: it came past all stages nevertheless.
      deal("won", [qualify, demo, won], won),
      deal("lost", [qualify, lost], lost),
      ...Array.from({ length: 4 }, () => deal("lost", [qualify, demo, lost], lost)),
      // Back to the first stage before the end: the furthest stage counts.
      deal("lost", [qualify, demo, qualify, lost], lost),
      // Its CRM leaves a lost deal where it stood.
      deal("lost", [], proposal),
      // Nothing is known of where it stood.
      deal("lost", [], lost),
    ]);
    const told = await showFunnels(acting(db, team.rep, now), quarter);
    expect(told.funnels).toMatchObject([
      {
        ...{ pipelineId: team.pipeline.id, deals: 11, won: 4, noStage: 1 },
        stages: [
          { name: "qualify", reached: 11, left: 1 },
          { name: "demo", reached: 10, left: 5, leftShare: { kind: "known", value: 0.5 } },
          { name: "proposal", reached: 5, left: 1, change: { kind: "too-few", outOf: 0, needed: 5 } },
        ],
      },
    ]);
  });

  test("agrees with every deal followed one by one, and every figure opens its deals", async () => {
    await fc.assert(
      fc.asyncProperty(sketches, fc.constantFrom("Europe/Berlin", "Pacific/Apia"), async (drawn, timeZone) => {
        const { team, pipelines, deals } = await makeHistory(db, drawn);
        const by = acting(db, { ...team.admin, timeZone }, now);
        const days = { from: "2026-02-01", until: "2026-05-31" };
        const told = await showFunnels(by, days);
        for (const pipeline of pipelines) {
          const order: string[] = [pipeline.stage.qualify, pipeline.stage.demo, pipeline.stage.proposal];
          const furthestOf = (deal: PlainDeal) => {
            const seen = deal.entries.filter(({ enteredAt }) => enteredAt <= (deal.closedAt ?? 0));
            return Math.max(...[deal.stageId, ...seen.map(({ stageId }) => stageId)].map((id) => order.indexOf(id)));
          };
          const closed = deals.filter(({ status, closedAt, pipelineId }) => {
            if (status === "open" || closedAt === null || closedAt > Date.parse(now)) return false;
            const day = plainDay(closedAt, timeZone);
            return pipelineId === pipeline.id && days.from <= day && day <= days.until;
          });
          const known = closed.filter((deal) => furthestOf(deal) >= 0);
          const ours = told.funnels.find(({ pipelineId }) => pipelineId === pipeline.id);
          expect(ours === undefined).toBe(closed.length === 0);
          if (!ours) continue;
          expect(ours.noStage).toBe(closed.length - known.length);
          expect(ours.won).toBe(known.filter(({ status }) => status === "won").length);
          for (const [place, stage] of ours.stages.entries()) {
            const left = known.filter((deal) => deal.status === "lost" && furthestOf(deal) === place);
            const reached = known.filter((deal) => deal.status === "won" || furthestOf(deal) >= place);
            expect([stage.reached, stage.left]).toEqual([reached.length, left.length]);
            for (const [figure, wanted] of [
              ["left-at", left],
              ["reached", reached],
            ] as const) {
              const asked = { ...days, figure, stageId: stage.stageId, limit: 200 };
              const { rows } = await listFigureDeals(by, asked);
              expect(rows.map(({ id }) => id).sort()).toEqual(wanted.map(({ id }) => id).sort());
            }
          }
        }
      }),
      { numRuns: 20 },
    );
  }, 60_000);
});
