import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { lostDeal, noon, openDeal, startTeam, type TestTeam } from "../check-ups/check-ups.fixture.ts";
import { saveCheckUp } from "../check-ups/save-check-up.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { saveCommitment } from "../pipeline-check/commitments/save-commitment.ts";
import { makeCatalogue, readAllDeals, type TestCatalogue } from "../pipeline-check/pipeline-check.fixture.ts";
import { createTask } from "../pipeline-check/repair-tasks/create-task.ts";
import { showToday } from "./show-today.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
let catalogue: TestCatalogue;

const daysAgo = (acting: Acting, days: number): Acting => ({ ...acting, now: noon - days * 86_400_000 });

beforeAll(async () => {
  team = await startTeam(db);
  catalogue = await makeCatalogue(db, team.workspace);
  const { rita, rolf } = team;
  for (const days of [1, 2, 3, 4, 5, 6, 7]) await lostDeal(daysAgo(rita, days), team, { name: `Lost ${days}` });
  const { id: won } = await openDeal(daysAgo(rita, 40), team, { name: "Won" });
  await closeDeal(daysAgo(rita, 2.5), { id: won, outcome: "won" });
  const { id: called } = await lostDeal(daysAgo(rolf, 200), team, { name: "Rolf's" });
  await saveCheckUp(rolf, { id: randomUUID(), dealId: called, dueOn: "2026-11-29", note: "" });
  const { id: later } = await lostDeal(daysAgo(rolf, 300), team);
  await saveCheckUp(rolf, { id: randomUUID(), dealId: later, dueOn: "2026-11-30", note: "" });

  const { id: dealId } = await openDeal(rita, team, { name: "At risk", expectedCloseOn: "2026-11-01" });
  await readAllDeals(rita);
  const rule = { flagId: catalogue.flag.slipped, repairId: catalogue.repair.call };
  await createTask(rita, { id: randomUUID(), dealId, ...rule, commitmentId: null });
  await saveCommitment(rita, { id: randomUUID(), dealId: null, ...rule, wording: "If it slips, I call." });
});

test("a rep's day: what waits, what is at risk, what is promised and to do", async () => {
  const today = await showToday(team.rita, {});
  expect(today).toMatchObject({
    openDeals: 1,
    lossesWaiting: { count: 7 },
    commitments: [{ wording: "If it slips, I call." }],
    risks: [{ flagName: "Close date slipped", atRisk: 1, commitment: { wording: "If it slips, I call." } }],
    tasks: { count: 1, rows: [{ dealName: "At risk", dueOn: "2026-11-24" }] },
    customers: { count: 0, rows: [] },
    packets: { count: 0, rows: [] },
    checkUps: { count: 0, rows: [] },
  });
  expect(today.lossesWaiting.rows.map(({ deal }) => deal.name)).toEqual([
    "Lost 1",
    "Lost 2",
    "Lost 3",
    "Lost 4",
    "Lost 5",
  ]);
  expect(today.form.map(({ outcome }) => outcome)).toEqual([
    ...["lost", "lost", "lost", "lost", "lost"],
    ...["won", "lost", "lost"],
  ]);
  expect(today.form.map(({ closedAt }) => closedAt)).toEqual(today.form.map(({ closedAt }) => closedAt).toSorted());
});

test("another rep's day holds nothing of it; a call is shown a week ahead", async () => {
  const today = await showToday(team.rolf, {});
  expect(today).toMatchObject({
    openDeals: 0,
    lossesWaiting: { count: 0, rows: [] },
    commitments: [],
    risks: [],
    tasks: { count: 0 },
    checkUps: { count: 1, rows: [{ dealName: "Rolf's", dueOn: "2026-11-29" }] },
  });
  expect(today.form).toHaveLength(2);
});

test("the owner sees everybody's day, a manager their team's, and each through one person's eyes", async () => {
  expect(await showToday(team.olga, {})).toMatchObject({
    lossesWaiting: { count: 7 },
    checkUps: { count: 1 },
    commitments: [],
    risks: [{ commitment: null, atRisk: 1 }],
  });
  expect((await showToday(team.olga, {})).form).toHaveLength(10);
  expect(await showToday(team.max, {})).toMatchObject({ checkUps: { count: 0 }, lossesWaiting: { count: 7 } });
  const ownerId = team.rita.session.memberId;
  expect(await showToday(team.max, { ownerId })).toEqual(await showToday(team.rita, {}));
  expect(await showToday(team.rolf, { ownerId })).toMatchObject({
    openDeals: 0,
    lossesWaiting: { count: 0 },
    commitments: [],
    tasks: { count: 0 },
    form: [],
  });
});

test("what the record does not tell about any open deal is said, instead of that nothing is at risk", async () => {
  const other = await startTeam(db);
  await makeCatalogue(db, other.workspace);
  await openDeal(other.rita, other, { name: "No close date", expectedCloseOn: null });
  await readAllDeals(other.rita);
  expect(await showToday(other.olga, {})).toMatchObject({ risks: [], flagsNotKnown: ["Close date slipped"] });
  for (const name of ["With one", "With one, too"]) {
    await openDeal(other.rita, other, { name, expectedCloseOn: "2027-05-01" });
  }
  await readAllDeals(other.rita);
  expect(await showToday(other.olga, {})).toMatchObject({ risks: [], flagsNotKnown: [] });
});

test("another workspace's day is empty", async () => {
  const { olga } = await startTeam(db);
  expect(await showToday(olga, {})).toEqual({
    breather: null,
    wantedWords: [],
    openDeals: 0,
    lossesWaiting: { count: 0, rows: [] },
    lossesDebriefed: [],
    commitments: [],
    risks: [],
    flagsNotKnown: [],
    practices: { count: 0, rows: [] },
    tasks: { count: 0, rows: [] },
    customers: { count: 0, rows: [] },
    packets: { count: 0, rows: [] },
    checkUps: { count: 0, rows: [] },
    form: [],
  });
});
