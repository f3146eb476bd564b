import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { reopenDeal } from "../deals/reopen-deal.ts";
import { saveContact } from "../deals/save-contact.ts";
import { showDeal } from "../deals/show-deal.ts";
import { seedCatalogue } from "../reasons/seed-catalogue.ts";
import { listReasonsOf } from "../reasons/store.ts";
import { lostDeal, openDeal, startTeam, type TestTeam } from "./check-ups.fixture.ts";
import { finishCheckUp } from "./finish-check-up.ts";
import { listDaysOfCalls } from "./month/store.ts";
import { removeOfferChange, saveOfferChange } from "./offer-changes/save-offer-change.ts";
import { listOfferChanges } from "./offer-changes/store.ts";
import { saveCheckUp } from "./save-check-up.ts";
import { startWinBack } from "./start-win-back.ts";
import { listCheckUps } from "./store.ts";
import { undoCheckUp } from "./undo-check-up.ts";
import { showWinBacks } from "./win-back-rate/show-win-backs.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
beforeAll(async () => {
  team = await startTeam(db);
});

const later = (acting: Acting, minutes: number): Acting => ({ ...acting, now: acting.now + minutes * 60_000 });

/** A customer lost with a call that is due. */
async function toCall(acting: Acting = team.rita, dueOn = "2026-11-22", said: Parameters<typeof lostDeal>[2] = {}) {
  const deal = await lostDeal(acting, team, said);
  const { id } = await saveCheckUp(acting, { id: randomUUID(), dealId: deal.id, dueOn, note: "" });
  return { dealId: deal.id, id };
}
async function waiting({ session }: Acting, dealId: string) {
  const visible = await findVisibleOwners(db, session);
  return listCheckUps(db, session.workspace, { visible, done: false, dealId }, { after: null, limit: 5 });
}

describe("they want to talk again", () => {
  test("a new deal with the same account, people and owner; the loss stays the loss it was, and both say so", async () => {
    const { dealId, id } = await toCall(team.rita, "2026-11-22", { name: "Globex: Planner", competitor: "Bellstride" });
    await saveContact(team.rita, {
      ...{ dealId, contactId: randomUUID(), name: "Cora", email: null, phone: "+49 1", jobTitle: "COO" },
      role: "decision-maker",
    });
    const before = await showDeal(team.rita, { id: dealId });
    const called = later(team.rita, 5);
    const done = await finishCheckUp(called, { id, outcome: "reopened", note: "New head of operations, new budget." });
    expect(done).toMatchObject({ outcome: "reopened", reached: true, doneByName: "Rita" });

    const fresh = await showDeal(called, { id: done.reopenedAs?.dealId ?? "" });
    expect(fresh).toMatchObject({
      ...{ name: "Globex: Planner (2)", status: "open", accountName: "Acme Ltd", ownerName: "Rita" },
      ...{ amount: before.amount, competitor: null, contacts: [{ name: "Cora", role: "decision-maker" }] },
      earlierDeal: { id: dealId, status: "lost" },
    });
    expect(fresh.timeline.some((entry) => entry.kind === "call")).toBe(true);
    const lost = await showDeal(called, { id: dealId });
    expect(lost).toMatchObject({ status: "lost", closedAt: before.closedAt, laterDeals: [{ id: fresh.id }] });
    // Nothing was reopened: of outcomes that were undone there is none.
    expect(await db.selectFrom("earlier_outcomes").select("id").where("deal_id", "=", dealId).execute()).toEqual([]);
    expect(await waiting(team.rita, dealId)).toEqual([]);
  });

  test("said twice, or in two windows at once, it is one new deal", async () => {
    const { dealId, id } = await toCall();
    const said = { id, outcome: "reopened" as const, note: "Yes." };
    const [one, other] = await Promise.all([finishCheckUp(team.rita, said), finishCheckUp(team.rita, said)]);
    expect(one.reopenedAs).toEqual(other.reopenedAs);
    expect(await startWinBack(team.rita, { dealId, note: "" })).toMatchObject({ id: one.reopenedAs?.dealId });
    expect((await showDeal(team.rita, { id: dealId })).laterDeals).toHaveLength(1);
  });

  test("lost again, the new deal waits for a call of its own, and coming back once more is a third deal", async () => {
    const { id } = await toCall(team.rita, "2026-11-22", { name: "Initech" });
    const second = (await finishCheckUp(team.rita, { id, outcome: "reopened", note: "" })).reopenedAs?.dealId ?? "";
    await closeDeal(later(team.rita, 10), { id: second, outcome: "lost" });
    const third = await startWinBack(later(team.rita, 20), { dealId: second, note: "They called." });
    expect(third).toMatchObject({ name: "Initech (3)", status: "open" });
    expect(await showDeal(team.rita, { id: second })).toMatchObject({
      ...{ earlierDeal: { name: "Initech" }, laterDeals: [{ name: "Initech (3)" }] },
    });
  });

  test("who lost it and has left the team does not get it back", async () => {
    const { id } = await toCall(team.rolf);
    await db
      .updateTable("members")
      .set({ deactivated_at: new Date() })
      .where("id", "=", team.rolf.session.memberId)
      .execute();
    const done = await finishCheckUp(team.olga, { id, outcome: "reopened", note: "" });
    expect(await showDeal(team.olga, { id: done.reopenedAs?.dealId ?? "" })).toMatchObject({ ownerName: "Olga" });
    await db
      .updateTable("members")
      .set({ deactivated_at: null })
      .where("id", "=", team.rolf.session.memberId)
      .execute();
  });

  test("came back by themselves: the call that waited is not needed, and counts as none", async () => {
    const { dealId } = await toCall(team.rita, "2027-03-01");
    await startWinBack(team.rita, { dealId, note: "They wrote to us." });
    expect(await waiting(team.rita, dealId)).toEqual([]);
    const open = await openDeal(team.rita, team);
    await expect(startWinBack(team.rita, { dealId: open.id, note: "" })).rejects.toMatchObject({
      code: "DEAL_NOT_LOST",
    });
  });

  test("a deal that was closed by mistake and opened again goes on by itself", async () => {
    const { dealId, id } = await toCall();
    await reopenDeal(later(team.rita, 1), { id: dealId });
    const done = await finishCheckUp(later(team.rita, 2), { id, outcome: "reopened", note: "" });
    expect(done.reopenedAs).toBeNull();
    expect((await showDeal(team.rita, { id: dealId })).laterDeals).toEqual([]);
  });
});

describe("taking back how it went", () => {
  test("never leaves the lists, and comes back to its day", async () => {
    const { dealId, id } = await toCall(team.rita, "2026-12-01");
    await finishCheckUp(team.rita, { id, outcome: "never", note: "They have built their own.", reached: true });
    expect(await waiting(team.rita, dealId)).toEqual([]);
    expect(await undoCheckUp(team.rita, { id })).toMatchObject({ outcome: null, reached: null, doneAt: null });
    expect(await undoCheckUp(team.rita, { id })).toMatchObject({ doneAt: null });
    expect(await waiting(team.rita, dealId)).toMatchObject([{ id, dueOn: "2026-12-01" }]);
  });

  test("later takes the call along that it set; one that was made since stays", async () => {
    const { dealId, id } = await toCall();
    await finishCheckUp(team.rita, { id, outcome: "later", note: "", reached: false, nextOn: "2027-02-01" });
    expect(await waiting(team.rita, dealId)).toMatchObject([{ dueOn: "2027-02-01" }]);
    await undoCheckUp(team.rita, { id });
    expect(await waiting(team.rita, dealId)).toMatchObject([{ id, dueOn: "2026-11-22" }]);

    await finishCheckUp(team.rita, { id, outcome: "never", note: "" });
    await saveCheckUp(team.rita, { id: randomUUID(), dealId, dueOn: "2027-05-03", note: "" });
    await expect(undoCheckUp(team.rita, { id })).rejects.toMatchObject({ code: "CHANGED_MEANWHILE" });
  });

  test("a new deal stands; a colleague finds nothing", async () => {
    const { id } = await toCall();
    await finishCheckUp(team.rita, { id, outcome: "reopened", note: "" });
    await expect(undoCheckUp(team.rita, { id })).rejects.toMatchObject({ code: "NEW_DEAL_STANDS" });
    await expect(undoCheckUp(team.rolf, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

test("a month's page has every day's count, and of each day the first calls, largest deal first", async () => {
  const own = await startTeam(db);
  const { rita, workspace } = own;
  for (const [dueOn, amountCents] of [
    ["2027-01-04", 1],
    ["2027-01-04", 9],
    ["2027-01-04", 5],
    ["2027-01-29", 2],
  ] as const) {
    const { id } = await lostDeal(rita, own, { amountCents });
    await saveCheckUp(rita, { id: randomUUID(), dealId: id, dueOn, note: "" });
  }
  const month = { visible: "all" as const, dueFrom: "2027-01-01", dueBy: "2027-01-31" };
  const days = await listDaysOfCalls(db, workspace, month, 2);
  expect(days.map(({ day, count, rows }) => [day, count, ...rows.map(({ amount }) => amount?.amountCents)])).toEqual([
    ["2027-01-04", 3, 9, 5],
    ["2027-01-29", 1, 2],
  ]);
  expect(await listDaysOfCalls(db, workspace, { ...month, visible: { owners: [], unowned: true } }, 2)).toEqual([]);
});

test("what came of the calls: each customer once, open deals are not yet losses, never called is shown", async () => {
  const own = await startTeam(db);
  const { rita, rolf } = own;
  const call = async (acting: Acting, outcome: "reopened" | "later" | "never", reached = true) => {
    const deal = await lostDeal(acting, own);
    const { id } = await saveCheckUp(acting, { id: randomUUID(), dealId: deal.id, dueOn: "2026-11-22", note: "" });
    const done = await finishCheckUp(acting, { id, outcome, reached, note: "" });
    return { dealId: deal.id, newId: done.reopenedAs?.dealId ?? "" };
  };
  const won = await call(rita, "reopened");
  await closeDeal(later(rita, 1), { id: won.newId, outcome: "won" });
  const again = await call(rita, "reopened");
  await closeDeal(later(rita, 1), { id: again.newId, outcome: "lost" });
  await call(rita, "reopened");
  for (const outcome of ["later", "later", "never", "never"] as const) await call(rita, outcome);
  await call(rita, "later", false);
  for (const outcome of ["never", "never", "never"] as const) await call(rolf, outcome);
  // Called twice, counted once.
  const patient = await call(rita, "later");
  const [next] = await listCheckUps(
    db,
    own.workspace,
    { visible: "all", done: false, dealId: patient.dealId },
    { after: null, limit: 1 },
  );
  await finishCheckUp(later(rita, 9), { id: next?.id ?? "", outcome: "never", note: "" });
  // Never called though their day has passed; not due yet; back by themselves.
  const overdue = await lostDeal(rita, own);
  const { id } = await saveCheckUp(rita, { id: randomUUID(), dealId: overdue.id, dueOn: "2026-11-22", note: "" });
  expect(id).toBeTruthy();
  const asked = await lostDeal(rita, own);
  await saveCheckUp(rita, { id: randomUUID(), dealId: asked.id, dueOn: "2027-11-22", note: "" });
  const unasked = await lostDeal(rita, own);
  const back = await startWinBack(rita, { dealId: unasked.id, note: "" });
  await closeDeal(later(rita, 1), { id: back.id, outcome: "won" });

  const tomorrow = (acting: Acting) => later(acting, 24 * 60);
  // Of two people the one could tell what the other's calls came to; whoever sees all these deals could count them anyway.
  expect(await showWinBacks(tomorrow(rita), { of: "team" })).toEqual({ kind: "few-people", people: 2, needed: 5 });
  expect(await showWinBacks(tomorrow(own.marketing), { of: "team" })).toMatchObject({
    ...{ due: 13, called: 12, neverCalled: 1, reached: 11, cameBack: 3, won: 1, lostAgain: 1, stillOpen: 1 },
    ...{ toCallAgain: 3, noFurtherCall: 6, unasked: { cameBack: 1, won: 1 } },
    rates: {
      reachedOfCalled: { kind: "interval", count: 11, of: 12 },
      backOfReached: { kind: "interval", count: 3, of: 11 },
      wonOfEnded: { kind: "too-few", outOf: 8, needed: 10 },
    },
    bounds: { low: 1 / 12, high: 5 / 12 },
  });
  // Mine are a part of it, and too few to say.
  expect(await showWinBacks(later(rolf, 1), { of: "me" })).toMatchObject({ due: 3, called: 3, bounds: null });
  expect(await showWinBacks(own.max, { of: "team" })).toMatchObject({ called: 9 });
  expect(await showWinBacks((await startTeam(db)).olga, { of: "team" })).toMatchObject({ due: 0, called: 0 });
});

test("marketing, managers and admins note what we offer otherwise; sent twice it is noted once, taken out it comes back", async () => {
  const own = await startTeam(db);
  await db.transaction().execute((tx) => seedCatalogue(tx, own.workspace));
  const price = (await listReasonsOf(db, own.workspace)).find(({ key }) => key === "price")?.id ?? "";
  const note = {
    id: randomUUID(),
    kind: "price" as const,
    fromOn: "2026-10-01",
    words: "A smaller start at half the price.",
    reasonIds: [price],
  };
  await saveOfferChange(own.marketing, note);
  expect(await saveOfferChange(own.max, note)).toMatchObject({ words: note.words, reasons: [{ id: price }] });
  expect(await listOfferChanges(db, own.workspace)).toHaveLength(1);
  await removeOfferChange(own.olga, { id: note.id });
  expect(await listOfferChanges(db, own.workspace)).toEqual([]);
  await saveOfferChange(own.olga, { ...note, reasonIds: [] });
  expect(await listOfferChanges(db, own.workspace, "2026-10-01")).toMatchObject([{ reasons: [] }]);
  expect(await listOfferChanges(db, own.workspace, "2026-10-02")).toEqual([]);
  await expect(saveOfferChange(own.rita, note)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  await expect(saveOfferChange(own.max, { ...note, reasonIds: [randomUUID()] })).rejects.toMatchObject({
    code: "NOT_FOUND",
  });
  await expect(removeOfferChange(team.olga, { id: note.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
});
