import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { noon, openDeal, startTeam, type TestTeam } from "../../check-ups/check-ups.fixture.ts";
import { closeDeal } from "../../deals/close-deal.ts";
import type { DealInput } from "../../deals/save-deal.ts";
import { listQuotas } from "./list-quotas.ts";
import { removeQuota, saveQuota } from "./save-quota.ts";
import { showQuotaGap } from "./show-quota-gap.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
const dayMs = 86_400_000;
const quarter = { beginsOn: "2026-10-01", endsOn: "2026-12-31" };

let team: TestTeam;
beforeEach(async () => {
  team = await startTeam(db);
});

const daysAgo = (acting: Acting, days: number): Acting => ({ ...acting, now: noon - days * dayMs });
const set = (by: Acting, whose: Acting, amountCents = 10_000_000, period = quarter) =>
  saveQuota(by, { memberId: whose.session.memberId, ...period, amountCents, currency: "EUR" });
const all = (who: Acting, current = false) => listQuotas(who, { current, limit: 50 });

async function closed(acting: Acting, outcome: "won" | "lost", days: number, said: Partial<DealInput> = {}, took = 30) {
  const { id } = await openDeal(daysAgo(acting, days + took), team, said);
  await closeDeal(daysAgo(acting, days), { id, outcome });
  return id;
}

describe("a quota", () => {
  test("is set for one's people or oneself, and what a manager set the rep does not change", async () => {
    await set(team.rita, team.rita, 8_000_000);
    expect(await set(team.max, team.rita)).toMatchObject({ memberName: "Rita", setByName: "Max", mayChange: true });
    await expect(set(team.rita, team.rita, 1)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await expect(set(team.max, team.rolf)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(set(team.rolf, team.rita)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(set(team.marketing, team.marketing)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    const backwards = { beginsOn: "2026-12-31", endsOn: "2026-10-01" };
    await expect(set(team.olga, team.rita, 1, backwards)).rejects.toMatchObject({ code: "QUOTA_PERIOD" });
    const audit = await db
      .selectFrom("audit_entries")
      .select(["action", "subject_id"])
      .where("workspace_id", "=", team.workspace)
      .where("action", "=", "set a quota")
      .execute();
    expect(audit).toEqual([{ action: "set a quota", subject_id: team.rita.session.memberId }]);
    const key = { memberId: team.rita.session.memberId, ...quarter };
    await expect(removeQuota(team.rita, key)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await removeQuota(team.max, key);
    expect((await all(team.rita)).rows).toEqual([]);
  });

  test("is listed by name with what was won: managers see their people's, a rep their own, marketing none", async () => {
    for (const who of [team.rolf, team.rita]) await set(team.olga, who);
    await set(team.olga, team.max, 20_000_000, { beginsOn: "2026-01-01", endsOn: "2026-06-30" });
    await closed(team.rita, "won", 10, { amountCents: 3_000_000 });
    // The last evening of September in Berlin is still September; other currencies never count.
    const { id } = await openDeal(daysAgo(team.rita, 90), team, { amountCents: 500_000 });
    await closeDeal({ ...team.rita, now: Date.parse("2026-09-30T21:30:00Z") }, { id, outcome: "won" });
    await closed(team.rita, "won", 9, { amountCents: 700_000, currency: "USD" });
    await closed(team.rita, "won", 8, { amountCents: null, currency: null });
    const seen = async (who: Acting, current = false) =>
      (await all(who, current)).rows.map(({ memberName, won, wonUnknown }) => [
        ...[memberName, won.amount.amountCents, won.deals, wonUnknown],
      ]);
    const rita = ["Rita", 3_000_000, 1, 2];
    expect(await seen(team.olga)).toEqual([["Max", 0, 0, 0], rita, ["Rolf", 0, 0, 0]]);
    expect(await seen(team.olga, true)).toEqual([rita, ["Rolf", 0, 0, 0]]);
    expect(await seen(team.max)).toEqual([["Max", 0, 0, 0], rita]);
    expect(await seen(team.rita)).toEqual([rita]);
    expect(await seen(team.marketing)).toEqual([]);
    const first = await listQuotas(team.olga, { current: false, limit: 2 });
    const rest = await listQuotas(team.olga, { current: false, limit: 2, after: first.next ?? "" });
    expect([...first.rows, ...rest.rows].map(({ memberName }) => memberName)).toEqual(["Max", "Rita", "Rolf"]);
    const about = { current: false, limit: 5, memberId: team.rolf.session.memberId };
    await expect(listQuotas(team.max, about)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("the gap", () => {
  test("without a quota says so; too little history is said, and nothing is made up", async () => {
    expect(await showQuotaGap(team.rita, {})).toMatchObject({ kind: "no-quota", memberName: "Rita", mayChange: true });
    await set(team.rita, team.rita);
    await openDeal(team.rita, team, { amountCents: 2_000_000 });
    expect(await showQuotaGap(team.rita, {})).toMatchObject({
      ...{ kind: "quota", when: "running", daysLeft: 40, left: { amountCents: 10_000_000 }, open: [] },
      forecast: { kind: "too-few", outOf: 0, needed: 20 },
      needed: { kind: "too-few", of: "closed-deals" },
      basis: { winRate: { kind: "too-few" }, size: { kind: "too-few" }, cycle: { kind: "too-few" } },
    });
    await expect(showQuotaGap(team.rita, { beginsOn: "2020-01-01" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is what the losses left open, what open deals may bring in time, and how many new ones it takes", async () => {
    await set(team.max, team.rita, 20_000_000);
    for (let n = 0; n < 24; n++)
      await closed(team.rita, n % 2 === 0 ? "won" : "lost", 100 + n, { amountCents: 1_000_000 }, 10 + n);
    for (let n = 0; n < 14; n++) await closed(team.rolf, n < 9 ? "won" : "lost", 110 + n, {}, 20 + n);
    await closed(team.rita, "won", 5, { amountCents: 4_000_000 });
    const lost = await closed(team.rita, "lost", 2, { name: "The big one", amountCents: 6_000_000 });
    const young = await openDeal(daysAgo(team.rita, 5), team, { name: "Young", amountCents: 5_000_000 });
    const old = await openDeal(daysAgo(team.rita, 300), team, { name: "Old", amountCents: 3_000_000 });
    await openDeal(team.rita, team, { name: "Dollars", amountCents: 900_000, currency: "USD" });
    await openDeal(team.rita, team, { name: "No amount", amountCents: null, currency: null });
    await openDeal(team.rolf, team, { name: "Rolf's", amountCents: 900_000 });
    await db
      .insertInto("deal_odds")
      .values({
        ...{ workspace_id: team.workspace, deal_id: young.id, probability: 0.7, low: 0.5, high: 0.8 },
        ...{ minutes_spent: 0, minutes_needed: null, read_at: new Date(noon) },
      })
      .execute();

    const gap = await showQuotaGap(team.max, { memberId: team.rita.session.memberId });
    if (gap.kind !== "quota") throw new Error(gap.kind);
    expect(gap).toMatchObject({
      left: { amountCents: 16_000_000 },
      lost: { deals: 1, amount: { amountCents: 6_000_000 }, latest: [{ dealId: lost, name: "The big one" }] },
      openMore: 0,
      openUnknown: [
        { name: "Dollars", amount: { amountCents: 900_000, currency: "USD" } },
        { name: "No amount", amount: null },
      ],
      basis: {
        winRate: { kind: "known", won: 13, of: 26, from: "own" },
        size: { kind: "known", deals: 13, from: "own", middle: { amountCents: 1_000_000 } },
        cycle: { kind: "known", wins: 22, from: "team" },
      },
    });
    expect(
      gap.open.map(({ dealId, from, olderThanWins, inTime }) => [dealId, from, olderThanWins, inTime === 0]),
    ).toEqual([
      [young.id, "odds", false, false],
      [old.id, "own", true, true],
    ]);
    // Young is the only deal that can still bring something: 4 million won, 9 if it is won in time.
    const chance = 0.7 * (gap.open[0]?.inTime ?? 0);
    expect(gap.forecast).toMatchObject({
      kind: "known",
      low: { amountCents: 4_000_000 },
      high: { amountCents: 9_000_000 },
    });
    expect(gap.forecast).toMatchObject({ middle: { amountCents: chance >= 0.5 ? 9_000_000 : 4_000_000 }, chance: 0 });
    if (gap.needed?.kind !== "known") throw new Error(gap.needed?.kind);
    expect(gap.needed.even).toBeGreaterThan(10);
    expect(gap.needed.likely).toBeGreaterThan(gap.needed.even);

    // A colleague's gap is nobody's but theirs and whoever leads them.
    for (const who of [team.rolf, team.marketing])
      await expect(showQuotaGap(who, { memberId: team.rita.session.memberId })).rejects.toMatchObject({
        code: "NOT_FOUND",
      });
    expect(await showQuotaGap(team.rita, {})).toMatchObject({ kind: "quota", quota: { mayChange: false } });
    const later = { ...team.rita, now: Date.parse("2027-02-01T10:00:00Z") };
    expect(await showQuotaGap(later, {})).toMatchObject({ when: "over", forecast: null, needed: null, open: [] });
  });
});
