import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { lostDeal, noon, openDeal, startTeam, type TestTeam } from "../check-ups/check-ups.fixture.ts";
import { setCheckUps } from "../check-ups/set-check-ups.ts";
import { listCheckUps } from "../check-ups/store.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { exportedDeals } from "../deals/export-deals.ts";
import { listDeals } from "../deals/list-deals.ts";
import { logActivity } from "../deals/log-activity.ts";
import { reopenDeal } from "../deals/reopen-deal.ts";
import { openDebrief } from "../debriefs/open-debrief.ts";
import { recordDebrief } from "../debriefs/record-debrief.ts";
import { noAnswers } from "../debriefs/rules.ts";
import { listWaitingDebriefs } from "../debriefs/waiting/show-waiting.ts";
import { countDeals, streamPastDeals } from "../insights/history/store.ts";
import { listLiveCommitments } from "../pipeline-check/commitments/store.ts";
import { makeCatalogue, type TestCatalogue } from "../pipeline-check/pipeline-check.fixture.ts";
import { updateMemberTimeZone } from "../team/time-zones/store.ts";
import { showToday } from "../today/show-today.ts";
import { saveAgreements, showAgreements } from "./agreements/show-agreements.ts";
import { showBreather } from "./breathers/show-breather.ts";
import { listBreathersOf } from "./breathers/store.ts";
import { endBreather, takeBreather } from "./breathers/take-breather.ts";
import { showComebackRecord } from "./comeback-record/show-comeback-record.ts";
import type { ProposedCommitment } from "./resets/contract.ts";
import { openReset } from "./resets/open-reset.ts";
import { setReset, undoReset } from "./resets/set-reset.ts";
import { showWhatNow } from "./what-now/show-what-now.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
let catalogue: TestCatalogue;
beforeEach(async () => {
  team = await startTeam(db);
  catalogue = await makeCatalogue(db, team.workspace);
});

const dayMs = 86_400_000;
const at = (acting: Acting, minutes: number): Acting => ({ ...acting, now: noon + minutes * 60_000 });
const daysAgo = (acting: Acting, days: number): Acting => ({ ...acting, now: noon - days * dayMs });

/** Everything, if a promise is said to be made or not. */
async function debriefed(acting: Acting, dealId: string, said: { doDifferently?: string; promise?: boolean } = {}) {
  const { doDifferently = "", promise = false } = said;
  const slips = { flagId: catalogue.flag.slipped, repairId: catalogue.repair.call, wording: "If it slips, I call." };
  const commitments = promise ? [{ id: randomUUID(), ...slips }] : [];
  const reasons = [{ reasonId: catalogue.reason.decider, productScope: null, note: "" }];
  const answers = { ...noAnswers, reasons, doDifferently, commitments };
  await recordDebrief(acting, { dealId, debriefId: randomUUID(), version: 0, answers, secondsSpent: 95 });
}

const promiseOf = ({ id, flagId, repairId, wording }: ProposedCommitment) => ({ id, flagId, repairId, wording });
const leave = (acting: Acting, dealId: string, said: Partial<Parameters<typeof setReset>[1]> = {}) =>
  setReset(acting, { dealId, id: randomUUID(), lesson: "I ask.", resetsOn: "2026-11-22", commitment: null, ...said });

describe("a breather", () => {
  test("has an agreed return, is one at a time, and ends when somebody is back", async () => {
    const { id: dealId } = await lostDeal(team.rita, team);
    const taken = await takeBreather(team.rita, { id: randomUUID(), dealId, length: "an-hour" });
    // Sunday noon in Berlin: nobody works, an hour is an hour.
    expect(taken).toMatchObject({ dealId, backAt: new Date(noon + 3_600_000).toISOString(), endedAt: null });
    expect((await showBreather(at(team.rita, 10))).running).toEqual(taken);
    const another = { id: randomUUID(), dealId: null, length: "20-minutes" as const };
    await expect(takeBreather(at(team.rita, 10), another)).rejects.toMatchObject({ code: "BREATHER_RUNNING" });
    expect(await takeBreather(at(team.rita, 10), { id: taken.id, dealId, length: "an-hour" })).toEqual(taken);

    const back = await endBreather(at(team.rita, 20), { id: taken.id });
    expect(back.endedAt).toBe(new Date(noon + 20 * 60_000).toISOString());
    expect(await endBreather(at(team.rita, 30), { id: taken.id })).toEqual(back);
    expect((await showBreather(at(team.rita, 30))).running).toBeNull();
    expect((await takeBreather(at(team.rita, 30), another)).id).toBe(another.id);
  });

  test("is over at its return by itself, and another may follow", async () => {
    const first = await takeBreather(team.rita, { id: randomUUID(), dealId: null, length: "20-minutes" });
    expect((await showBreather(at(team.rita, 20))).running).toBeNull();
    await takeBreather(at(team.rita, 20), { id: randomUUID(), dealId: null, length: "20-minutes" });
    const { memberId } = team.rita.session;
    const day = { from: new Date(noon), until: new Date(noon + dayMs) };
    const [kept] = await listBreathersOf(db, team.workspace, memberId, day);
    expect(kept?.endedAt?.toISOString()).toBe(first.backAt);
  });

  test("ends on the clock of whoever takes it", async () => {
    const { workspace, memberId } = team.rita.session;
    await updateMemberTimeZone(db, workspace, memberId, "America/New_York");
    const taken = await takeBreather(team.rita, { id: randomUUID(), dealId: null, length: "next-morning" });
    expect(taken).toMatchObject({ backAt: "2026-11-23T14:00:00.000Z", timeZone: "America/New_York" });
  });

  test("is nobody else's to see or to end", async () => {
    const { id } = await takeBreather(team.rita, { id: randomUUID(), dealId: null, length: "an-hour" });
    expect((await showToday(team.rita, {})).breather).toMatchObject({ id });
    const ownerId = team.rita.session.memberId;
    for (const other of [team.max, team.olga, team.rolf]) {
      expect((await showBreather(other)).running).toBeNull();
      expect((await showToday(other, { ownerId })).breather).toBeNull();
      await expect(endBreather(other, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
      const same = takeBreather(other, { id, dealId: null, length: "an-hour" });
      await expect(same).rejects.toMatchObject({ code: "CHANGED_MEANWHILE" });
    }
    const strange = await lostDeal(team.rolf, team);
    await endBreather(team.rita, { id });
    const after = takeBreather(team.rita, { id: randomUUID(), dealId: strange.id, length: "an-hour" });
    await expect(after).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a reset", () => {
  test("asks for the lesson and the commitment first, and fills in what the debrief said", async () => {
    const { id } = await lostDeal(team.rita, team);
    await debriefed(team.rita, id, { doDifferently: "Meet who signs." });
    const sheet = await openReset(team.rita, { dealId: id });
    expect(sheet).toMatchObject({ reset: null, lesson: "Meet who signs.", commitments: [] });
    const [proposed] = sheet.proposed;
    expect(proposed).toMatchObject({
      flagId: catalogue.flag.decider,
      because: "You named “Decision makers not identified”: this flag shows it in time.",
    });
    await expect(leave(team.rita, id, { lesson: "" })).rejects.toMatchObject({ code: "LESSON_NEEDED" });
    await expect(leave(team.rita, id)).rejects.toMatchObject({ code: "COMMITMENT_NEEDED" });
    await expect(leave(team.rita, id, { resetsOn: "2026-11-21" })).rejects.toMatchObject({ code: "DAY_BEHIND" });
    if (!proposed) throw new Error("A promise is proposed.");
    const commitment = promiseOf(proposed);
    const reset = await leave(team.rita, id, { commitment });
    expect((await openReset(team.rita, { dealId: id })).reset).toEqual(reset);
    const [held] = await listLiveCommitments(db, team.workspace, team.rita.session.memberId);
    expect(held).toMatchObject({ id: commitment.id, dealId: id });
    // The next loss for the same reason keeps that promise instead of making it twice.
    const next = await lostDeal(at(team.rita, 1), team);
    await debriefed(at(team.rita, 2), next.id, { doDifferently: "The same." });
    const [kept] = (await openReset(at(team.rita, 3), { dealId: next.id })).proposed;
    expect(kept).toMatchObject({ id: commitment.id, because: "You hold to it since 2026-11-22, after Acme." });
    await leave(at(team.rita, 3), next.id, { commitment });
    expect(await listLiveCommitments(db, team.workspace, team.rita.session.memberId)).toHaveLength(1);
  });

  test("takes the loss from Today and from the person's lists, and nothing from anybody else's", async () => {
    const { id } = await lostDeal(team.rita, team);
    await debriefed(team.rita, id, { promise: true });
    const waiting = await lostDeal(team.rita, team, { name: "Not debriefed" });
    expect((await showToday(team.rita, {})).lossesDebriefed).toMatchObject([{ deal: { id } }]);
    expect((await showToday(team.rita, {})).lossesWaiting.count).toBe(1);
    await leave(team.rita, id);
    const { proposed } = await openReset(team.rita, { dealId: waiting.id });
    expect(proposed).not.toHaveLength(0);
    const promise = { flagId: catalogue.flag.slipped, repairId: catalogue.repair.call, wording: "I call." };
    await leave(team.rita, waiting.id, { commitment: { id: randomUUID(), ...promise } });

    expect(await showToday(team.rita, {})).toMatchObject({
      lossesDebriefed: [],
      lossesWaiting: { count: 0, rows: [] },
      form: [{ outcome: "lost" }, { outcome: "lost" }],
    });
    expect((await listWaitingDebriefs(team.rita, { outcome: "lost", limit: 50 })).rows).toEqual([]);
    const lost = async (acting: Acting, putAway?: boolean) =>
      (await listDeals(acting, { status: "lost", putAway, limit: 50 })).rows.map((row) => row.id).sort();
    const both = [id, waiting.id].sort();
    expect(await lost(team.rita, false)).toEqual([]);
    expect(await lost(team.rita, true)).toEqual(both);
    expect(await lost(team.rita)).toEqual(both);
    // Her manager's lists are her manager's.
    expect(await lost(team.max, false)).toEqual(both);
    expect((await showToday(team.max, {})).lossesWaiting.count).toBe(1);
  });

  test("leaves its check-up and every figure as they were", async () => {
    const { id } = await lostDeal(team.rita, team);
    await setCheckUps(db, team.workspace, { dealIds: [id] }, noon);
    await debriefed(team.rita, id, { promise: true });
    const figures = async () => {
      const outlines: unknown[] = [];
      for await (const batch of streamPastDeals(db, team.workspace, { status: "closed", currency: "EUR" }))
        outlines.push(batch);
      let exported = "";
      const file = await exportedDeals(team.rita)
        .find(({ name }) => name === "deals")
        ?.open({});
      for await (const page of file?.pages ?? []) exported += JSON.stringify(page);
      const record = await showComebackRecord(team.rita, { of: "me" });
      return { outlines, exported, record, counts: await countDeals(db, team.workspace) };
    };
    const counted = await figures();
    expect(counted).toMatchObject({ counts: { closed: 1, open: 0 }, record: { lost: 1 } });
    await leave(team.rita, id);
    expect(await figures()).toEqual(counted);
    const calls = { visible: "all" as const, done: false };
    expect(await listCheckUps(db, team.workspace, calls, { after: null, limit: 5 })).toMatchObject([{ dealId: id }]);
  });

  test("on a day to come is in force on that day, without anything having to run", async () => {
    const { id } = await lostDeal(team.rita, team);
    await debriefed(team.rita, id, { promise: true });
    await leave(team.rita, id, { resetsOn: "2026-11-25" });
    const stands = async (acting: Acting) => (await showToday(acting, {})).lossesDebriefed.length;
    // Midnight in Berlin is 23:00 of the day before in UTC.
    expect(await stands({ ...team.rita, now: Date.parse("2026-11-24T22:59:00Z") })).toBe(1);
    expect(await stands({ ...team.rita, now: Date.parse("2026-11-24T23:00:00Z") })).toBe(0);
  });

  test("is undone, with the promise it made; set again it asks anew", async () => {
    const { id } = await lostDeal(team.rita, team);
    await debriefed(team.rita, id);
    const [proposed] = (await openReset(team.rita, { dealId: id })).proposed;
    if (!proposed) throw new Error("A promise is proposed.");
    const commitment = promiseOf(proposed);
    const reset = await leave(team.rita, id, { commitment });
    for (const other of [team.max, team.olga])
      await expect(undoReset(other, { id: reset.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await undoReset(at(team.rita, 1), { id: reset.id });
    await undoReset(at(team.rita, 2), { id: reset.id });
    expect((await showToday(team.rita, {})).lossesDebriefed).toHaveLength(1);
    expect(await listLiveCommitments(db, team.workspace, team.rita.session.memberId)).toEqual([]);
    await expect(leave(at(team.rita, 3), id)).rejects.toMatchObject({ code: "COMMITMENT_NEEDED" });
    await expect(leave(at(team.rita, 3), id, { id: reset.id, commitment })).rejects.toMatchObject({
      code: "CHANGED_MEANWHILE",
    });
  });

  test("is of one loss: opened again and lost again, the deal stands in every list", async () => {
    const { id } = await lostDeal(team.rita, team);
    await debriefed(team.rita, id, { promise: true });
    await leave(team.rita, id);
    await reopenDeal(at(team.rita, 1), { id });
    await expect(leave(at(team.rita, 2), id)).rejects.toMatchObject({ code: "DEAL_NOT_LOST" });
    await expect(openReset(at(team.rita, 2), { dealId: id })).rejects.toMatchObject({ code: "DEAL_NOT_LOST" });
    await closeDeal(at(team.rita, 3), { id, outcome: "lost" });
    expect((await openReset(at(team.rita, 4), { dealId: id })).reset).toBeNull();
    expect((await showToday(at(team.rita, 4), {})).lossesWaiting.rows).toMatchObject([{ deal: { id } }]);
  });

  test("is for whoever may change the deal", async () => {
    const { id } = await lostDeal(team.rolf, team);
    await expect(leave(team.rita, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(leave(team.marketing, id)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  });
});

describe("at the second loss in a row", () => {
  /** Rolf lost for the same reason, and won soon after. */
  async function rolfRecovered({ lostDaysAgo = 60 } = {}) {
    const { id } = await lostDeal(daysAgo(team.rolf, lostDaysAgo), team);
    await debriefed(daysAgo(team.rolf, lostDaysAgo - 1), id);
    const won = await openDeal(daysAgo(team.rolf, 58), team);
    await closeDeal(daysAgo(team.rolf, 40), { id: won.id, outcome: "won" });
  }

  test("the debrief asks for less, and only its owner is told why", async () => {
    const first = await lostDeal(daysAgo(team.rita, 3), team);
    const second = await lostDeal(daysAgo(team.rita, 1), team);
    expect((await openDebrief(team.rita, { dealId: first.id })).lossInRow).toBe(1);
    expect((await openDebrief(team.rita, { dealId: second.id })).lossInRow).toBe(2);
    for (const other of [team.max, team.olga]) {
      expect((await openDebrief(other, { dealId: second.id })).lossInRow).toBeNull();
      expect(await showWhatNow(other, { dealId: second.id })).toMatchObject({ lossInRow: null, colleagues: [] });
    }
    const won = await openDeal(daysAgo(team.rita, 30), team);
    await closeDeal(team.rita, { id: won.id, outcome: "won" });
    expect((await openDebrief(team.rita, { dealId: second.id })).lossInRow).toBeNull();
  });

  test("a colleague who recovered from the same reason is named, if they agreed to be asked", async () => {
    await rolfRecovered();
    await lostDeal(daysAgo(team.rita, 3), team);
    const { id } = await lostDeal(daysAgo(team.rita, 1), team);
    await debriefed(team.rita, id);
    const named = async () => (await showWhatNow(team.rita, { dealId: id })).colleagues;
    expect(await named()).toEqual([]);
    await saveAgreements(team.rolf, { mayBeAsked: true, tellManager: false });
    expect(await named()).toEqual([
      {
        ...{ memberId: team.rolf.session.memberId, name: "Rolf", email: null },
        ...{ reasonName: "Decision makers not identified", days: 20 },
      },
    ]);
    await saveAgreements(team.rolf, { mayBeAsked: false, tellManager: false });
    expect(await named()).toEqual([]);
  });

  test("nobody is named at the first loss, without a reason in common, or for a win that came too late", async () => {
    await rolfRecovered({ lostDaysAgo: 131 });
    await saveAgreements(team.rolf, { mayBeAsked: true, tellManager: false });
    const first = await lostDeal(daysAgo(team.rita, 3), team);
    await debriefed(team.rita, first.id);
    const second = await lostDeal(daysAgo(team.rita, 1), team);
    await debriefed(team.rita, second.id);
    const shown = async (dealId: string) => await showWhatNow(team.rita, { dealId });
    expect(await shown(second.id)).toMatchObject({ lossInRow: 2, colleagues: [] });

    await rolfRecovered();
    expect((await shown(second.id)).colleagues).toHaveLength(1);
    expect(await shown(first.id)).toMatchObject({ lossInRow: 1, colleagues: [] });
    const third = await lostDeal(team.rita, team);
    expect(await shown(third.id)).toMatchObject({ lossInRow: 3, colleagues: [] });
  });

  test("the manager is told only by the person's wish, and only that they would like a word", async () => {
    await lostDeal(daysAgo(team.rita, 3), team);
    const { id } = await lostDeal(daysAgo(team.rita, 1), team);
    expect(await showAgreements(team.rita)).toEqual({ mayBeAsked: false, tellManager: false, managerName: "Max" });
    expect((await showToday(team.max, {})).wantedWords).toEqual([]);
    expect((await showWhatNow(team.rita, { dealId: id })).manager).toEqual({ name: "Max", isTold: false });
    await saveAgreements(team.rita, { mayBeAsked: false, tellManager: true });
    const word = { memberId: team.rita.session.memberId, name: "Rita" };
    expect((await showToday(team.max, {})).wantedWords).toEqual([word]);
    for (const other of [team.olga, team.rolf, team.rita, team.marketing])
      expect((await showToday(other, {})).wantedWords).toEqual([]);
    // Two weeks later nobody waits for it any more.
    expect((await showToday({ ...team.max, now: noon + 14 * dayMs }, {})).wantedWords).toEqual([]);
    const won = await openDeal(daysAgo(team.rita, 30), team);
    await closeDeal(team.rita, { id: won.id, outcome: "won" });
    expect((await showToday(team.max, {})).wantedWords).toEqual([]);
  });
});

test("what now offers the easiest people to talk to, from one's own deals and customers", async () => {
  const { id } = await lostDeal(team.rita, team, { accountName: "Lost Ltd" });
  const wrote = async (acting: Acting, dealId: string, days: number) =>
    logActivity(acting, {
      ...{ dealId, id: randomUUID(), kind: "email", direction: "incoming", answered: null, contactId: null },
      ...{ happenedAt: new Date(noon - days * dayMs).toISOString(), subject: "Terms", body: "" },
    });
  const waits = await openDeal(daysAgo(team.rita, 20), team, { name: "Waits", accountName: "Waits Ltd" });
  await wrote(team.rita, waits.id, 2);
  // The same company again, a deal that rests, and a colleague's: none of them is easy.
  const same = await openDeal(daysAgo(team.rita, 20), team, { name: "Same company", accountName: "Lost Ltd" });
  await wrote(team.rita, same.id, 1);
  const rolfs = await openDeal(daysAgo(team.rolf, 20), team, { name: "Rolf's" });
  await wrote(team.rolf, rolfs.id, 1);
  const won = await openDeal(daysAgo(team.rita, 90), team, { name: "Client", accountName: "Client Ltd" });
  await closeDeal(daysAgo(team.rita, 60), { id: won.id, outcome: "won" });

  const told = await showWhatNow(team.rita, { dealId: id });
  expect(told.conversations.map(({ dealName, kind }) => [dealName, kind])).toEqual([
    ["Waits", "waits-for-answer"],
    ["Client", "won-customer"],
  ]);
  expect(told).toMatchObject({
    deal: { id },
    breather: { running: null },
    reset: null,
    standing: { kind: "too-few", outOf: 2, needed: 20 },
    lossInRow: 1,
    manager: null,
  });
  await expect(showWhatNow(team.rita, { dealId: won.id })).rejects.toMatchObject({ code: "DEAL_NOT_LOST" });
  await expect(showWhatNow(team.rolf, { dealId: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
