import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { lostDeal, noon, startTeam, type TestTeam } from "../../check-ups/check-ups.fixture.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { reopenDeal } from "../../deals/reopen-deal.ts";
import { recordDebrief } from "../record-debrief.ts";
import { noAnswers } from "../rules.ts";
import { saveDraft } from "../save-draft.ts";
import { listWaitingDebriefs, showWaiting } from "./show-waiting.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
beforeEach(async () => {
  team = await startTeam(db);
});

const daysAgo = (acting: Acting, days: number): Acting => ({ ...acting, now: noon - days * 86_400_000 });
const lost = (acting: Acting, days: number, name: string) => lostDeal(daysAgo(acting, days), team, { name });
const waiting = async (acting: Acting, asked: { ownerId?: string; outcome?: "won" | "lost" } = {}) =>
  (await listWaitingDebriefs(acting, { outcome: "lost", limit: 50, ...asked })).rows.map(({ deal }) => deal.name);
const clean = (dealId: string) => ({
  dealId,
  debriefId: randomUUID(),
  version: 0,
  answers: { ...noAnswers, cleanLoss: true },
});

/** As an import would have brought the deals there are so far: closed already when they arrived. */
const arriveAt = (at: number) =>
  db
    .updateTable("deals")
    .set({ recorded_at: new Date(at) })
    .where("workspace_id", "=", team.rita.session.workspace)
    .execute();

test("losses wait newest first, until they are debriefed or opened again", async () => {
  const { id: debriefed } = await lost(team.rita, 3, "Debriefed");
  const { id: reopened } = await lost(team.rita, 2, "Reopened");
  await lost(team.rita, 10, "Older");
  await lost(team.rita, 1, "Newest");
  await recordDebrief(team.rita, { ...clean(debriefed), secondsSpent: 60 });
  await reopenDeal(team.rita, { id: reopened });
  expect(await waiting(team.rita)).toEqual(["Newest", "Older"]);
  expect(await waiting(team.rita, { outcome: "won" })).toEqual([]);
});

test("years of history wait for nobody, but a debrief once begun does", async () => {
  await lost(team.rita, 1, "Now");
  await lost(team.rita, 91, "Last quarter");
  const { id } = await lost(team.rita, 400, "Begun");
  await lost(team.rita, 500, "Long ago");
  await saveDraft(team.rita, clean(id));
  expect(await waiting(team.rita)).toEqual(["Now", "Begun"]);
});

test("an old export has its own last quarter waiting", async () => {
  await lost(team.rita, 3000, "Newest of the export");
  await lost(team.rita, 3080, "Same quarter");
  await lost(team.rita, 3100, "Before");
  await arriveAt(noon);
  expect(await waiting(team.rita)).toEqual(["Newest of the export", "Same quarter"]);
});

test("the next deal lost today waits beside an old export's, and takes nothing off the list", async () => {
  await lost(team.rita, 3000, "Newest of the export");
  await lost(team.rita, 3100, "Before");
  await arriveAt(noon - 60_000);
  await lost(team.rita, 0, "Lost today");
  expect(await waiting(team.rita)).toEqual(["Lost today", "Newest of the export"]);
});

test("an export that came more than 90 days ago is history by now", async () => {
  await lost(team.rita, 3000, "Newest of the export");
  await arriveAt(noon - 91 * 86_400_000);
  await lost(team.rita, 0, "Lost today");
  expect(await waiting(team.rita)).toEqual(["Lost today"]);
});

test("everybody has their own waiting: reps theirs, managers their team's, the owner all", async () => {
  await lost(team.rita, 1, "Rita's");
  await lost(team.rolf, 2, "Rolf's");
  expect(await waiting(team.rita)).toEqual(["Rita's"]);
  expect(await waiting(team.max)).toEqual(["Rita's"]);
  expect(await waiting(team.olga)).toEqual(["Rita's", "Rolf's"]);
  expect(await waiting(team.olga, { ownerId: team.rolf.session.memberId })).toEqual(["Rolf's"]);
  expect(await waiting(team.rita, { ownerId: team.rolf.session.memberId })).toEqual([]);
  expect(await waiting((await startTeam(db)).olga)).toEqual([]);
});

test("page by page every one is listed once, also closes of the same instant, and the count agrees", async () => {
  for (const [days, name] of [
    [1, "A"],
    [2, "B"],
    [2, "C"],
    [2, "D"],
    [200, "Begun"],
  ] as const) {
    const { id } = await lost(team.rita, days, name);
    if (name === "Begun" || name === "C") await saveDraft(team.rita, clean(id));
  }
  const names: string[] = [];
  let after: string | undefined;
  do {
    const page = await listWaitingDebriefs(team.rita, { outcome: "lost", limit: 2, after });
    names.push(...page.rows.map(({ deal }) => deal.name));
    after = page.next ?? undefined;
  } while (after);
  expect(names.toSorted()).toEqual(["A", "B", "Begun", "C", "D"]);
  expect([names[0], names[4]]).toEqual(["A", "Begun"]);

  const visible = await findVisibleOwners(db, team.rita.session);
  const first = await showWaiting(db, team.rita, { visible, outcome: "lost" }, 3);
  expect(first.count).toBe(5);
  expect(first.rows.map(({ deal }) => deal.name)).toEqual(names.slice(0, 3));
  expect(first.rows.filter(({ draftStartedAt }) => draftStartedAt !== null).map(({ deal }) => deal.name)).toEqual(
    names.slice(0, 3).filter((name) => name === "C"),
  );
});
