import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { lostDeal, noon, openDeal, startTeam, type TestTeam } from "../check-ups/check-ups.fixture.ts";
import { findWaitingCheckUp } from "../check-ups/store.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { moveDeal } from "../deals/move-deal.ts";
import { nameCompetitor } from "../deals/name-competitor.ts";
import { reopenDeal } from "../deals/reopen-deal.ts";
import { saveContact } from "../deals/save-contact.ts";
import { seedCatalogue } from "../reasons/seed-catalogue.ts";
import { listReasonsOf } from "../reasons/store.ts";
import { listTalksOf, listWaitingFor } from "./conversations/agenda/store.ts";
import { askPostMortem } from "./conversations/ask-post-mortem.ts";
import type { PostMortemRow, Preparation } from "./conversations/contract.ts";
import { giveUpPostMortem, takeUpPostMortem } from "./conversations/give-up-post-mortem.ts";
import { holdPostMortem } from "./conversations/hold-post-mortem.ts";
import { listPostMortems } from "./conversations/list-post-mortems.ts";
import { saveNotes } from "./conversations/save-notes.ts";
import { savePreparation } from "./conversations/save-preparation.ts";
import { showPostMortem } from "./conversations/show-post-mortem.ts";
import { showCoverage } from "./coverage/show-coverage.ts";
import type { CustomerAnswers } from "./customer-answers/contract.ts";
import { noCustomerAnswers } from "./customer-answers/rules.ts";
import { listLossExclusions, saveLossExclusion } from "./exclusions/exclude-loss.ts";
import type { MajorLossCriteria } from "./major-losses/contract.ts";
import { findMajorLosses } from "./major-losses/find-major-losses.ts";
import { previewMajorLossRule } from "./major-losses/preview-major-loss-rule.ts";
import { archiveMajorLossRule, restoreMajorLossRule, saveMajorLossRule } from "./major-losses/save-major-loss-rule.ts";
import { savePriority } from "./priorities/save-priority.ts";
import { seedPriorities } from "./priorities/seed-priorities.ts";
import { listPriorities } from "./priorities/store.ts";
import { listSegmentFields } from "./segments/store.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
beforeEach(async () => {
  team = await startTeam(db);
  await db.transaction().execute(async (tx) => {
    await seedCatalogue(tx, team.workspace);
    await seedPriorities(tx, team.workspace);
  });
});

const minute = 60_000;
const day = 24 * 60 * minute;
const later = (acting: Acting, ms: number): Acting => ({ ...acting, now: acting.now + ms });
const nothing: MajorLossCriteria = { minAmountCents: null, competitors: null, segment: null, stageId: null };
const large: Partial<MajorLossCriteria> = { minAmountCents: 5_000_000 };

const sayRule = (criteria: Partial<MajorLossCriteria>, { id = randomUUID(), version = 0, name = "Large deals" } = {}) =>
  saveMajorLossRule(team.max, { ...nothing, ...criteria, id, version, name });

/** What the job does after a loss. */
const find = (dealId: string, now = noon + minute) => findMajorLosses(db, team.workspace, { dealIds: [dealId] }, now);
const listed = async (acting: Acting, dealId?: string) =>
  (await listPostMortems(acting, { limit: 50, ...(dealId ? { dealId } : {}) })).rows;

/** A large loss of Rita's that a rule named: a minute after the rule was made. */
async function majorLoss(said: Parameters<typeof lostDeal>[2] = {}): Promise<PostMortemRow> {
  await sayRule(large);
  const deal = await lostDeal(later(team.rita, minute), team, { amountCents: 9_000_000, ...said });
  await find(deal.id);
  const [found] = await listed(team.max, deal.id);
  if (!found) throw new Error("The rule named no loss.");
  return found;
}

describe("which losses are major", () => {
  test("is said beforehand: the seller's manager has the post-mortem at once, and history calls nobody", async () => {
    const past = await lostDeal(later(team.rita, -day), team, { amountCents: 9_000_000 });
    await sayRule(large);
    const small = await lostDeal(later(team.rita, minute), team, { amountCents: 4_999_999 });
    const major = await lostDeal(later(team.rita, minute), team, { amountCents: 5_000_000 });
    for (const { id } of [past, small, major]) await find(id);
    expect(await listed(team.max)).toMatchObject([
      { dealId: major.id, state: "due", leadName: "Max", ruleName: "Large deals", mayWrite: true },
    ]);
    // An import that tells it again, and the same job again, make no second one.
    await findMajorLosses(db, team.workspace, { imported: true }, noon + 2 * minute);
    expect(await listed(team.max)).toHaveLength(1);
    const visible = await findVisibleOwners(db, team.max.session);
    expect(await listWaitingFor(db, team.max.session, visible, 5)).toMatchObject({ count: 1 });
    // Rita reads it, and has nothing to do about it; Rolf sees no deal of hers.
    expect(await listed(team.rita)).toMatchObject([{ mayWrite: false }]);
    expect(await listed(team.rolf)).toEqual([]);
    const ritas = await findVisibleOwners(db, team.rita.session);
    expect((await listWaitingFor(db, team.rita.session, ritas, 5)).count).toBe(0);
  });

  test("asks the amount in the team's currency, the competitor in any spelling, and all of what it asks", async () => {
    await sayRule({ ...large, competitors: ["Bellstride"] });
    const lost = (said: Parameters<typeof lostDeal>[2]) =>
      lostDeal(later(team.rita, minute), team, { amountCents: 9_000_000, ...said });
    const named = await lost({ competitor: "BELLSTRIDE " });
    const others = [await lost({ competitor: "Orbit" }), await lost({ competitor: "Bellstride", currency: "USD" })];
    const unnamed = await lost({});
    for (const { id } of [named, unnamed, ...others]) await find(id);
    expect((await listed(team.max)).map(({ dealId }) => dealId)).toEqual([named.id]);
    // Who they chose comes to light later.
    await nameCompetitor(later(team.rita, 2 * minute), { id: unnamed.id, competitor: "Bellstride" });
    await find(unnamed.id, noon + 3 * minute);
    expect(await listed(team.max)).toHaveLength(2);
  });

  test("asks how far it came, and what the CRM says of the deal or of its account", async () => {
    const open = team.pipeline.stages.filter(({ type }) => type === "open");
    const [, second, third] = open;
    if (!second || !third) throw new Error("The pipeline has stages.");
    await sayRule({ stageId: second.id }, { name: "Far" });
    const near = await lostDeal(later(team.rita, minute), team);
    const far = await openDeal(later(team.rita, -day), team);
    await moveDeal(later(team.rita, -day / 2), { id: far.id, stageId: third.id });
    await closeDeal(later(team.rita, minute), { id: far.id, outcome: "lost" });
    for (const { id } of [near, far]) await find(id);
    expect((await listed(team.max)).map(({ dealId, ruleName }) => [dealId, ruleName])).toEqual([[far.id, "Far"]]);

    await sayRule({ segment: { field: "Segment", values: ["enterprise"] } }, { name: "Enterprise" });
    const ofDeal = await lostDeal(later(team.rita, minute), team, { accountName: "One" });
    const ofAccount = await lostDeal(later(team.rita, minute), team, { accountName: "Two" });
    const other = await lostDeal(later(team.rita, minute), team, { accountName: "Three" });
    const say = (attributes: object) => ({ attributes: JSON.stringify(attributes) });
    await db
      .updateTable("deals")
      .set(say({ Segment: "Enterprise" }))
      .where("id", "=", ofDeal.id)
      .execute();
    const accountId = ofAccount.accountId ?? "";
    await db
      .updateTable("accounts")
      .set(say({ Segment: " Enterprise" }))
      .where("id", "=", accountId)
      .execute();
    await db
      .updateTable("deals")
      .set(say({ Segment: "Small" }))
      .where("id", "=", other.id)
      .execute();
    for (const { id } of [ofDeal, ofAccount, other]) await find(id);
    const byRule = (await listed(team.max)).filter(({ ruleName }) => ruleName === "Enterprise");
    expect(byRule.map(({ dealId }) => dealId).sort()).toEqual([ofDeal.id, ofAccount.id].sort());
    // Two deals each are too thin a column to tell segments apart by.
    expect(await listSegmentFields(db, team.workspace)).toEqual([]);
  });

  test("is previewed on past losses, and nothing is written by it", async () => {
    for (const amountCents of [1_000_000, 5_000_000, 7_000_000])
      await lostDeal(later(team.rita, -day), team, { amountCents });
    await lostDeal(later(team.rolf, -day), team, { amountCents: 8_000_000 });
    const preview = await previewMajorLossRule(team.olga, { ...nothing, ...large });
    expect(preview).toMatchObject({
      ...{ from: "2025-11-22", to: "2026-11-21", losses: 4, named: 3 },
      amounts: [{ amountCents: 20_000_000, currency: "EUR" }],
    });
    expect(preview.rows).toHaveLength(3);
    expect(await listed(team.olga)).toEqual([]);
    await expect(previewMajorLossRule(team.olga, nothing)).rejects.toMatchObject({ code: "NOTHING_ASKED" });
    await expect(previewMajorLossRule(team.rita, { ...nothing, ...large })).rejects.toMatchObject({
      code: "NOT_ALLOWED",
    });
  });

  test("counts anew from the day its question changes, and nobody saves over what they did not see", async () => {
    const rule = await sayRule(large);
    const save = (acting: Acting, version: number, criteria: Partial<MajorLossCriteria>, name = "Large deals") =>
      saveMajorLossRule(acting, { ...nothing, ...criteria, id: rule.id, version, name });
    const renamed = await save(later(team.max, minute), 1, large, "Big ones");
    expect(renamed).toMatchObject({ name: "Big ones", version: 2, countsFrom: rule.countsFrom });
    const wider = await save(later(team.max, 2 * minute), 2, { minAmountCents: 1_000_000 }, "Big ones");
    expect(Date.parse(wider.countsFrom)).toBe(noon + 2 * minute);
    // The answer was lost on its way, and the save sent again.
    expect(await save(later(team.max, 3 * minute), 2, { minAmountCents: 1_000_000 }, "Big ones")).toEqual(wider);
    await expect(save(team.olga, 2, large)).rejects.toMatchObject({ code: "CHANGED_MEANWHILE" });

    await archiveMajorLossRule(later(team.max, 4 * minute), { id: rule.id });
    expect(await restoreMajorLossRule(later(team.max, 5 * minute), { id: rule.id })).toMatchObject({
      countsFrom: wider.countsFrom,
    });
    await archiveMajorLossRule(later(team.max, 6 * minute), { id: rule.id });
    const back = await restoreMajorLossRule(later(team.max, day), { id: rule.id });
    expect(Date.parse(back.countsFrom)).toBe(noon + day);
  });

  test("leaves out what is excluded; what waits of it waits no more, and comes back", async () => {
    const { dealId } = await majorLoss();
    await saveLossExclusion(team.max, { dealId, leftOutOf: "invitations", why: "In court" });
    await find(dealId);
    expect(await listed(team.max, dealId)).toMatchObject([{ leftOutOf: "invitations" }]);
    await saveLossExclusion(team.max, { dealId, leftOutOf: "analysis", why: "A test order" });
    await find(dealId);
    expect(await listed(team.max, dealId)).toEqual([]);
    expect((await listLossExclusions(team.max)).rows).toMatchObject([
      { deal: { id: dealId }, leftOutOf: "analysis", why: "A test order", madeByName: "Max" },
    ]);
    await saveLossExclusion(team.max, { dealId, leftOutOf: null, why: "" });
    await find(dealId);
    expect(await listed(team.max, dealId)).toHaveLength(1);
    await expect(saveLossExclusion(team.rita, { dealId, leftOutOf: "analysis", why: "" })).rejects.toMatchObject({
      code: "NOT_ALLOWED",
    });
  });

  test("a loss that is opened again takes an untouched post-mortem along; one that was begun stays, and says so", async () => {
    const first = await majorLoss();
    await reopenDeal(later(team.rita, 2 * minute), { id: first.dealId });
    await find(first.dealId, noon + 3 * minute);
    expect(await listed(team.max, first.dealId)).toEqual([]);

    await closeDeal(later(team.rita, 4 * minute), { id: first.dealId, outcome: "lost" });
    await find(first.dealId, noon + 5 * minute);
    const [second] = await listed(team.max, first.dealId);
    if (!second) throw new Error("The second loss is major, too.");
    await saveNotes(team.max, { ...noted({ whoDecided: "The board" }), id: second.id });
    await reopenDeal(later(team.rita, 6 * minute), { id: first.dealId });
    await find(first.dealId, noon + 7 * minute);
    expect(await listed(team.max, first.dealId)).toMatchObject([{ id: second.id, isReopened: true }]);
    await closeDeal(later(team.rita, 8 * minute), { id: first.dealId, outcome: "lost" });
    await find(first.dealId, noon + 9 * minute);
    expect(await listed(team.max, first.dealId)).toMatchObject([{ isReopened: false }, { isReopened: true }]);
  });
});

const noted = (said: Partial<CustomerAnswers>, { answersId = randomUUID(), version = 0 } = {}) => ({
  ...{ answersId, version },
  answers: { ...noCustomerAnswers, ...said },
});

describe("the conversation", () => {
  test("is prepared: contact, opening line, questions' catalogue and the day of the next call", async () => {
    const { id, dealId } = await majorLoss({ competitor: "Bellstride" });
    const contact = (name: string, role: "influencer" | "decision-maker") =>
      saveContact(team.rita, {
        ...{ dealId, contactId: randomUUID(), name, email: null, phone: null, jobTitle: null, role },
      });
    await contact("Ina Fluence", "influencer");
    const { contactId } = await contact("Dora Cider", "decision-maker");
    const sheet = await showPostMortem(team.max, { id });
    expect(sheet.proposed.contactId).toBe(contactId);
    expect(sheet.proposed.openingLine).toMatch(
      /^Hello Dora Cider, you decided for Bellstride, and I accept that.*Rita/,
    );
    expect(sheet.priorities.map(({ key }) => key)).toContain("price");
    expect(sheet.reasons.every(({ appliesTo }) => appliesTo === "lost")).toBe(true);
    expect(sheet).toMatchObject({ conversation: null, form: null, checkUp: { waits: false } });

    const preparation: Preparation = {
      ...{ ...sheet.postMortem.preparation, mode: "manager-and-rep", contactId, repInvited: true },
      plannedFor: "2026-11-25T09:00:00.000Z",
    };
    const planned = await savePreparation(team.max, { id, version: 1, preparation });
    expect(planned).toMatchObject({ version: 2, state: "planned", preparation });
    expect(await savePreparation(team.max, { id, version: 1, preparation })).toEqual(planned);
    await expect(
      savePreparation(team.olga, { id, version: 1, preparation: { ...preparation, mode: "form" } }),
    ).rejects.toMatchObject({ code: "CHANGED_ELSEWHERE", data: { version: 2, preparation } });
    // Rita is invited to listen, and sees it among her own.
    const visible = await findVisibleOwners(db, team.rita.session);
    expect(await listWaitingFor(db, team.rita.session, visible, 5)).toMatchObject({ count: 1, rows: [{ id }] });
    const month = { from: noon, until: noon + 30 * day };
    const talk = { id, plannedFor: new Date(preparation.plannedFor ?? ""), contactName: "Dora Cider", leadName: "Max" };
    expect(await listTalksOf(db, team.max.session, month)).toMatchObject([{ ...talk, listens: false }]);
    expect(await listTalksOf(db, team.rita.session, month)).toMatchObject([{ ...talk, listens: true }]);
    expect(await listTalksOf(db, team.rolf.session, month)).toEqual([]);
    await expect(
      savePreparation(team.max, { id, version: 2, preparation: { ...preparation, leadId: randomUUID() } }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is led by whoever is named, also a neutral colleague who sees no deal of the seller", async () => {
    const { id } = await majorLoss();
    await expect(showPostMortem(team.rolf, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(saveNotes(team.rita, { ...noted({ quote: "Hm" }), id })).rejects.toMatchObject({
      code: "NOT_ALLOWED",
    });
    await expect(saveNotes(team.marketing, { ...noted({ quote: "Hm" }), id })).rejects.toMatchObject({
      code: "NOT_ALLOWED",
    });
    const { preparation } = (await showPostMortem(team.max, { id })).postMortem;
    const leadId = team.rolf.session.memberId;
    await savePreparation(team.max, {
      ...{ id, version: 1, preparation: { ...preparation, mode: "neutral-colleague", leadId } },
    });
    expect((await showPostMortem(team.rolf, { id })).postMortem).toMatchObject({ mayWrite: true, seesDeal: false });
    expect(await saveNotes(team.rolf, { ...noted({ compared: "Close" }), id })).toMatchObject({ version: 1 });
  });

  test("is kept as it is typed, and two windows never overwrite each other", async () => {
    const { id } = await majorLoss();
    const [reason] = await listReasonsOf(db, team.workspace);
    const [price] = await listPriorities(db, team.workspace);
    if (!reason || !price) throw new Error("A workspace has reasons and priorities.");
    const recommendation = { id: randomUUID(), words: "Bring the engineer earlier" };
    const first = noted({ winnerBetter: "They had a pilot", recommendations: [recommendation] });
    const begun = await saveNotes(team.max, { ...first, id });
    expect(begun).toMatchObject({ version: 1, givenAt: null, changedByName: "Max" });
    // The answer was lost on its way, and the save sent again.
    expect(await saveNotes(team.max, { ...first, id })).toEqual(begun);

    const answers: CustomerAnswers = {
      ...noCustomerAnswers,
      ...{ winnerBetter: "They had a pilot in two weeks", quote: "You were slow.", quoteConsent: "unnamed" },
      reasons: [{ reasonId: reason.id, note: "said twice" }],
      priorities: [
        { priorityId: price.id, name: price.name, importance: 5, us: 2, winner: 4 },
        { priorityId: null, name: "People nearby", importance: 4, us: null, winner: null },
      ],
      recommendations: [recommendation, { id: randomUUID(), words: "Answer within a day" }],
    };
    const second = await saveNotes(team.max, { id, answersId: first.answersId, version: 1, answers });
    expect(second).toMatchObject({ version: 2, answers });
    const otherWindow = noted({ whoDecided: "The board" }, { answersId: first.answersId, version: 1 });
    await expect(saveNotes(team.olga, { ...otherWindow, id })).rejects.toMatchObject({
      code: "OTHER_WINDOW",
      data: { version: 2, answers },
    });
    const unknown = noted(
      { reasons: [{ reasonId: randomUUID(), note: "" }] },
      { answersId: first.answersId, version: 2 },
    );
    await expect(saveNotes(team.max, { ...unknown, id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("took place: what was typed is given, and a chance for us sets the next call", async () => {
    const { id, dealId } = await majorLoss();
    await expect(holdPostMortem(team.max, { ...noted({}), id, checkUpOn: null })).rejects.toMatchObject({
      code: "NOTHING_SAID",
    });
    const notes = noted({ leastUnderstood: "Our shifts", winAgain: "maybe", winAgainNote: "When the term ends" });
    await expect(
      holdPostMortem(team.max, { ...notes, id, heldAt: "2026-11-20T09:00:00Z", checkUpOn: null }),
    ).rejects.toMatchObject({ code: "TIME_NOT_POSSIBLE" });
    const held = await holdPostMortem(later(team.max, 5 * minute), { ...notes, id, checkUpOn: "2027-06-01" });
    expect(held.postMortem).toMatchObject({ state: "held", given: [{ source: "conversation", winAgain: "maybe" }] });
    expect(held.conversation?.givenAt).not.toBeNull();
    expect(held.checkUp).toMatchObject({ dueOn: "2027-06-01", waits: true });
    expect(await findWaitingCheckUp(db, team.workspace, dealId)).toMatchObject({ dueOn: "2027-06-01" });

    // A word put right later keeps the day it was given; a slip is taken back.
    const righted = { ...notes.answers, leastUnderstood: "Our night shifts" };
    const again = await saveNotes(team.max, { id, answersId: notes.answersId, version: 1, answers: righted });
    expect(again.givenAt).toBe(held.conversation?.givenAt);
    expect(await takeUpPostMortem(team.max, { id })).toMatchObject({ state: "due", heldAt: null, given: [] });
  });

  test("is given up with a reason, written on only once it is taken up again, and asked for where no rule named it", async () => {
    const { id } = await majorLoss();
    const givenUp = await giveUpPostMortem(team.max, { id, why: "They left the company" });
    expect(givenUp).toMatchObject({ state: "given-up", givenUpWhy: "They left the company" });
    await expect(saveNotes(team.max, { ...noted({ compared: "Close" }), id })).rejects.toMatchObject({
      code: "GIVEN_UP",
    });
    expect(await takeUpPostMortem(team.max, { id })).toMatchObject({ state: "due", givenUpWhy: "" });

    const small = await lostDeal(team.rita, team, { amountCents: 1_000 });
    const ask = (acting: Acting, askedId: string = randomUUID()) =>
      askPostMortem(acting, { dealId: small.id, id: askedId });
    await expect(ask(team.rita)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    const asked = await ask(team.olga);
    expect(asked).toMatchObject({ state: "due", ruleName: null, askedByName: "Olga", leadName: "Max" });
    expect((await ask(team.max)).id).toBe(asked.id);
    const open = await openDeal(team.rita, team);
    await expect(askPostMortem(team.max, { dealId: open.id, id: randomUUID() })).rejects.toMatchObject({
      code: "DEAL_NOT_LOST",
    });
  });
});

test("those planned are listed by their day, the next one first, page by page", async () => {
  await sayRule(large);
  const days = ["2026-11-26", "2026-11-24", "2026-11-30", "2026-11-24", "2026-11-25"];
  for (const [place, planned] of days.entries()) {
    const deal = await lostDeal(later(team.rita, (place + 1) * minute), team, { amountCents: 9_000_000 });
    await find(deal.id, noon + (place + 2) * minute);
    const [found] = await listed(team.max, deal.id);
    if (!found) throw new Error("The rule named no loss.");
    const { preparation } = (await showPostMortem(team.max, { id: found.id })).postMortem;
    const plannedFor = `${planned}T09:00:00.000Z`;
    await savePreparation(team.max, { id: found.id, version: 1, preparation: { ...preparation, plannedFor } });
  }
  const shown: (string | undefined)[] = [];
  let after: string | undefined;
  do {
    const page = await listPostMortems(team.max, { state: "planned", limit: 2, after });
    shown.push(...page.rows.map(({ plannedFor }) => plannedFor?.slice(0, 10)));
    after = page.next ?? undefined;
  } while (after !== undefined);
  expect(shown).toEqual(days.toSorted());
});

test("coverage counts the major losses one sees, without those left out", async () => {
  await sayRule(large);
  for (let lost = 0; lost < 6; lost += 1) {
    const deal = await lostDeal(later(team.rita, minute), team, { amountCents: 9_000_000 });
    await find(deal.id);
  }
  const [first, second, left] = await listed(team.max);
  if (!first || !second || !left) throw new Error("Six losses are major.");
  for (const { id } of [first, second])
    await holdPostMortem(later(team.max, 2 * day), { ...noted({ winAgain: "no" }), id, checkUpOn: null });
  await saveLossExclusion(team.max, { dealId: left.dealId, leftOutOf: "analysis", why: "" });
  expect(await showCoverage(later(team.max, 3 * day), {})).toMatchObject({
    ...{ from: "2025-11-26", to: "2026-11-25", major: 5, talked: 2, byForm: 0, waiting: 3, givenUp: 0 },
    share: { kind: "known", count: 2, of: 5 },
    wait: { kind: "known", medianDays: null, of: 5 },
    segments: [{ name: "Not told", share: { count: 2, of: 5 } }],
  });
  expect(await showCoverage(team.rolf, {})).toMatchObject({ major: 0, share: { kind: "too-few", outOf: 0 } });
});

test("priorities are the team's own: twelve at most, and one that is put away keeps its name", async () => {
  const [price] = await listPriorities(db, team.workspace);
  if (!price) throw new Error("A workspace has priorities.");
  await expect(savePriority(team.rita, { ...price, name: "Cost" })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  expect(await savePriority(team.max, { ...price, name: "Cost", archived: true })).toMatchObject({ archived: true });
  const add = (name: string) => savePriority(team.max, { id: randomUUID(), name, archived: false });
  for (let more = 0; more < 5; more += 1) await add(`Another ${more}`);
  await expect(add("One too many")).rejects.toMatchObject({ code: "TOO_MANY" });
  await db.transaction().execute((tx) => seedPriorities(tx, team.workspace));
  const all = await listPriorities(db, team.workspace);
  expect(all).toHaveLength(13);
  expect(all.at(-1)).toMatchObject({ key: "price", name: "Cost", archived: true });
});
