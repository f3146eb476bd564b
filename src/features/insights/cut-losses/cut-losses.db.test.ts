import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import { noon, openDeal, startTeam } from "../../check-ups/check-ups.fixture.ts";
import { closeDeal } from "../../deals/close-deal.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { listLossesToCut, replaceOdds } from "./store.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

test("deals whose hours bring more elsewhere, even at the upper end of their odds, most to gain first", async () => {
  const team = await startTeam(db);
  const { workspace } = team;
  const open = async (
    name: string,
    { acting = team.rita, amountCents = 100_000, high = 0.15, hours = 3 as number | null, currency = "EUR" } = {},
  ) => {
    const { id: dealId } = await openDeal(acting, team, { name, amountCents, currency });
    return {
      dealId,
      probability: 0.1,
      low: 0.05,
      high,
      minutesSpent: 600,
      minutesNeeded: hours === null ? null : hours * 60,
    };
  };
  const rows = [
    // Worth 10 % of 1,000.00; three hours bring 3 × 500.00 elsewhere: 1,400.00 to gain.
    await open("Hardly worth it"),
    await open("Even less", { hours: 4 }),
    // Even odds at their upper end would pay for the hours: 0.9 × 20,000.00.
    await open("May well be worth it", { amountCents: 2_000_000, high: 0.9 }),
    await open("Nobody knows what it takes", { hours: null }),
    await open("In another currency", { currency: "USD" }),
    await open("Rolf's", { acting: team.rolf }),
  ];
  const closed = await open("Closed since");
  await closeDeal(team.rita, { id: closed.dealId, outcome: "lost" });
  await db.transaction().execute((tx) => replaceOdds(tx, workspace, [...rows, closed], noon));

  const list = async (acting: typeof team.rita, after: { gapCents: number; id: string } | null = null, limit = 10) => {
    const visible = await findVisibleOwners(db, acting.session);
    return listLossesToCut(db, workspace, visible, { currency: "EUR", wonCentsPerHour: 50_000 }, { after, limit });
  };
  const [first, second, ...more] = await list(team.rita);
  expect(more).toEqual([]);
  expect(first).toMatchObject({ dealId: rows[1]?.dealId, gapCents: 190_000 });
  expect(second).toMatchObject({
    dealId: rows[0]?.dealId,
    worthCents: 10_000,
    elsewhereCents: 150_000,
    gapCents: 140_000,
  });
  expect((await list(team.olga)).map(({ dealId }) => dealId)).toContain(rows[5]?.dealId);
  const [top] = await list(team.rita, null, 1);
  expect(await list(team.rita, top ?? null)).toEqual([second]);
});
