import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { noon, openDeal, startTeam, type TestTeam } from "../../check-ups/check-ups.fixture.ts";
import { closeDeal } from "../../deals/close-deal.ts";
import { listClosesOf } from "../../deals/closes/store.ts";
import { logActivity } from "../../deals/log-activity.ts";
import { reopenDeal } from "../../deals/reopen-deal.ts";
import { upsertMember } from "../../team/store.ts";
import { analyseComeback } from "./analyse-comeback.ts";
import { refreshRecords } from "./refresh-records.ts";
import { showComebackRecord } from "./show-comeback-record.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
const dayMs = 86_400_000;
const daysAgo = (acting: Acting, days: number): Acting => ({ ...acting, now: noon - days * dayMs });

/** A deal opened thirty days before it was closed. */
async function closed(acting: Acting, team: TestTeam, name: string, outcome: "won" | "lost", days: number) {
  const { id } = await openDeal(daysAgo(acting, days + 30), team, { name });
  await closeDeal(daysAgo(acting, days), { id, outcome });
  return id;
}

/** One more rep below Max, who lost and won these. */
async function join(team: TestTeam, name: string): Promise<Acting> {
  const memberId = randomUUID();
  const managerId = team.max.session.memberId;
  await upsertMember(db, team.workspace, { id: memberId, name, email: null, role: "rep", managerId, isOwner: false });
  return { ...team.rita, session: { ...team.rita.session, memberId, memberName: name } };
}

describe("my own record", () => {
  let team: TestTeam;
  beforeAll(async () => {
    team = await startTeam(db);
    for (let pair = 0; pair < 12; pair++) {
      await closed(team.rita, team, `Lost ${pair}`, "lost", 200 - pair * 10);
      await closed(team.rita, team, `Won ${pair}`, "won", 195 - pair * 10);
    }
    // Tidied up within a minute: five old deals, which say nothing about order.
    for (let old = 0; old < 5; old++) await closed(team.rita, team, `Old ${old}`, "lost", 40 + old / 86_400);
    await refreshRecords(db, team.workspace, noon);
  });

  test("is every deal in order, bulk edits left out and counted", async () => {
    const record = await showComebackRecord(team.rita, { of: "me" });
    expect(record).toMatchObject({
      ...{ kind: "record", won: 12, lost: 12, people: 1, leftOut: { bulkEdited: 5, dayOnly: 0 } },
      afterLoss: { kind: "known", wins: 12, losses: 0, verdict: "more" },
      longestLosingRun: { kind: "known", length: 1, won: 12, of: 24 },
      nextConversation: { kind: "nothing-recorded" },
    });
    if (record.kind !== "record") throw new Error(record.kind);
    expect(record.form).toHaveLength(20);
    expect(record.form.at(-1)).toMatchObject({ name: "Won 11", outcome: "won" });
  });

  test("shows what closed since at once", async () => {
    const id = await closed(team.rita, team, "Just now", "lost", 0);
    expect(await showComebackRecord(team.rita, { of: "me" })).toMatchObject({
      lost: 13,
      currentRun: { outcome: "lost", length: 1 },
    });
    await reopenDeal({ ...team.rita, now: noon + 60_000 }, { id });
    expect(await showComebackRecord({ ...team.rita, now: noon + 60_000 }, { of: "me" })).toMatchObject({ lost: 12 });
  });

  test("knows a conversation from a try", async () => {
    const { id } = await openDeal(daysAgo(team.rolf, 100), team, { name: "Rolf's" });
    const log = (days: number, kind: "call" | "email", direction: "incoming" | "outgoing", answered: boolean | null) =>
      logActivity(daysAgo(team.rolf, days), {
        ...{ dealId: id, id: randomUUID(), kind, direction, answered, contactId: null, subject: "", body: "" },
        happenedAt: new Date(noon - days * dayMs).toISOString(),
      });
    await log(50, "email", "outgoing", null);
    await log(49, "call", "outgoing", false);
    await closed(team.rolf, team, "Lost", "lost", 48);
    expect(await showComebackRecord(team.rolf, { of: "me" })).toMatchObject({
      nextConversation: { kind: "nothing-recorded" },
    });
    await log(47, "call", "outgoing", true);
    expect(await showComebackRecord(team.rolf, { of: "me" })).toMatchObject({
      nextConversation: { kind: "too-few", outOf: 0, needed: 10 },
    });
  });

  test("of somebody without a result says so", async () => {
    expect(await showComebackRecord(team.marketing, { of: "me" })).toEqual({ kind: "no-results" });
    const other = await startTeam(db);
    expect(await listClosesOf(db, other.workspace, team.rita.session.memberId, noon)).toEqual([]);
  });
});

describe("the team's record", () => {
  let team: TestTeam;
  let reps: Acting[];
  beforeAll(async () => {
    team = await startTeam(db);
    reps = [team.rita, await join(team, "Ruth"), await join(team, "Ron"), await join(team, "Rhea")];
    for (const [number, rep] of reps.entries()) {
      for (let place = 0; place < 6; place++)
        await closed(rep, team, "Deal", (place + number) % 2 === 0 ? "won" : "lost", 100 - place * 9 - number);
    }
  });

  test("is being made until it has been counted", async () => {
    expect(await showComebackRecord(team.max, { of: "team" })).toEqual({ kind: "being-made" });
  });

  test("is not shown of fewer than five people", async () => {
    await refreshRecords(db, team.workspace, noon);
    for (const who of [team.max, team.olga])
      expect(await showComebackRecord(who, { of: "team" })).toEqual({ kind: "few-people", people: 4, needed: 5 });
  });

  test("is the sums of five: a manager's own team, and for the owner everybody", async () => {
    await closed(team.max, team, "Max's own", "won", 5);
    await closed(team.rolf, team, "Rolf's, of nobody's team", "lost", 4);
    await refreshRecords(db, team.workspace, noon);
    const ofMax = await showComebackRecord(team.max, { of: "team" });
    expect(ofMax).toMatchObject({ kind: "record", people: 5, won: 13, lost: 12 });
    // Two of them began with a loss and won after all three, two ended with one and won after the two before.
    expect(ofMax).toMatchObject({ afterLoss: { kind: "known", wins: 10, losses: 0 } });
    expect(await showComebackRecord(team.olga, { of: "team" })).toMatchObject({ people: 6, won: 13, lost: 13 });
    const text = JSON.stringify(ofMax);
    for (const rep of reps) expect(text).not.toContain(rep.session.memberId);
  });

  test("is for managers, admins and the owner", async () => {
    for (const who of [team.rita, team.marketing])
      await expect(showComebackRecord(who, { of: "team" })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  });

  test("of a file is everybody's, however few, and names the bulk edits", async () => {
    for (let old = 0; old < 6; old++) await closed(team.rita, team, "Old", "lost", 40 + old / 86_400);
    const { comeback, bulkEdits } = await analyseComeback(db, team.workspace, { timeZone: "Europe/Berlin", now: noon });
    expect(comeback).toMatchObject({ people: 6, won: 13, lost: 13 });
    expect(bulkEdits).toMatchObject({ kind: "told", deals: 6, enteredAfterwards: 0, events: [{ deals: 6 }] });
  });
});
