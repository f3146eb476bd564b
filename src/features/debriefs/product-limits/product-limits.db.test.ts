import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { showBrief } from "../../check-ups/brief/show-brief.ts";
import { lostDeal, startTeam, type TestTeam } from "../../check-ups/check-ups.fixture.ts";
import { saveOfferChange } from "../../check-ups/offer-changes/save-offer-change.ts";
import { saveCheckUp } from "../../check-ups/save-check-up.ts";
import { answerStep } from "../../deals/answer-step.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { logActivity } from "../../deals/log-activity.ts";
import { saveContact } from "../../deals/save-contact.ts";
import { makeCatalogue, type TestCatalogue } from "../../pipeline-check/pipeline-check.fixture.ts";
import { listStepsOf } from "../../sales-process/store.ts";
import { recordDebrief } from "../record-debrief.ts";
import { noAnswers } from "../rules.ts";
import { mergeLimits, saveLimit, splitLimit } from "./keep-limits.ts";
import { listLimitDeals, listProductLimits } from "./store.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
let catalogue: TestCatalogue;
beforeAll(async () => {
  team = await startTeam(db);
  catalogue = await makeCatalogue(db, team.workspace);
});

/** A loss whose debrief calls a need inherent to the product. */
async function lostFor(acting: Acting, note: string, by: Acting = acting, amountCents = 1_000_000) {
  const deal = await lostDeal(acting, team, { name: `Lost for ${note}`, amountCents });
  const reasons = [{ reasonId: catalogue.reason.gap, productScope: "inherent" as const, note }];
  const debrief = { dealId: deal.id, debriefId: randomUUID(), version: 0, secondsSpent: 80 };
  await recordDebrief(by, { ...debrief, answers: { ...noAnswers, ownPart: "We asked too late.", reasons } });
  return deal.id;
}
async function limitsOf(acting: Acting) {
  const visible = await findVisibleOwners(db, acting.session);
  const reader = await findDebriefReader(db, acting.session);
  return listProductLimits(db, acting.session.workspace, visible, reader, { after: null, limit: 50 });
}
async function limitNamed(name: string) {
  const limit = (await limitsOf(team.olga)).find((one) => one.name === name);
  if (!limit) throw new Error(`There is no limit “${name}”.`);
  return limit;
}
const briefOf = async (acting: Acting, dealId: string) => {
  const { id } = await saveCheckUp(acting, { id: randomUUID(), dealId, dueOn: "2027-03-01", note: "" });
  return showBrief(acting, { id });
};

describe("what the product could not do", () => {
  test("the same need in the same words is one limit, with its deals and their money", async () => {
    await lostFor(team.rita, "Offline use in the warehouse.");
    await lostFor(team.rolf, " offline use  in the warehouse", team.rolf, 500_000);
    await lostFor(team.rita, "An interface to their payroll.");
    expect(await limitNamed("Offline use in the warehouse.")).toMatchObject({
      ...{ status: "open", deals: 2, amounts: [{ amountCents: 1_500_000, currency: "EUR" }] },
      wordings: [{ wording: "offline use in the warehouse", deals: 2 }],
    });
    expect((await limitsOf(team.olga)).map(({ name }) => name)).toHaveLength(2);
  });

  test("a rep sees those of their own deals, and whatever the team has spoken of since", async () => {
    const names = async () => (await limitsOf(team.rolf)).map(({ name }) => name);
    expect(await names()).toEqual(["Offline use in the warehouse."]);
    const payroll = await limitNamed("An interface to their payroll.");
    const planned = {
      id: payroll.id,
      name: "Payroll interface",
      status: "planned" as const,
      statusOn: "2027-04-01",
      note: "",
    };
    expect(await saveLimit(team.marketing, planned)).toMatchObject({ name: "Payroll interface", deals: 1 });
    expect(await names()).toContain("Payroll interface");
    const [seen] = (await limitsOf(team.rolf)).filter(({ id }) => id === payroll.id);
    expect(seen).toMatchObject({ deals: 0, amounts: [] });
    const own = { owners: [team.rolf.session.memberId], unowned: false };
    const reader = await findDebriefReader(db, team.rolf.session);
    const page = { after: null, limit: 5 };
    expect(await listLimitDeals(db, team.workspace, own, reader, payroll.id, page)).toEqual([]);
    await expect(saveLimit(team.rita, planned)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await expect(saveLimit(team.max, { ...planned, status: "resolved", statusOn: null })).rejects.toMatchObject({
      code: "DAY_NEEDED",
    });
    await expect(saveLimit((await startTeam(db)).olga, planned)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("two limits that are one become one, and what is worded so later falls under it; a wording can be taken out again", async () => {
    await lostFor(team.rita, "Works without network");
    const [offline, network] = [
      await limitNamed("Offline use in the warehouse."),
      await limitNamed("Works without network"),
    ];
    const merged = await mergeLimits(team.olga, { id: network.id, intoId: offline.id });
    expect(merged).toMatchObject({ id: offline.id, deals: 3 });
    await lostFor(team.rita, "works without network.");
    expect(await limitNamed(offline.name)).toMatchObject({ deals: 4 });
    const split = {
      id: offline.id,
      newId: randomUUID(),
      reasonId: catalogue.reason.gap,
      wording: "works without network",
    };
    expect(await splitLimit(team.max, split)).toMatchObject({
      id: split.newId,
      name: "Works without network",
      deals: 2,
    });
    expect(await splitLimit(team.max, split)).toMatchObject({ id: split.newId });
    await expect(splitLimit(team.max, { ...split, newId: randomUUID() })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const only = { ...split, id: split.newId, newId: randomUUID() };
    await expect(splitLimit(team.max, only)).rejects.toMatchObject({ code: "ONLY_WORDING" });
    await expect(mergeLimits(team.rita, { id: split.newId, intoId: offline.id })).rejects.toMatchObject({
      code: "NOT_ALLOWED",
    });
  });

  test("two debriefs at once that meet the same new words make one limit", async () => {
    await Promise.all([lostFor(team.rita, "Two currencies"), lostFor(team.rolf, "two currencies")]);
    const made = (await limitsOf(team.olga)).filter(({ name }) => /^two currencies$/i.test(name));
    expect(made).toMatchObject([{ deals: 2 }]);
  });
});

describe("the brief of a call", () => {
  test("says who said what, what is new for them, what they asked for, whom to call, and how to begin", async () => {
    const dealId = await lostFor(team.rita, "Approval by two people.", team.max);
    await db
      .updateTable("deals")
      .set({
        crm_reason: "Missing feature",
        competitor: "Bellstride",
        loss_kind: "competitor",
        offered_term_months: 12,
      })
      .where("id", "=", dealId)
      .execute();
    const [step] = await listStepsOf(db, team.workspace);
    const happenedAt = "2026-11-10T09:00:00Z";
    await answerStep(team.rita, {
      ...{ dealId, id: randomUUID(), stepId: step?.id ?? "", done: true, answer: "By June, before the audit" },
      ...{ saidBy: "Cora", happenedAt },
    });
    const person = { dealId, email: null, jobTitle: "COO" };
    await saveContact(team.rita, { ...person, contactId: randomUUID(), name: "Bo", phone: null, role: "influencer" });
    await saveContact(team.rita, {
      ...person,
      contactId: randomUUID(),
      name: "Cora",
      phone: "+49 1",
      role: "decision-maker",
    });
    await logActivity(team.rita, {
      ...{ dealId, id: randomUUID(), kind: "email", direction: "incoming", answered: null, happenedAt },
      ...{ contactId: null, subject: "Can two people approve?", body: "" },
    });
    const approval = await limitNamed("Approval by two people.");
    await saveLimit(team.max, {
      ...{ id: approval.id, name: approval.name, status: "resolved", statusOn: "2026-11-25", note: "In every plan." },
    });
    const offer = { id: randomUUID(), kind: "price" as const, words: "A smaller start.", reasonIds: [] };
    await saveOfferChange(team.marketing, { ...offer, fromOn: "2026-12-01" });
    await saveOfferChange(team.marketing, { ...offer, id: randomUUID(), fromOn: "2026-01-01", words: "Old news." });
    await saveOfferChange(team.marketing, {
      ...{
        id: randomUUID(),
        kind: "product",
        fromOn: "2026-11-24",
        words: "A new planner.",
        reasonIds: [catalogue.reason.gap],
      },
    });

    const brief = await briefOf(team.rita, dealId);
    expect(brief.voices).toMatchObject([
      { whose: "manager", who: "Max", reasons: [{ name: "Product gap", note: "" }], words: ["We asked too late."] },
      { whose: "crm", who: null, reasons: [{ name: "Missing feature" }] },
    ]);
    expect(brief.news.map(({ title, named, answers }) => [title, named, answers])).toEqual([
      ["Approval by two people.", true, ["Product gap"]],
      ["A new planner.", false, ["Product gap"]],
      ["A smaller start.", false, []],
    ]);
    expect(brief.requests).toMatchObject([
      { from: "debrief", words: "Approval by two people.", saidBy: "Max" },
      { from: "message", words: "Can two people approve?" },
      { from: "step", words: "By June, before the audit", saidBy: "Cora", on: "2026-11-10" },
    ]);
    expect(brief.people.map(({ name, phone }) => [name, phone])).toEqual([
      ["Cora", "+49 1"],
      ["Bo", null],
    ]);
    expect(brief.terms).toMatchObject({ closedOn: "2026-11-22", competitor: "Bellstride", offeredTermMonths: 12 });
    expect(brief.openingLine).toBe(
      "Hello Cora, on 2026-11-22 we could not give you this: Approval by two people. Now we can. May I show it to you?",
    );
    expect(brief.mayChange).toBe(true);
    await expect(showBrief(team.rolf, { id: brief.checkUp.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await showBrief(team.marketing, { id: brief.checkUp.id })).mayChange).toBe(false);
  });

  test("of a loss nobody debriefed there is the CRM's word, and the catalogue's reason of that name", async () => {
    const { id } = await lostDeal(team.rita, team);
    await db.updateTable("deals").set({ crm_reason: "product gap" }).where("id", "=", id).execute();
    const brief = await briefOf(team.rita, id);
    expect(brief.voices).toMatchObject([{ whose: "crm", reasons: [{ name: "product gap" }] }]);
    // A limit of the same reason that was resolved since matters to them too, though they did not name it.
    expect(brief.news[0]).toMatchObject({ title: "Approval by two people.", named: false, answers: ["Product gap"] });
  });
});
