import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../../platform/database/database.ts";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { lostDeal, noon, openDeal, startTeam, type TestTeam } from "../check-ups/check-ups.fixture.ts";
import { findWaitingCheckUp } from "../check-ups/store.ts";
import { answerStep } from "../deals/answer-step.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { findDebriefReader } from "../deals/debrief-sharing/find-debrief-reader.ts";
import { logActivity } from "../deals/log-activity.ts";
import { reopenDeal } from "../deals/reopen-deal.ts";
import { showDeal } from "../deals/show-deal.ts";
import { showDealRow } from "../deals/show-deal-row.ts";
import { listLiveCommitments } from "../pipeline-check/commitments/store.ts";
import { makeCatalogue, type TestCatalogue } from "../pipeline-check/pipeline-check.fixture.ts";
import { listStepsOf } from "../sales-process/store.ts";
import type { DebriefAnswers } from "./contract.ts";
import { openDebrief } from "./open-debrief.ts";
import { listProductLimits } from "./product-limits/store.ts";
import { recordDebrief } from "./record-debrief.ts";
import { noAnswers } from "./rules.ts";
import { saveDraft } from "./save-draft.ts";
import { listDebriefs } from "./store.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
let catalogue: TestCatalogue;
beforeEach(async () => {
  team = await startTeam(db);
  catalogue = await makeCatalogue(db, team.workspace);
});

const at = (acting: Acting, minutes: number): Acting => ({ ...acting, now: noon + minutes * 60_000 });
const chosen = (reasonId: string) => ({ reasonId, productScope: null, note: "" });
const price = (): DebriefAnswers => ({ ...noAnswers, reasons: [chosen(catalogue.reason.price)] });

const save = (acting: Acting, dealId: string, version: number, answers: DebriefAnswers, debriefId: string) =>
  saveDraft(acting, { dealId, debriefId, version, answers });
const record = (
  acting: Acting,
  dealId: string,
  answers: DebriefAnswers,
  { version = 0, debriefId = randomUUID() as string } = {},
) => recordDebrief(acting, { dealId, debriefId, version, answers, secondsSpent: 95 });

const promise = (id: string = randomUUID()) => ({
  id,
  flagId: catalogue.flag.slipped,
  repairId: catalogue.repair.call,
  wording: "If the date slips, I call.",
});

describe("a deal can be debriefed once", () => {
  test("the second colleague sees the first debrief", async () => {
    const { id } = await lostDeal(team.rita, team);
    const first = await record(team.rita, id, price());
    expect(first).toMatchObject({ state: "recorded", recordedByName: "Rita", secondsSpent: 95 });
    await expect(record(team.max, id, price())).rejects.toMatchObject({ code: "ALREADY_RECORDED", data: first });
    await expect(save(team.max, id, 0, price(), randomUUID())).rejects.toMatchObject({
      code: "ALREADY_RECORDED",
      data: first,
    });
    expect(await openDebrief(team.max, { dealId: id })).toMatchObject({ debrief: first, heldBy: "Rita" });
    expect(await openDebrief(team.rita, { dealId: id })).toMatchObject({ debrief: first, heldBy: null });
    expect(await listDebriefs(db, team.workspace, id)).toHaveLength(1);
  });

  test("two colleagues at the same moment: one is recorded, the other sees it", async () => {
    const { id } = await lostDeal(team.rita, team);
    const both = await Promise.allSettled([record(team.rita, id, price()), record(team.max, id, price())]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "ALREADY_RECORDED" } });
  });

  test("the same recording sent again is harmless and answers the same", async () => {
    const { id } = await lostDeal(team.rita, team);
    const debriefId = randomUUID();
    const answers = { ...price(), commitments: [promise()] };
    const first = await record(team.rita, id, answers, { debriefId });
    expect(await record(at(team.rita, 1), id, answers, { debriefId })).toEqual(first);
    expect(await listLiveCommitments(db, team.workspace, team.rita.session.memberId)).toHaveLength(1);
  });
});

describe("saved as you go", () => {
  test("a draft is there again for whoever opens it, in another window too", async () => {
    const { id } = await lostDeal(team.rita, team);
    const answers = { ...price(), whatWorked: "The demo.", turningPointAt: "2026-11-10T09:00:00.000Z" };
    const saved = await save(team.rita, id, 0, answers, randomUUID());
    expect(saved).toMatchObject({ state: "draft", version: 1, answers });
    expect((await openDebrief(team.rita, { dealId: id })).debrief).toEqual(saved);
    expect(await openDebrief(team.max, { dealId: id })).toMatchObject({ debrief: saved, heldBy: "Rita" });
  });

  test("of two windows the second sees the first's, and loses nothing of it", async () => {
    const { id } = await lostDeal(team.rita, team);
    const debriefId = randomUUID();
    const one = await save(team.rita, id, 0, { ...price(), whatWorked: "One." }, debriefId);
    await expect(save(team.rita, id, 0, { ...price(), whatWorked: "Two." }, randomUUID())).rejects.toMatchObject({
      code: "OTHER_DRAFT",
      data: one,
    });
    const two = await save(team.rita, id, 1, { ...price(), whatWorked: "One and two." }, debriefId);
    expect(two.version).toBe(2);
    await expect(save(team.rita, id, 1, { ...price(), whatWorked: "Late." }, debriefId)).rejects.toMatchObject({
      code: "OTHER_DRAFT",
      data: two,
    });
    await expect(record(team.rita, id, price(), { version: 1, debriefId })).rejects.toMatchObject({
      code: "OTHER_DRAFT",
      data: two,
    });
    expect(await record(team.rita, id, two.answers, { version: 2, debriefId })).toMatchObject({
      state: "recorded",
      answers: { whatWorked: "One and two." },
    });
  });

  test("a save whose answer was lost may be sent again", async () => {
    const { id } = await lostDeal(team.rita, team);
    const debriefId = randomUUID();
    const first = await save(team.rita, id, 0, price(), debriefId);
    expect(await save(team.rita, id, 0, price(), debriefId)).toEqual(first);
  });
});

describe("recording sets going what follows", () => {
  test("promises, the call to the customer, how it was lost, and a fresh look at the deal", async () => {
    const { id } = await lostDeal(team.rita, team, { pitchedOn: "2026-11-01", offeredTermMonths: 12 });
    const made = promise();
    const answers = {
      ...price(),
      lossKind: "competitor" as const,
      competitor: "Bellstride",
      commitments: [made],
    };
    const recorded = await record(team.rita, id, answers);
    expect(recorded.answers).toEqual({ ...answers, checkUpOn: "2027-08-02" });
    expect(await listLiveCommitments(db, team.workspace, team.rita.session.memberId)).toMatchObject([
      { ...made, dealId: id, flagName: "Close date slipped", memberName: "Rita" },
    ]);
    expect(await findWaitingCheckUp(db, team.workspace, id)).toMatchObject({
      dueOn: "2027-08-02",
      basis: "offered-term",
    });
    expect(await showDealRow(db, team.rita, id)).toMatchObject({ lossKind: "competitor", debriefed: true });
    expect(await showDeal(team.rita, { id })).toMatchObject({ competitor: "Bellstride" });
  });

  test("a failure in the middle leaves nothing behind", async () => {
    const { id } = await lostDeal(team.rita, team);
    const { shared: _, ...draft } = await save(team.rita, id, 0, price(), randomUUID());
    const breaking = breakOn(db, "check_ups");
    const answers = { ...price(), commitments: [promise()] };
    await expect(
      record({ ...team.rita, db: breaking }, id, answers, { version: 1, debriefId: draft.id }),
    ).rejects.toThrow("The disk is full.");
    expect(await listDebriefs(db, team.workspace, id)).toMatchObject([draft]);
    expect(await listLiveCommitments(db, team.workspace, team.rita.session.memberId)).toEqual([]);
    expect(await findWaitingCheckUp(db, team.workspace, id)).toBeUndefined();
    expect(await record(team.rita, id, answers, { version: 1, debriefId: draft.id })).toMatchObject({
      state: "recorded",
    });
  });
});

describe("what it asks before it is recorded", () => {
  test("something named, or a clean loss without missed steps; nothing is kept of a refused one", async () => {
    const { id } = await lostDeal(team.rita, team);
    const [step] = await listStepsOf(db, team.workspace);
    if (!step) throw new Error("A new workspace has steps.");
    await expect(record(team.rita, id, noAnswers)).rejects.toMatchObject({ code: "NOTHING_NAMED" });
    const notClean = { ...noAnswers, cleanLoss: true, missedStepIds: [step.id] };
    await expect(record(team.rita, id, notClean)).rejects.toMatchObject({ code: "STEPS_MISSED" });
    expect(await listDebriefs(db, team.workspace, id)).toEqual([]);
    expect(await record(team.rita, id, { ...noAnswers, cleanLoss: true })).toMatchObject({ state: "recorded" });
  });

  test("of a product reason whether it is inherent; inherent ones collect into the product's list", async () => {
    const { id } = await lostDeal(team.rita, team, { name: "Globex" });
    const gap = { reasonId: catalogue.reason.gap, note: "No offline mode." };
    await expect(
      record(team.rita, id, { ...noAnswers, reasons: [{ ...gap, productScope: null }] }),
    ).rejects.toMatchObject({ code: "SCOPE_NEEDED" });
    await record(team.rita, id, { ...noAnswers, reasons: [{ ...gap, productScope: "inherent" }] });
    const doable = await lostDeal(team.rita, team);
    await record(team.rita, doable.id, { ...noAnswers, reasons: [{ ...gap, productScope: "doable" }] });
    expect(
      await listProductLimits(db, team.workspace, "all", await findDebriefReader(db, team.olga.session), {
        after: null,
        limit: 50,
      }),
    ).toMatchObject([
      { reasonName: "Product gap", name: "No offline mode.", deals: 1, amounts: [{ amountCents: 1_000_000 }] },
    ]);
  });

  test("only what is in the team's catalogue", async () => {
    const other = await makeCatalogue(db, (await startTeam(db)).workspace);
    const { id } = await lostDeal(team.rita, team);
    const foreign = [
      { ...noAnswers, reasons: [chosen(other.reason.price)] },
      { ...price(), missedStepIds: [randomUUID()] },
      { ...price(), commitments: [{ ...promise(), flagId: other.flag.slipped }] },
      { ...price(), commitments: [{ ...promise(), repairId: other.repair.call }] },
    ];
    for (const answers of foreign) {
      await expect(record(team.rita, id, answers)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
  });

  test("a close: an open deal has no debrief", async () => {
    const { id } = await openDeal(team.rita, team);
    await expect(openDebrief(team.rita, { dealId: id })).rejects.toMatchObject({ code: "DEAL_OPEN" });
    await expect(save(team.rita, id, 0, price(), randomUUID())).rejects.toMatchObject({ code: "DEAL_OPEN" });
    await expect(record(team.rita, id, price())).rejects.toMatchObject({ code: "DEAL_OPEN" });
  });
});

test("wins are debriefed too: no loss kind, no check-up, and what worked is enough", async () => {
  const { id } = await openDeal(team.rita, team);
  await closeDeal(at(team.rita, 1), { id, outcome: "won" });
  const sheet = await openDebrief(team.rita, { dealId: id });
  expect(sheet).toMatchObject({ proposed: { lossKind: null, checkUpOn: null, reasons: [] }, checkUpBecause: "" });
  const answers = { ...noAnswers, whatWorked: "Their champion presented it.", checkUpOn: "2027-01-01" };
  expect(await record(at(team.rita, 2), id, answers)).toMatchObject({ outcome: "won", answers: { checkUpOn: null } });
  expect(await findWaitingCheckUp(db, team.workspace, id)).toBeUndefined();
});

describe("reopened and lost again", () => {
  test("the first debrief stays, dated; the second loss gets its own, and the call is moved, not doubled", async () => {
    const { id } = await lostDeal(team.rita, team);
    const first = await record(team.rita, id, { ...price(), checkUpOn: "2027-05-01" });
    await reopenDeal(at(team.rita, 1), { id });
    expect(await findWaitingCheckUp(db, team.workspace, id)).toMatchObject({ dueOn: "2027-05-01" });
    const reopenedAt = new Date(noon + 60_000).toISOString();
    expect(await listDebriefs(db, team.workspace, id)).toMatchObject([{ id: first.id, reopenedAt }]);

    await closeDeal(at(team.rita, 2), { id, outcome: "lost" });
    expect((await openDebrief(at(team.rita, 2), { dealId: id })).debrief).toBeNull();
    const second = await record(at(team.rita, 3), id, { ...price(), checkUpOn: "2027-06-01" });
    expect(await listDebriefs(db, team.workspace, id)).toMatchObject([
      { id: second.id, reopenedAt: null },
      { id: first.id, reopenedAt, answers: { checkUpOn: "2027-05-01" } },
    ]);
    expect(await findWaitingCheckUp(db, team.workspace, id)).toMatchObject({ dueOn: "2027-06-01" });
  });

  test("a window left open over the reopening cannot write about the close that was undone", async () => {
    const { id } = await lostDeal(team.rita, team);
    const draft = await save(team.rita, id, 0, price(), randomUUID());
    await reopenDeal(at(team.rita, 1), { id });
    await closeDeal(at(team.rita, 2), { id, outcome: "lost" });
    await expect(save(at(team.rita, 3), id, 1, price(), draft.id)).rejects.toMatchObject({ code: "CHANGED_MEANWHILE" });
    await expect(record(at(team.rita, 3), id, price(), { version: 1, debriefId: draft.id })).rejects.toMatchObject({
      code: "CHANGED_MEANWHILE",
    });
  });
});

describe("the sheet", () => {
  test("answers what the record already knows: missed steps with evidence, their reason, flags before the close", async () => {
    const before = { ...team.rita, now: noon - 30 * 86_400_000 };
    // Without a stage of their own, all steps are due before the close.
    await db.deleteFrom("step_deadlines").where("workspace_id", "=", team.workspace).execute();
    const [asked, missed] = await listStepsOf(db, team.workspace);
    if (!asked || !missed) throw new Error("A new workspace has steps.");
    await db.updateTable("reasons").set({ step_id: missed.id }).where("id", "=", catalogue.reason.decider).execute();
    const { id } = await openDeal(before, team, { expectedCloseOn: "2026-11-10", competitor: "Globex" });
    const happenedAt = new Date(before.now).toISOString();
    const answered = { answer: "June", saidBy: "Ina", happenedAt };
    await answerStep(before, { dealId: id, id: randomUUID(), stepId: asked.id, done: true, ...answered });
    await closeDeal(team.rita, { id, outcome: "lost" });

    const sheet = await openDebrief(team.rita, { dealId: id });
    const missedSteps = sheet.steps.filter((step) => step.state === "missed");
    expect(sheet.steps.slice(0, missedSteps.length)).toEqual(missedSteps);
    expect(missedSteps.find((step) => step.stepId === missed.id)?.evidence).toContain("The deal was lost");
    expect(sheet.proposed).toMatchObject({
      lossKind: "competitor",
      missedStepIds: missedSteps.map(({ stepId }) => stepId),
      reasons: [{ reasonId: catalogue.reason.decider }],
      commitments: [
        {
          flagId: catalogue.flag.decider,
          repairId: catalogue.repair.present,
          wording: "If “No decision maker” comes up on an open deal, I ask to present again.",
        },
      ],
      checkUpOn: "2027-08-23",
      turningPointAt: null,
    });
    expect(sheet.checkUpBecause).toContain("after the close on 22 November 2026");
    // As it stood before the loss: the date had passed, and nobody was recorded.
    expect(sheet.flagsBeforeClose.map(({ name, kind }) => [name, kind])).toEqual([
      ["No decision maker", "unknown"],
      ["Close date slipped", "up"],
    ]);
    expect(sheet.timeline[0]).toMatchObject({ kind: "lost" });
    expect(await record(team.rita, id, sheet.proposed)).toMatchObject({ answers: sheet.proposed });
    expect(await db.selectFrom("debrief_steps").select("evidence").where("step_id", "=", missed.id).execute()).toEqual([
      { evidence: missedSteps.find((step) => step.stepId === missed.id)?.evidence },
    ]);
  });

  test("offers what is in use, and what was chosen before it was archived", async () => {
    const { id } = await lostDeal(team.rita, team);
    await save(team.rita, id, 0, price(), randomUUID());
    const archived = [catalogue.reason.price, catalogue.reason.gap];
    await db.updateTable("reasons").set({ archived_at: new Date() }).where("id", "in", archived).execute();
    expect((await openDebrief(team.rita, { dealId: id })).reasons.map(({ name }) => name)).toEqual([
      "Decision makers not identified",
      "Price",
    ]);
  });

  test("suggests the turning point only from what the record shows", async () => {
    const day = (days: number) => ({ ...team.rita, now: noon - days * 86_400_000 });
    const { id } = await openDeal(day(60), team);
    const mail = (days: number, direction: "incoming" | "outgoing") =>
      logActivity(day(days), {
        dealId: id,
        id: randomUUID(),
        kind: "email",
        direction,
        answered: null,
        happenedAt: new Date(noon - days * 86_400_000).toISOString(),
        contactId: null,
        subject: "",
        body: "",
      });
    await mail(40, "incoming");
    await mail(30, "outgoing");
    await mail(20, "outgoing");
    await closeDeal(team.rita, { id, outcome: "lost" });
    expect((await openDebrief(team.rita, { dealId: id })).proposed).toMatchObject({
      turningPointAt: new Date(noon - 40 * 86_400_000).toISOString(),
      turningPointNote: "They last answered on 13 October 2026; 2 messages of ours since then had no answer.",
    });
  });
});

describe("who may", () => {
  test("the rep, their manager and the owner debrief; marketing reads; a colleague finds nothing", async () => {
    const { id } = await lostDeal(team.rita, team);
    await expect(record(team.rolf, id, price())).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(openDebrief(team.rolf, { dealId: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(save(team.marketing, id, 0, price(), randomUUID())).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    expect((await openDebrief(team.marketing, { dealId: id })).debrief).toBeNull();
    expect(await record(team.max, id, price())).toMatchObject({ recordedByName: "Max" });
  });

  test("another workspace finds nothing", async () => {
    const { id } = await lostDeal(team.rita, team);
    const { olga } = await startTeam(db);
    await expect(openDebrief(olga, { dealId: id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(record(olga, id, price())).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

/** A database on which writing to one table fails, as a full disk makes it fail. */
function breakOn(working: Database, table: string): Database {
  return working.withPlugin({
    transformQuery: ({ node }) => {
      if (node.kind === "InsertQueryNode" && node.into?.table.identifier.name === table) {
        throw new Error("The disk is full.");
      }
      return node;
    },
    transformResult: async ({ result }) => result,
  });
}
