import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../platform/database/test-database.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { showBrief } from "../../check-ups/brief/show-brief.ts";
import { openDeal, startTeam, type TestTeam } from "../../check-ups/check-ups.fixture.ts";
import { saveCheckUp } from "../../check-ups/save-check-up.ts";
import { closeDeal } from "../../deals/close-deal.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { reopenDeal } from "../../deals/reopen-deal.ts";
import { listLimitDeals, listProductLimits } from "../../debriefs/product-limits/store.ts";
import { recordDebrief } from "../../debriefs/record-debrief.ts";
import { noAnswers } from "../../debriefs/rules.ts";
import { makeCatalogue, type TestCatalogue } from "../../pipeline-check/pipeline-check.fixture.ts";
import { showAgreement } from "../agreement/show-agreement.ts";
import type { PriorityRating } from "../customer-answers/contract.ts";
import { showHeadToHead } from "../head-to-head/show-head-to-head.ts";
import { showQuotes } from "../quotes/show-quotes.ts";
import { answeredLoss, leaveOut } from "./answered-loss.fixture.ts";
import { deleteManagerView, saveManagerView } from "./save-manager-view.ts";
import { showVoices } from "./show-voices.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
let catalogue: TestCatalogue;
beforeEach(async () => {
  team = await startTeam(db);
  catalogue = await makeCatalogue(db, team.workspace);
});

const because = (...reasonIds: string[]) => reasonIds.map((reasonId) => ({ reasonId, note: "" }));
async function debriefed(acting: Acting, dealId: string, ...reasonIds: string[]): Promise<void> {
  const reasons = because(...reasonIds).map((reason) => ({ ...reason, productScope: null }));
  const debrief = { dealId, debriefId: randomUUID(), version: 0, secondsSpent: 80 };
  await recordDebrief(acting, { ...debrief, answers: { ...noAnswers, ownPart: "I asked too late.", reasons } });
}
const rated = (us: number, winner: number): PriorityRating => ({
  ...{ priorityId: null, name: "Support", importance: 4, us, winner },
});
const everything = { limit: 50 };

describe("three voices about one loss", () => {
  test("stand beside each other for whoever sees the deal, each in its own words", async () => {
    const { price, decider } = catalogue.reason;
    const { dealId } = await answeredLoss(team.rita, team, {
      answers: { reasons: [{ reasonId: price, note: "Twice the others." }], otherReason: "Our auditor knew them." },
    });
    await debriefed(team.rita, dealId, decider);
    const view = { dealId, id: randomUUID(), version: 0, reasons: because(price, decider), note: "Both, I think." };
    await saveManagerView(team.max, view);
    const { voices, mayGiveView, mine } = await showVoices(team.rita, { dealId });
    expect(voices.map(({ speaker, via, who }) => [speaker, via, who]).sort()).toEqual([
      ["customer", "form", "Cora of Acme"],
      ["manager", "view", "Max"],
      ["seller", "debrief", "Rita"],
    ]);
    const customer = voices.find(({ speaker }) => speaker === "customer");
    expect(customer).toMatchObject({
      reasons: [{ name: "Price", note: "Twice the others." }],
      note: "Our auditor knew them.",
    });
    expect([mayGiveView, mine]).toEqual([false, null]);
    expect(await showVoices(team.max, { dealId })).toMatchObject({
      mayGiveView: true,
      mine: { id: view.id, version: 1 },
    });
    await expect(showVoices(team.rolf, { dealId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("what the customer has not given yet is nobody's to read here", async () => {
    const { dealId } = await answeredLoss(team.rita, team, {
      given: false,
      answers: { reasons: because(catalogue.reason.price) },
    });
    expect((await showVoices(team.max, { dealId })).voices).toEqual([]);
  });

  test("a debrief is shared as the team's setting says: its reasons alone, or nothing of it", async () => {
    const { dealId } = await answeredLoss(team.rita, team);
    await debriefed(team.rita, dealId, catalogue.reason.price);
    const heard = async () =>
      (await showVoices(team.marketing, { dealId })).voices.map(({ note, reasons }) => [note, reasons.length]);
    const share = (setting: string) =>
      db
        .updateTable("workspaces")
        .set({ debriefs_share: setting })
        .where("workspace_id", "=", team.workspace)
        .execute();
    expect(await heard()).toContainEqual(["I asked too late.", 1]);
    await share("reasons");
    expect(await heard()).toContainEqual(["", 1]);
    await share("nothing");
    expect(await heard()).toEqual([["", 0]]);
    expect((await showVoices(team.max, { dealId })).voices).toHaveLength(2);
  });

  test("stay with their loss when the deal is opened again", async () => {
    const { dealId, closedAt } = await answeredLoss(team.rita, team);
    await debriefed(team.rita, dealId, catalogue.reason.price);
    await reopenDeal({ ...team.rita, now: team.rita.now + 1000 }, { id: dealId });
    const { voices, closedAt: about } = await showVoices(team.max, { dealId });
    expect([voices.length, about]).toEqual([2, closedAt.toISOString()]);
  });
});

describe("a manager's own view", () => {
  test("is of those who lead the seller; sent twice it is saved once, and an older window overwrites nothing", async () => {
    const { dealId } = await answeredLoss(team.rita, team);
    const { price, decider } = catalogue.reason;
    const view = { dealId, id: randomUUID(), version: 0, reasons: because(price), note: "" };
    for (const [who, code] of [
      [team.rita, "NOT_ALLOWED"],
      [team.marketing, "NOT_ALLOWED"],
      [team.rolf, "NOT_FOUND"],
    ] as const)
      await expect(saveManagerView(who, view)).rejects.toMatchObject({ code });
    const saved = await saveManagerView(team.max, view);
    expect(await saveManagerView(team.max, view)).toEqual(saved);
    const more = { ...view, version: 1, reasons: because(decider), note: "Seen again." };
    expect(await saveManagerView(team.max, more)).toMatchObject({ version: 2, note: "Seen again." });
    const older = { ...view, version: 1, note: "From another window." };
    await expect(saveManagerView(team.max, older)).rejects.toMatchObject({ code: "CHANGED_MEANWHILE" });
    await expect(saveManagerView(team.olga, more)).rejects.toMatchObject({ code: "CHANGED_MEANWHILE" });
    const nothing = { ...view, version: 2, reasons: [] };
    await expect(saveManagerView(team.max, nothing)).rejects.toMatchObject({ code: "NOTHING_SAID" });
    const unknown = { ...view, version: 2, reasons: because(randomUUID()) };
    await expect(saveManagerView(team.max, unknown)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is taken back by whoever gave it, and by nobody else", async () => {
    const { dealId } = await answeredLoss(team.rita, team);
    const view = { dealId, id: randomUUID(), version: 0, reasons: because(catalogue.reason.price), note: "" };
    await saveManagerView(team.max, view);
    await expect(deleteManagerView(team.olga, { dealId, id: view.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await deleteManagerView(team.max, { dealId, id: view.id });
    expect(await deleteManagerView(team.max, { dealId, id: view.id })).toEqual({ id: view.id });
    expect((await showVoices(team.max, { dealId })).mine).toBeNull();
  });

  test("is about a loss: of a won deal, and of a deal of one's own, there is none", async () => {
    const { dealId } = await answeredLoss(team.max, team);
    const view = { dealId, id: randomUUID(), version: 0, reasons: because(catalogue.reason.price), note: "" };
    await expect(saveManagerView(team.max, view)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    const { id: wonId } = await openDeal(team.rita, team);
    await closeDeal(team.rita, { id: wonId, outcome: "won" });
    const ofWin = saveManagerView(team.max, { ...view, dealId: wonId });
    await expect(ofWin).rejects.toMatchObject({ code: "DEAL_NOT_LOST" });
    expect(await showVoices(team.max, { dealId: wonId })).toMatchObject({ closedAt: null, voices: [] });
  });
});

describe("what customers say together", () => {
  test("is told of five losses, each once, without those left out and those not given yet", async () => {
    const told = (given = true) =>
      answeredLoss(team.rita, team, {
        given,
        source: "conversation",
        answers: { priorities: [rated(2, 4)], reasons: because(catalogue.reason.price) },
      });
    const losses = [await told(), await told(), await told(), await told()];
    await told(false);
    for (const { dealId } of losses)
      await debriefed(team.rita, dealId, catalogue.reason.decider, catalogue.reason.price);
    expect(await showHeadToHead(team.marketing, {})).toMatchObject({
      answers: 4,
      ownPriorities: { groups: 1, answers: 4 },
    });
    const fifth = await told();
    await debriefed(team.rita, fifth.dealId, catalogue.reason.decider);
    const { priorities, winners } = await showHeadToHead(team.marketing, {});
    expect(priorities.find(({ name }) => name === "Support")?.compared).toMatchObject({ of: 5, difference: -2 });
    expect(winners).toEqual([{ name: "Globex", answers: 5 }]);
    const { pairs } = await showAgreement(team.rolf);
    expect(pairs[0]).toMatchObject({
      ...{ one: "seller", other: "customer", shared: { kind: "known", count: 4, of: 5 } },
      reasons: [
        { name: "Decision makers not identified", both: { count: 0, of: 5 } },
        { name: "Price", both: { count: 4, of: 5 }, alone: { one: 0, other: 1 } },
      ],
    });
    await leaveOut(team.max, fifth.dealId);
    expect((await showHeadToHead(team.marketing, {})).answers).toBe(4);
    expect((await showAgreement(team.rolf)).pairs[0]?.shared).toEqual({ kind: "too-few", outOf: 4, needed: 5 });
  });

  test("a sentence is repeated only as its customer allowed: with a name, without, or not at all", async () => {
    const said = (quote: string, quoteConsent: "no" | "unnamed" | "named") =>
      answeredLoss(team.rita, team, { name: quote, answers: { quote, quoteConsent } });
    const named = await said("They answered within the hour.", "named");
    await said("Your demo was about you.", "unnamed");
    await said("The canary in the coal mine.", "no");
    const first = await showQuotes(team.rolf, everything);
    // Of three customers everybody would know who said what without a name.
    expect(first.rows.map(({ words, by }) => [words, by?.dealId])).toEqual([["They answered within the hour.", null]]);
    for (let more = 0; more < 2; more += 1) await said(`Nothing to repeat ${more}.`, "no");
    const all = await showQuotes(team.rita, everything);
    expect(all.rows.map(({ words, by }) => [words, by?.name, by?.dealId])).toEqual(
      expect.arrayContaining([
        ["They answered within the hour.", "Cora of They answered within the hour.", named.dealId],
        ["Your demo was about you.", undefined, undefined],
      ]),
    );
    expect(all.rows).toHaveLength(2);
    expect(JSON.stringify(all)).not.toContain("canary");
    await leaveOut(team.max, named.dealId);
    expect((await showQuotes(team.rita, everything)).rows.every(({ by }) => by === null)).toBe(true);
  });

  test("quotes come page by page, none twice", async () => {
    for (let place = 0; place < 6; place += 1) {
      const acting = { ...team.rita, now: team.rita.now + Math.floor(place / 2) * 60_000 };
      await answeredLoss(acting, team, { answers: { quote: `Said ${place}`, quoteConsent: "unnamed" } });
    }
    const seen: string[] = [];
    for (let after: string | undefined, pages = 0; pages < 5; pages += 1) {
      const { rows, next } = await showQuotes(team.rita, { limit: 2, ...(after ? { after } : {}) });
      seen.push(...rows.map(({ words }) => words));
      if (next === null) break;
      // Not even where the next page begins says when somebody answered who is not named.
      expect(Buffer.from(next, "base64url").toString()).not.toMatch(/\d{4}-\d\d-\d\dT|given/);
      after = next;
    }
    expect(seen).toHaveLength(6);
    expect(new Set(seen).size).toBe(6);
    const unknown = Buffer.from(JSON.stringify({ id: randomUUID() })).toString("base64url");
    await expect(showQuotes(team.rita, { limit: 2, after: unknown })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("what a customer said is heard elsewhere, too", () => {
  const briefOf = async (acting: Acting, dealId: string) => {
    const { id } = await saveCheckUp(acting, { id: randomUUID(), dealId, dueOn: "2027-03-01", note: "" });
    return showBrief(acting, { id });
  };
  const adopted = (title: string, from: { reasonId?: string; dealId?: string; at: number }) => ({
    ...{ workspace_id: team.workspace, id: randomUUID(), title, state: "adopted", made_at: new Date(from.at) },
    ...{ changed_at: new Date(from.at), adopted_at: new Date(from.at), reason_id: from.reasonId ?? null },
    ...(from.dealId
      ? { source: "recommendation", source_id: randomUUID(), source_deal_id: from.dealId }
      : { source: "own" }),
  });

  test("the brief of the next call tells what they asked for, and what we do differently since", async () => {
    const { price, decider } = catalogue.reason;
    const { dealId } = await answeredLoss(team.rita, team, {
      answers: {
        reasons: [{ reasonId: price, note: "Twice the others." }],
        ...{ winnerBetter: "They called back.", winAgain: "maybe", winAgainNote: "When the contract ends." },
        recommendations: [{ id: randomUUID(), words: "Come and see the night shift." }],
      },
    });
    const later = team.rita.now + 86_400_000;
    const practices = [
      adopted("Visit the night shift", { dealId, at: later }),
      adopted("Start with one site", { reasonId: price, at: later }),
      adopted("For another reason", { reasonId: decider, at: later }),
      adopted("Long before they left", { reasonId: price, at: team.rita.now - 86_400_000 }),
    ];
    await db.insertInto("practices").values(practices).execute();
    const brief = await briefOf({ ...team.rita, now: later }, dealId);
    expect(brief.voices).toMatchObject([
      {
        whose: "buyer",
        who: "Cora of Acme",
        reasons: [{ name: "Price" }],
        words: [expect.stringContaining("called back")],
      },
    ]);
    expect(brief.requests.map(({ from, words }) => [from, words])).toEqual([
      ["customer", "Come and see the night shift."],
      ["customer", "When the contract ends."],
    ]);
    expect(brief.news.map(({ title, named, answers }) => [title, named, answers])).toEqual([
      ["Visit the night shift", true, []],
      ["Start with one site", false, ["Price"]],
    ]);
    expect(brief.openingLine).toContain("you told us what to do better. We do it now: “Visit the night shift”.");
  });

  test("the list of product limits tells who asked, and the customer's words only where they let themselves be named", async () => {
    const { gap } = catalogue.reason;
    const lost = async (name: string, quoteConsent: "named" | "no", note: string) => {
      const reasons = [{ reasonId: gap, note }];
      const { dealId } = await answeredLoss(team.rita, team, {
        name,
        answers: { reasons, quote: "So it was.", quoteConsent },
      });
      const said = [{ reasonId: gap, productScope: "inherent" as const, note: "Offline use" }];
      const debrief = { dealId, debriefId: randomUUID(), version: 0, secondsSpent: 80 };
      await recordDebrief(team.rita, {
        ...debrief,
        answers: { ...noAnswers, ownPart: "I asked late.", reasons: said },
      });
      return dealId;
    };
    const open = await lost("Open", "named", "Our hall has no network.");
    const quiet = await lost("Quiet", "no", "A canary in the hall.");
    const reader = await findDebriefReader(db, team.max.session);
    const page = { after: null, limit: 10 };
    const [limit] = await listProductLimits(db, team.workspace, "all", reader, page);
    expect(limit).toMatchObject({ deals: 2, askedBy: ["Acme Ltd"], namedByCustomers: 2 });
    const deals = await listLimitDeals(db, team.workspace, "all", reader, limit?.id ?? "", page);
    const told = new Map(deals.map(({ dealId, customerToo, customerWords }) => [dealId, [customerToo, customerWords]]));
    expect(told.get(open)).toEqual([true, "Our hall has no network."]);
    expect(told.get(quiet)).toEqual([true, null]);
  });
});
