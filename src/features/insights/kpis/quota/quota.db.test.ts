import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../../platform/database/test-database.ts";
import { addDays, dayMs } from "../../../../platform/dates.ts";
import { acting, makeTeam, type Team } from "../../../deals/deals.fixture.ts";
import { addRates } from "../../../team/currency-rates/change-rates.ts";
import { insertDeals, makeHistory, type PlainDeal, plainDay, sketches } from "../kpis.fixture.ts";
import { listFigureDeals } from "../list-figure-deals.ts";
import { showQuotaFigures } from "./show-quota-figures.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const now = "2026-05-15T12:00:00Z";
const present = Date.parse(now);
const quarter = { from: "2026-04-01", until: "2026-06-30" };

type PlainQuota = { memberId: string; beginsOn: string; endsOn: string; amountCents: number; currency: string };
const setQuotas = async (team: Team, quotas: readonly PlainQuota[]) => {
  const rows = quotas.map((quota) => ({
    ...{ workspace_id: team.workspace, member_id: quota.memberId, begins_on: quota.beginsOn, ends_on: quota.endsOn },
    ...{ amount_cents: quota.amountCents, currency: quota.currency, set_at: new Date(present) },
  }));
  if (rows.length > 0) await db.insertInto("quotas").values(rows).execute();
};
const setOdds = (team: Team, dealId: string, probability: number) =>
  db
    .insertInto("deal_odds")
    .values({
      ...{ workspace_id: team.workspace, deal_id: dealId, probability, low: probability, high: probability },
      ...{ minutes_spent: 0, read_at: new Date(present) },
    })
    .execute();

const euros = (amount: number) => ({ amountCents: amount * 100, currency: "EUR" });
type Brief = Partial<PlainDeal> & Pick<PlainDeal, "status">;
const dealOf = (team: Team, brief: Brief): PlainDeal => ({
  ...{ id: randomUUID(), ownerId: team.rep.memberId, pipelineId: team.pipeline.id, stageId: team.pipeline.stage.demo },
  ...{ createdAt: present - 10 * dayMs, closedAt: brief.status === "open" ? null : present - dayMs, source: null },
  ...{ product: null, expectedCloseOn: null, entries: [], undone: [], ...euros(10_000), ...brief },
});
const quarterly = (memberId: string, amount: number, currency = "EUR"): PlainQuota => ({
  ...{ memberId, beginsOn: quarter.from, endsOn: quarter.until, amountCents: amount * 100, currency },
});

describe("quotas, and what is open against them", () => {
  // docs/methods/kpis.md, "Quota and coverage", worked example.
  test("in the worked example €46,000 are still needed, and open deals bring half of it", async () => {
    const team = await makeTeam(db);
    const open = Array.from({ length: 5 }, () => dealOf(team, { status: "open", ...euros(10_000) }));
    const dollars = dealOf(team, { status: "open", amountCents: 1_000_000, currency: "USD" });
    await insertDeals(db, team.workspace, [
      dealOf(team, { status: "won", ...euros(45_000) }),
      dealOf(team, { status: "won", amountCents: 1_000_000, currency: "USD" }),
      dealOf(team, { status: "won", amountCents: 400_000, currency: "GBP" }),
      dealOf(team, { status: "won", amountCents: null }),
      // On the last day of March in Berlin: of no quota here.
      dealOf(team, { status: "won", ...euros(70_000), closedAt: Date.parse("2026-03-31T21:30:00Z") }),
      ...open,
      dollars,
      dealOf(team, { status: "open", amountCents: null }),
      dealOf(team, { status: "open", amountCents: 100, currency: "GBP" }),
    ]);
    for (const { id } of [...open, dollars]) await setOdds(team, id, 0.4);
    await addRates(acting(db, team.admin, now), { rates: [{ currency: "USD", fromOn: "2026-01-01", rate: 0.9 }] });
    await setQuotas(team, [quarterly(team.rep.memberId, 100_000)]);
    const by = acting(db, team.rep, now);
    const told = await showQuotaFigures(by, quarter);
    if (told.kind !== "told") throw new Error("quotas were expected");
    const row = { quotas: 1, quota: euros(100_000), won: euros(54_000), share: 0.54 };
    expect(told.figures).toEqual({
      ...{ people: 1, overlapping: 0, reachingBeyond: 0, byCurrency: [row], total: row, quotasWithoutRate: 0 },
      ...{ wonDeals: 2, wonNoAmount: 1, wonNoRate: 1 },
    });
    // Σ amount · p = 0.4 · 59,000; variance 0.24 · (5 · 10,000² + 9,000²), 1.2816 standard deviations to each side.
    const reach = 1.2815515655 * Math.sqrt(0.24 * (5 * 10_000 ** 2 + 9_000 ** 2));
    expect(told.coverage).toEqual({
      ...{ kind: "known", left: euros(46_000), open: { deals: 6, amount: euros(59_000) } },
      ...{ openNoAmount: 1, openNoRate: 1, inTime: false, byWinRate: null },
      likely: {
        amount: euros(23_600),
        range: {
          low: euros(Math.round((23_600 - reach) * 100) / 100),
          high: euros(Math.round((23_600 + reach) * 100) / 100),
        },
      },
      ...{ share: expect.closeTo(23_600 / 46_000, 9), openShare: expect.closeTo(59_000 / 46_000, 9) },
    });
    expect((await listFigureDeals(by, { ...quarter, figure: "quota-won", limit: 50 })).rows).toHaveLength(4);
    expect((await listFigureDeals(by, { ...quarter, figure: "quota-open", limit: 50 })).rows).toHaveLength(8);
  });

  test("a quota of the very days counts before its parts, parts before nothing, and a longer one is not cut to size", async () => {
    const team = await makeTeam(db);
    const { rep, colleague, manager, admin } = team;
    const of = (memberId: string, beginsOn: string, endsOn: string) => ({
      ...{ memberId, beginsOn, endsOn, ...euros(1_000) },
    });
    await setQuotas(team, [
      ...[of(rep.memberId, "2026-04-01", "2026-06-30"), of(rep.memberId, "2026-05-01", "2026-05-31")],
      ...[of(colleague.memberId, "2026-04-01", "2026-04-30"), of(colleague.memberId, "2026-05-01", "2026-05-31")],
      ...[of(manager.memberId, "2026-04-01", "2026-05-15"), of(manager.memberId, "2026-05-10", "2026-06-30")],
      of(admin.memberId, "2026-01-01", "2026-12-31"),
    ]);
    const told = await showQuotaFigures(acting(db, admin, now), quarter);
    expect(told).toMatchObject({
      figures: { people: 2, overlapping: 1, reachingBeyond: 1, byCurrency: [{ quotas: 3, quota: euros(3_000) }] },
    });
    // Once all have ended nothing is to be covered any more; without any quota there is nothing to say.
    const later = await showQuotaFigures(acting(db, admin, "2026-07-02T12:00:00Z"), quarter);
    expect(later).toMatchObject({ coverage: { kind: "over" } });
    const before = await showQuotaFigures(acting(db, admin, now), { from: "2025-01-01", until: "2025-03-31" });
    expect(before).toMatchObject({ figures: { people: 0, total: null }, coverage: { kind: "none" } });
  });

  test("while it runs, it is held against what was won of the whole other quota by as many days", async () => {
    const team = await makeTeam(db);
    const closed = (on: string, amount: number) =>
      dealOf(team, { status: "won", ...euros(amount), closedAt: Date.parse(`${on}T10:00:00Z`) });
    // 15 May is the 45th day of its quarter, and 14 February of the one before.
    await insertDeals(db, team.workspace, [closed("2026-02-14", 300), closed("2026-02-15", 500)]);
    const before = { beginsOn: "2026-01-01", endsOn: "2026-03-31" };
    await setQuotas(team, [
      quarterly(team.rep.memberId, 1_000),
      { memberId: team.rep.memberId, ...before, ...euros(1_000) },
    ]);
    const running = await showQuotaFigures(acting(db, team.rep, now), { period: "this-quarter" });
    expect(running).toMatchObject({
      compared: {
        period: { from: "2026-01-01", until: "2026-03-31" },
        ...{ wonUntil: "2026-02-14", figures: { people: 1, total: { won: euros(300), share: 0.3 } } },
      },
    });
    const over = await showQuotaFigures(acting(db, team.rep, now), { period: "last-quarter" });
    expect(over).toMatchObject({ figures: { total: { won: euros(800), share: 0.8 } }, coverage: { kind: "over" } });
  });

  test("is between people and who leads them; and of all their deals, or not told", async () => {
    const team = await makeTeam(db);
    await setQuotas(team, [quarterly(team.rep.memberId, 100), quarterly(team.colleague.memberId, 100)]);
    const people = async (who: keyof Pick<Team, "rep" | "manager" | "admin" | "marketing">) => {
      const told = await showQuotaFigures(acting(db, team[who], now), quarter);
      return told.kind === "told" ? told.figures.people : told.kind;
    };
    expect(await people("rep")).toBe(1);
    expect(await people("manager")).toBe(1);
    expect(await people("admin")).toBe(2);
    expect(await people("marketing")).toBe(0);
    const narrowed = await showQuotaFigures(acting(db, team.admin, now), { ...quarter, source: "Web" });
    expect(narrowed).toEqual({ kind: "narrowed" });
  });

  test("without odds and without a history nobody can say what is likely", async () => {
    const team = await makeTeam(db);
    await insertDeals(db, team.workspace, [dealOf(team, { status: "open" }), dealOf(team, { status: "won" })]);
    await setQuotas(team, [quarterly(team.rep.memberId, 100_000)]);
    const told = await showQuotaFigures(acting(db, team.rep, now), quarter);
    expect(told).toMatchObject({ coverage: { kind: "too-few", outOf: 1, needed: 20 } });
  });

  test("agrees with every deal added up one by one, over any history, zone, quotas and rates", async () => {
    const rates = [
      { currency: "JPY", fromOn: "2025-12-01", rate: 0.006 },
      ...Array.from({ length: 120 }, (_, days) => ({
        ...{ currency: "USD", fromOn: addDays("2026-02-20", days), rate: 0.5 + ((days * 37) % 50) / 100 },
      })),
    ];
    const digits: Record<string, number> = { EUR: 2, USD: 2, JPY: 0, GBP: 2 };
    /** What one whole unit is worth in euros on a day. */
    const worth = (currency: string, day: string) => {
      let rate = currency === "EUR" ? 1 : null;
      for (const told of rates) if (told.currency === currency && told.fromOn <= day) rate = told.rate;
      return rate;
    };
    const drawnQuota = fc.record({
      owner: fc.nat(2),
      month: fc.constantFrom(["2026-04-01", "2026-04-30"], ["2026-05-01", "2026-05-31"], ["2026-04-01", "2026-06-30"]),
      amountCents: fc.integer({ min: 1, max: 9_000_000 }),
      currency: fc.constantFrom("EUR", "USD", "JPY", "GBP"),
    });
    await fc.assert(
      fc.asyncProperty(
        sketches,
        fc.uniqueArray(drawnQuota, { maxLength: 5, selector: ({ owner, month }) => `${owner} ${month}` }),
        fc.constantFrom("Europe/Berlin", "America/Los_Angeles", "Pacific/Apia"),
        async (drawn, drawnQuotas, timeZone) => {
          const { team, deals } = await makeHistory(db, drawn);
          const owners = [team.rep, team.colleague, team.manager].map(({ memberId }) => memberId);
          const quotas = drawnQuotas.map(({ owner, month: [beginsOn = "", endsOn = ""], ...rest }) => ({
            ...{ memberId: owners[owner] ?? "", beginsOn, endsOn, ...rest },
          }));
          await setQuotas(team, quotas);
          await addRates(acting(db, team.admin, now), { rates });
          const by = acting(db, { ...team.admin, timeZone }, now);
          const today = plainDay(present, timeZone);
          const told = await showQuotaFigures(by, quarter);
          if (told.kind !== "told") throw new Error("quotas were expected");
          const whole = new Set(
            quotas.filter(({ endsOn }) => endsOn === quarter.until).map(({ memberId }) => memberId),
          );
          const counted = quotas.filter(({ memberId, endsOn }) => endsOn === quarter.until || !whole.has(memberId));
          const sums = { wonDeals: 0, wonNoAmount: 0, wonNoRate: 0, quotasWithoutRate: 0 };
          const total = { quota: 0, won: 0 };
          const won = new Set<string>();
          for (const quota of counted) {
            let wonOf = 0;
            for (const deal of deals) {
              if (deal.status !== "won" || deal.ownerId !== quota.memberId || (deal.closedAt ?? Infinity) > present)
                continue;
              const day = plainDay(deal.closedAt ?? 0, timeZone);
              if (day < quota.beginsOn || day > quota.endsOn) continue;
              won.add(deal.id);
              const { amountCents, currency } = deal;
              if (amountCents === null || amountCents < 0 || currency === null) {
                sums.wonNoAmount += 1;
                continue;
              }
              const [one, other] = [worth(currency, day), worth(quota.currency, day)];
              if (currency !== quota.currency && (one === null || other === null)) sums.wonNoRate += 1;
              else {
                sums.wonDeals += 1;
                const units = amountCents / 10 ** (digits[currency] ?? 2);
                wonOf += currency === quota.currency ? units : (units * (one ?? 0)) / (other ?? 1);
              }
            }
            const unit = worth(quota.currency, quota.endsOn < today ? quota.endsOn : today);
            if (unit === null) sums.quotasWithoutRate += 1;
            else {
              total.quota += (quota.amountCents / 10 ** (digits[quota.currency] ?? 2)) * unit;
              total.won += wonOf * unit;
            }
          }
          expect(told.figures).toMatchObject({
            ...sums,
            people: new Set(counted.map(({ memberId }) => memberId)).size,
          });
          if (told.figures.total === null) expect(sums.quotasWithoutRate).toBe(counted.length);
          else {
            expect(Math.abs(told.figures.total.quota.amountCents - total.quota * 100)).toBeLessThan(0.51);
            expect(Math.abs(told.figures.total.won.amountCents - total.won * 100)).toBeLessThan(0.51);
          }
          const { rows } = await listFigureDeals(by, { ...quarter, figure: "quota-won", limit: 200 });
          expect(rows.map(({ id }) => id).sort()).toEqual([...won].sort());
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);

  test("what is likely agrees with every open deal added up by its odds and its chance in time", async () => {
    const team = await makeTeam(db);
    // Forty deals were won, one after each of 1 to 40 days; those lost and open say nothing else here.
    const wins = Array.from({ length: 40 }, (_, place) =>
      dealOf(team, {
        status: "won",
        ownerId: team.colleague.memberId,
        createdAt: present - (place + 101.5) * dayMs,
        closedAt: present - 100.5 * dayMs,
      }),
    );
    const open = [3, 3, 12, 20, 25, 60].map((age, place) => ({
      ...{ age, odds: place === 1 ? null : 0.1 * (place + 1), euros: 1_000 * (place + 1) },
      deal: dealOf(team, { status: "open", createdAt: present - (age + 0.5) * dayMs, ...euros(1_000 * (place + 1)) }),
    }));
    await insertDeals(db, team.workspace, [...wins, ...open.map(({ deal }) => deal)]);
    for (const { deal, odds } of open) if (odds !== null) await setOdds(team, deal.id, odds);
    const endsOn = "2026-05-24";
    await setQuotas(team, [{ memberId: team.rep.memberId, beginsOn: "2026-05-01", endsOn, ...euros(10_000) }]);
    const told = await showQuotaFigures(acting(db, team.rep, now), { from: "2026-05-01", until: endsOn });
    if (told.kind !== "told" || told.coverage.kind !== "known") throw new Error("what is likely was expected");
    // Ten days are left. Of deals seen `age` days or longer and still won, the share won within ten more, all ends counted.
    const days = [...wins.map((_, place) => place + 1)];
    const others = open.map(({ age }) => age + 0.5);
    let [waiting, wonBy] = [1, 0];
    const share: [number, number][] = [];
    for (const day of days) {
      const atRisk = days.filter((one) => one >= day).length + others.filter((age) => age >= day).length;
      wonBy += waiting / atRisk;
      waiting *= 1 - 1 / atRisk;
      share.push([day, wonBy]);
    }
    const by = (day: number) => share.findLast(([when]) => when <= day)?.[1] ?? 0;
    let likely = 0;
    for (const { age, odds, euros: amount } of open) {
      const ahead = by(1e9) - by(age);
      likely += amount * (odds ?? 1) * (ahead < 1e-9 ? 0 : (by(age + 10) - by(age)) / ahead);
    }
    expect(Math.abs(told.coverage.likely.amount.amountCents - likely * 100)).toBeLessThan(0.51);
    expect(told.coverage).toMatchObject({ inTime: true, byWinRate: { deals: 1, rate: 1, of: 40 } });
  });
});
