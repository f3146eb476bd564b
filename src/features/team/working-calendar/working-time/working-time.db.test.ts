import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "../../../../platform/database/test-database.ts";
import { makeTeam } from "../../../deals/deals.fixture.ts";
import { findWorkingTime, workedBy } from "./store.ts";
import { calendarsNear, keepCalendar, quarterHourMs, walkedMinutes } from "./working-time.fixture.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const year = 2026;
const march = Date.UTC(year, 2, 1);

test("working time is what a clock shows that is looked at every quarter of an hour, wherever clocks are changed", async () => {
  const quarters = fc.nat(34 * 24 * 4);
  // Clocks are put forward, put back, set by half an hour, and never changed.
  const zones = fc.constantFrom(
    "Europe/Berlin",
    "America/Santiago",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Apia",
  );
  await fc.assert(
    fc.asyncProperty(calendarsNear(year), zones, quarters, quarters, async (calendar, timeZone, one, other) => {
      const { workspace } = await makeTeam(db);
      await keepCalendar(db, workspace, calendar);
      const [from, until] = [one, other].sort((a, b) => a - b).map((count) => march + count * quarterHourMs);
      if (from === undefined || until === undefined) return;
      const time = await findWorkingTime(db, workspace, timeZone, { from: march, until: Date.UTC(year, 3, 4) });
      const by = (at: number) => workedBy(time, sql`${new Date(at)}::timestamptz`);
      const { rows } = await sql<{ seconds: number }>`select ${by(until)} - ${by(from)} as seconds`.execute(db);
      expect(rows[0]?.seconds).toBeCloseTo(60 * walkedMinutes(from, until, calendar, timeZone), 3);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test("a day that the clocks of a country left out was not worked", async () => {
  const { workspace } = await makeTeam(db);
  const [from, until] = [Date.parse("2011-12-28T10:00:00Z"), Date.parse("2012-01-03T10:00:00Z")];
  // Samoa went from Thursday the 29th to Saturday the 31st: Wednesday, Thursday, and Monday to Wednesday were worked.
  const time = await findWorkingTime(db, workspace, "Pacific/Apia", { from, until });
  expect(time.begins.slice(1).map((at) => new Date(at * 1000).toISOString())).toEqual([
    "2011-12-28T19:00:00.000Z",
    "2011-12-29T19:00:00.000Z",
    "2012-01-01T19:00:00.000Z",
    "2012-01-02T19:00:00.000Z",
    "2012-01-03T19:00:00.000Z",
  ]);
});
