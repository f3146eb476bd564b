import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../../platform/database/test-database.ts";
import { addDays } from "../../../../platform/dates.ts";
import { newcombeDifference } from "../../../../statistics/newcombe-difference.ts";
import { acting, makeTeam, type Team } from "../../../deals/deals.fixture.ts";
import { addRates } from "../../../team/currency-rates/change-rates.ts";
import { insertDeals, makeHistory, type PlainDeal, plainDay, sketches } from "../kpis.fixture.ts";
import { listFigureDeals } from "../list-figure-deals.ts";
import { winRateTold } from "./contract.ts";
import { showWinRate } from "./show-win-rate.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const now = "2026-06-15T12:00:00Z";
// A dollar that is worth something else every day: reckoned with the day before or after, no sum comes out.
const rates = [
  { currency: "JPY", fromOn: "2025-12-01", rate: 0.006 },
  ...Array.from({ length: 150 }, (_, days) => ({
    ...{ currency: "USD", fromOn: addDays("2026-01-20", days), rate: 0.5 + ((days * 37) % 50) / 100 },
  })),
];
const minorDigits: Record<string, number> = { EUR: 2, USD: 2, JPY: 0 };

/** Every figure anew, one deal after the other. */
function slowly(deals: readonly PlainDeal[], { from, until }: { from: string; until: string }, timeZone: string) {
  const figures = { won: 0, lost: 0, wonCents: 0, lostCents: 0, deals: 0, noAmount: 0, noRate: 0 };
  const behind: Record<string, string[]> = { closed: [], won: [], lost: [], "no-amount": [], "no-rate": [] };
  for (const deal of deals) {
    if (deal.status === "open" || deal.closedAt === null || deal.closedAt > Date.parse(now)) continue;
    const day = plainDay(deal.closedAt, timeZone);
    if (day < from || day > until) continue;
    figures[deal.status] += 1;
    behind.closed?.push(deal.id);
    behind[deal.status]?.push(deal.id);
    if (deal.amountCents === null || deal.amountCents < 0 || deal.currency === null) {
      figures.noAmount += 1;
      behind["no-amount"]?.push(deal.id);
      continue;
    }
    let rate = deal.currency === "EUR" ? 1 : null;
    for (const told of rates) if (told.currency === deal.currency && told.fromOn <= day) rate = told.rate;
    if (rate === null) {
      figures.noRate += 1;
      behind["no-rate"]?.push(deal.id);
      continue;
    }
    figures.deals += 1;
    const cents = (deal.amountCents / 10 ** (minorDigits[deal.currency] ?? 2)) * rate * 100;
    figures[deal.status === "won" ? "wonCents" : "lostCents"] += cents;
  }
  return { figures, behind };
}

const euros = (amount: number) => ({ amountCents: amount * 100, currency: "EUR" });
type Brief = Partial<PlainDeal> & Pick<PlainDeal, "status">;

/** Deals of the rep that closed on one day, as far as nothing else is said. */
async function makeClosed(briefs: readonly Brief[], team?: Team): Promise<Team> {
  const made = team ?? (await makeTeam(db));
  const { pipeline, rep, workspace } = made;
  const deals = briefs.map(
    (brief): PlainDeal => ({
      ...{ id: randomUUID(), ownerId: rep.memberId, pipelineId: pipeline.id, stageId: pipeline.stage.won },
      ...{ createdAt: null, closedAt: Date.parse("2026-02-10T12:00:00Z"), source: null, product: null },
      ...{ expectedCloseOn: null, entries: [], undone: [], ...euros(1_000), ...brief },
    }),
  );
  await insertDeals(db, workspace, deals);
  return made;
}
const quarter = { from: "2026-01-01", until: "2026-03-31" };

describe("the win rate", () => {
  // docs/methods/kpis.md, "Win rate", worked example.
  test("of the worked example: 3 of 8 won, and half of the money that is known", async () => {
    const team = await makeClosed([
      { status: "won", ...euros(20_000) },
      { status: "won", amountCents: 1_000_000, currency: "USD" },
      { status: "won", ...euros(1_000) },
      { status: "lost", ...euros(10_000) },
      { status: "lost", ...euros(5_000) },
      { status: "lost", ...euros(15_000) },
      { status: "lost", amountCents: 400_000, currency: "GBP" },
      { status: "lost", amountCents: null },
      { status: "won", ...euros(90_000), closedAt: Date.parse("2026-03-31T22:30:00Z") },
    ]);
    await addRates(acting(db, team.admin, now), { rates: [{ currency: "USD", fromOn: "2026-01-01", rate: 0.9 }] });
    const told = await showWinRate(acting(db, team.rep, now), quarter);
    expect(told.figures).toMatchObject({
      ...{ won: 3, lost: 5, rate: { kind: "known", value: 0.375 } },
      money: { won: euros(30_000), lost: euros(30_000), deals: 6, noAmount: 1, noRate: 1 },
    });
    // Wilson's interval for 3 of 8, by hand.
    expect(told.figures.rate).toMatchObject({ low: expect.closeTo(0.1368, 4), high: expect.closeTo(0.6943, 4) });
    // (20 + 9 + 1 + 10 + 5 + 15)² / (20² + 9² + 1² + 10² + 5² + 15²) = 3600 / 832: these amounts tell as much as four.
    expect(told.figures.money.rate).toEqual({ kind: "too-few", outOf: 4, needed: 5 });
    expect(told.compared).toMatchObject({
      period: { from: "2025-10-01", until: "2025-12-31" },
      figures: { won: 0, lost: 0 },
    });
    expect(told.compared?.change).toEqual({ kind: "too-few", outOf: 0, needed: 5 });
  });

  test("is told of amounts that no sum is exact of, too", async () => {
    const team = await makeClosed(Array.from({ length: 20 }, () => ({ status: "won", amountCents: 1e15 })));
    const { figures } = await showWinRate(acting(db, team.rep, now), quarter);
    expect(winRateTold.shape.figures.parse(figures)).toMatchObject({
      ...{ won: 20, lost: 0 },
      money: { won: { amountCents: Number.MAX_SAFE_INTEGER }, deals: 20, rate: { kind: "known", value: 1 } },
    });
  });

  test("is not told of a person with fewer than five closed deals, nor by subtraction", async () => {
    const team = await makeTeam(db);
    const of = (ownerId: string | null, count: number, status: "won" | "lost") =>
      Array.from({ length: count }, () => ({ ownerId, status }));
    const { rep, colleague, manager } = team;
    await makeClosed(
      [...of(rep.memberId, 6, "won"), ...of(colleague.memberId, 4, "lost"), ...of(null, 7, "won")],
      team,
    );
    const { segments } = await showWinRate(acting(db, team.admin, now), { ...quarter, by: "person" });
    // Carl's four would be the rest of the total: the smallest of the others joins him.
    expect(segments).toMatchObject({ by: "person", rows: [{ key: "nobody" }], others: { groups: 2, deals: 10 } });
    const mine = await showWinRate(acting(db, manager, now), { ...quarter, by: "person" });
    expect(mine.segments?.rows.map(({ name, figures }) => [name, figures.won])).toEqual([
      ["nobody", 7],
      ["Ria", 6],
    ]);
    const reps = await showWinRate(acting(db, rep, now), { ...quarter, by: "person" });
    expect(reps.figures).toMatchObject({ won: 6, lost: 0 });
  });

  test("of each source is held against its own of the other period, where both have enough", async () => {
    const team = await makeTeam(db);
    const closedAt = Date.parse("2025-11-10T12:00:00Z");
    const of = (source: string, won: number, lost: number, brief: Partial<PlainDeal> = {}) =>
      Array.from({ length: won + lost }, (_, place) => ({
        ...{ source, status: place < won ? ("won" as const) : ("lost" as const), ...brief },
      }));
    await makeClosed(
      [...of("Fair", 6, 2), ...of("Web", 3, 3), ...of("Fair", 2, 8, { closedAt }), ...of("Web", 1, 3, { closedAt })],
      team,
    );
    const { segments } = await showWinRate(acting(db, team.rep, now), { ...quarter, by: "source" });
    const change = newcombeDifference({ count: 6, of: 8 }, { count: 2, of: 10 });
    if (change.kind !== "interval") throw new Error("a difference was expected");
    expect(segments?.rows.map(({ name, change: told }) => [name, told])).toEqual([
      ["Fair", { kind: "known", value: change.estimate, low: change.low, high: change.high }],
      ["Web", { kind: "too-few", outOf: 4, needed: 5 }],
    ]);
    const alone = await showWinRate(acting(db, team.rep, now), { ...quarter, by: "source", compare: "none" });
    expect(alone.segments?.rows[0]?.change).toBeNull();
  });

  test("is of nobody's deals but those one may see", async () => {
    const team = await makeClosed([{ status: "won" }]);
    const theirs = showWinRate(acting(db, team.colleague, now), { ...quarter, person: team.rep.memberId });
    await expect(theirs).rejects.toMatchObject({ code: "NOT_FOUND" });
    const reversed = showWinRate(acting(db, team.rep, now), { from: "2026-03-31", until: "2026-01-01" });
    await expect(reversed).rejects.toMatchObject({ code: "FIGURES_PERIOD" });
  });

  test("agrees with every deal counted one by one, over any history, zone, filter and rates", async () => {
    await fc.assert(
      fc.asyncProperty(
        sketches,
        fc.constantFrom("Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Pacific/Apia"),
        fc.constantFrom("all", "person", "pipeline", "source", "nothing told", "product", "team"),
        async (drawn, timeZone, narrowed) => {
          const { team, pipelines, deals } = await makeHistory(db, drawn);
          await addRates(acting(db, team.admin, now), { rates });
          const by = acting(db, { ...team.admin, timeZone }, now);
          const narrow: Record<string, [object, (deal: PlainDeal) => boolean]> = {
            all: [{}, () => true],
            person: [{ person: team.rep.memberId }, ({ ownerId }) => ownerId === team.rep.memberId],
            pipeline: [{ pipelineId: pipelines[1]?.id }, ({ pipelineId }) => pipelineId === pipelines[1]?.id],
            source: [{ source: "Web" }, ({ source }) => source === "Web"],
            "nothing told": [{ source: "" }, ({ source }) => !source],
            product: [{ column: "Product", value: "Suite" }, ({ product }) => product === "Suite"],
            team: [
              { teamOf: team.manager.memberId },
              ({ ownerId }) => ownerId === team.manager.memberId || ownerId === team.rep.memberId,
            ],
          };
          const [filter, matches] = narrow[narrowed] ?? [{}, () => true];
          const days = { from: "2026-03-01", until: "2026-05-31" };
          const compared = { from: "2026-01-01", until: "2026-02-28" };
          const asked = { ...filter, ...days, compareFrom: compared.from, compareUntil: compared.until };
          const told = await showWinRate(by, asked);
          for (const [period, ours] of [
            [days, told.figures],
            [compared, told.compared?.figures],
          ] as const) {
            const { figures } = slowly(deals.filter(matches), period, timeZone);
            const { won, lost, money } = ours ?? {};
            expect({ won, lost, deals: money?.deals, noAmount: money?.noAmount, noRate: money?.noRate }).toEqual({
              ...{ won: figures.won, lost: figures.lost, deals: figures.deals },
              ...{ noAmount: figures.noAmount, noRate: figures.noRate },
            });
            expect(Math.abs((money?.won.amountCents ?? -9) - figures.wonCents)).toBeLessThan(0.51);
            expect(Math.abs((money?.lost.amountCents ?? -9) - figures.lostCents)).toBeLessThan(0.51);
          }
          // Every figure opens exactly the deals it counts.
          const { behind } = slowly(deals.filter(matches), days, timeZone);
          for (const figure of ["closed", "won", "lost", "no-amount", "no-rate"] as const) {
            const { rows } = await listFigureDeals(by, { ...filter, ...days, figure, limit: 200 });
            expect(rows.map(({ id }) => id).sort(), figure).toEqual(behind[figure]?.sort());
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
