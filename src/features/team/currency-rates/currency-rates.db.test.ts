import { sql } from "kysely";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import { acting, makeTeam, type Team } from "../../deals/deals.fixture.ts";
import { addRates, removeRates } from "./change-rates.ts";
import { listRates } from "./list-rates.ts";
import { rateReader } from "./rules.ts";
import { holdsRate, listRatesHolding } from "./store.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

let team: Team;
beforeEach(async () => {
  team = await makeTeam(db);
});
const as = (who: keyof Pick<Team, "admin" | "rep" | "marketing">) => acting(db, team[who], "2026-03-01T09:00:00Z");
const usd = (fromOn: string, rate: number) => ({ currency: "USD", fromOn, rate });

test("an admin tells dated rates, everybody reads them, and of one day the last one told counts", async () => {
  await addRates(as("admin"), { rates: [usd("2026-01-01", 0.9), usd("2026-02-01", 0.95), usd("2026-02-01", 0.92)] });
  await addRates(as("admin"), {
    rates: [usd("2026-01-01", 0.91), { currency: "GBP", fromOn: "2026-01-01", rate: 1.2 }],
  });
  const first = await listRates(as("rep"), { limit: 2 });
  expect(first).toMatchObject({ into: "EUR", rows: [usd("2026-02-01", 0.92), usd("2026-01-01", 0.91)] });
  const second = await listRates(as("rep"), { limit: 2, after: first.next ?? "" });
  expect(second).toMatchObject({ rows: [{ currency: "GBP", rate: 1.2 }], next: null });
  expect((await listRates(as("rep"), { limit: 9, currency: "GBP" })).rows).toHaveLength(1);
});

test("nobody else tells or removes rates; the workspace's own currency has none", async () => {
  await expect(addRates(as("rep"), { rates: [usd("2026-01-01", 0.9)] })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  await expect(removeRates(as("marketing"), { rates: [usd("2026-01-01", 0.9)] })).rejects.toMatchObject({
    code: "NOT_ALLOWED",
  });
  const own = { rates: [{ currency: "EUR", fromOn: "2026-01-01", rate: 2 }] };
  await expect(addRates(as("admin"), own)).rejects.toMatchObject({ code: "OWN_CURRENCY" });
});

test("a rate that was removed is unknown again; removing it twice changes nothing", async () => {
  await addRates(as("admin"), { rates: [usd("2026-01-01", 0.9)] });
  const gone = { rates: [{ currency: "USD", fromOn: "2026-01-01" }] };
  expect(await removeRates(as("admin"), gone)).toEqual({ rates: 1 });
  expect(await removeRates(as("admin"), gone)).toEqual({ rates: 0 });
  expect((await listRates(as("rep"), { limit: 9 })).rows).toEqual([]);
});

test("rates told into another currency say nothing once the workspace's own is another", async () => {
  await addRates(as("admin"), { rates: [usd("2026-01-01", 0.9)] });
  await db.updateTable("workspaces").set({ currency: "CHF" }).where("workspace_id", "=", team.workspace).execute();
  const now = { ...as("rep"), session: { ...team.rep, currency: "CHF" } };
  expect((await listRates(now, { limit: 9 })).rows).toEqual([]);
});

test("the database says of every day whether a rate holds, as the rule does", async () => {
  await addRates(as("admin"), { rates: [usd("2024-12-31", 0.9), usd("2026-03-01", 0.95)] });
  const held = { into: "EUR", from: "2025-12-01", until: "2027-04-01" };
  const rateOn = rateReader("EUR", await listRatesHolding(db, team.workspace, held));
  const { rows } = await sql<{ day: string; currency: string; holds: boolean }>`
    select days.on::date as day, c.currency,
      ${holdsRate(team.workspace, "EUR", { currency: sql`c.currency`, on: sql`days.on::date` })} as holds
    from generate_series('2025-12-01'::date, '2027-04-01'::date, interval '1 day') as days ("on")
    cross join (values ('USD'), ('EUR'), ('GBP')) as c (currency)`.execute(db);
  expect(rows.length).toBeGreaterThan(1000);
  for (const { day, currency, holds } of rows) expect(holds, `${currency} ${day}`).toBe(rateOn(currency, day) !== null);
});
