import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Database } from "../../platform/database/database.ts";
import { createTestDatabase, type TestDatabase } from "../../platform/database/test-database.ts";
import { answerStep, answerStepIn } from "./answer-step.ts";
import { closeDeal } from "./close-deal.ts";
import { acting, countRefreshes, dealInput, makeDeal, makeStep, makeTeam, type Team } from "./deals.fixture.ts";
import { listActivities } from "./list-activities.ts";
import { type ActivityInput, logActivity, logActivityIn } from "./log-activity.ts";
import { moveDeal } from "./move-deal.ts";
import { listPastFacts } from "./record/past/store.ts";
import { listDealRecords, streamOpenDealIds } from "./record/store.ts";
import { reopenDeal } from "./reopen-deal.ts";
import { removeContact, saveContact, setBuyingRoleIn } from "./save-contact.ts";
import { saveDeal } from "./save-deal.ts";
import { showDeal } from "./show-deal.ts";
import { snoozeDeal } from "./snooze-deal.ts";

let database: TestDatabase;
let db: Database;
let team: Team;
beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  team = await makeTeam(db);
});
afterAll(() => database.drop());

const asRep = (now: string) => acting(db, team.rep, now);
const refusal = (code: string) => expect.objectContaining({ name: "Refusal", code });
const dana = (dealId: string, contactId: string = randomUUID()) => ({
  ...{ dealId, contactId, name: "Dana Fox", email: "dana@acme.example", phone: null, jobTitle: "CFO" },
  role: "champion" as const,
});
const call = (dealId: string, changes: Partial<ActivityInput> = {}): ActivityInput => ({
  ...{ dealId, id: randomUUID(), kind: "call", direction: "outgoing", answered: true, contactId: null },
  ...{ happenedAt: "2026-03-04T10:00:00Z", subject: "Talked about the offer", body: "" },
  ...changes,
});

describe("contacts and their roles", () => {
  test("a role is a fact with its instant: said again it is the same, changed it begins anew", async () => {
    const dealId = await makeDeal(db, team);
    const contact = dana(dealId);
    const first = await saveContact(asRep("2026-03-03T09:00:00Z"), contact);
    expect(first).toMatchObject({ role: "champion", since: "2026-03-03T09:00:00.000Z" });
    const again = await saveContact(asRep("2026-03-04T09:00:00Z"), { ...contact, name: "Dana Fox-Hill" });
    expect(again).toEqual({ ...first, name: "Dana Fox-Hill" });
    const decides = { ...contact, role: "decision-maker" as const };
    await db.transaction().execute((tx) => setBuyingRoleIn(tx, asRep("2026-03-05T09:00:00Z"), decides));
    const { contacts } = await showDeal(asRep("2026-03-05T09:00:00Z"), { id: dealId });
    expect(contacts).toEqual([
      { ...first, name: "Dana Fox", role: "decision-maker", since: "2026-03-05T09:00:00.000Z" },
    ]);
    const [record] = await listDealRecords(db, team.workspace, [dealId]);
    expect(record?.roles.map(({ role }) => role)).toEqual(["champion", "decision-maker"]);
  });

  test("taken off the deal, a contact is gone from the page and stays in the record", async () => {
    const dealId = await makeDeal(db, team);
    const contact = dana(dealId);
    await saveContact(asRep("2026-03-03T09:00:00Z"), contact);
    await removeContact(asRep("2026-03-04T09:00:00Z"), contact);
    await removeContact(asRep("2026-03-05T09:00:00Z"), contact);
    expect((await showDeal(asRep("2026-03-05T09:00:00Z"), { id: dealId })).contacts).toEqual([]);
    const [record] = await listDealRecords(db, team.workspace, [dealId]);
    expect(record?.roles.map(({ removed }) => removed)).toEqual([false, true]);
    await expect(removeContact(asRep("2026-03-05T09:00:00Z"), dana(dealId))).rejects.toEqual(refusal("NOT_FOUND"));
  });

  test("a contact of a colleague's account is not a rep's to rename or to log against", async () => {
    const theirs = await makeDeal(db, team, { ownerId: team.colleague.memberId, accountName: "Hooli" });
    const contact = dana(theirs);
    await saveContact(acting(db, team.colleague, "2026-03-03T09:00:00Z"), contact);
    const mine = await makeDeal(db, team, { accountName: "Umbrella" });
    const renamed = { ...contact, dealId: mine, name: "Mallory" };
    await expect(saveContact(asRep("2026-03-04T09:00:00Z"), renamed)).rejects.toEqual(refusal("NOT_FOUND"));
    const logged = call(mine, { contactId: contact.contactId });
    await expect(logActivity(asRep("2026-03-04T12:00:00Z"), logged)).rejects.toEqual(refusal("NOT_FOUND"));
    await expect(saveContact(asRep("2026-03-04T09:00:00Z"), contact)).rejects.toEqual(refusal("NOT_FOUND"));
  });
});

describe("activities", () => {
  test("logged twice under one id, it happened once, as it was told first", async () => {
    const dealId = await makeDeal(db, team);
    const input = call(dealId);
    const first = await logActivity(asRep("2026-03-05T09:00:00Z"), input);
    expect(first).toMatchObject({ kind: "call", memberName: "Ria", happenedAt: "2026-03-04T10:00:00.000Z" });
    const [again, atOnce] = await Promise.all([
      logActivity(asRep("2026-03-05T10:00:00Z"), { ...input, subject: "Something else" }),
      logActivity(asRep("2026-03-05T10:00:00Z"), input),
    ]);
    expect([again, atOnce]).toEqual([first, first]);
    const [record] = await listDealRecords(db, team.workspace, [dealId]);
    expect(record?.activities).toHaveLength(1);
    expect(record?.activities[0]?.knownAt).toBe(Date.parse("2026-03-05T09:00:00Z"));
    const elsewhere = { ...input, dealId: await makeDeal(db, team) };
    await expect(logActivity(asRep("2026-03-05T10:00:00Z"), elsewhere)).rejects.toEqual(refusal("CHANGED_MEANWHILE"));
  });

  test("not before it happened", async () => {
    const input = call(await makeDeal(db, team));
    await expect(logActivity(asRep("2026-03-04T09:00:00Z"), input)).rejects.toEqual(refusal("TIME_NOT_POSSIBLE"));
  });

  test("are listed newest first, page by page, none lost among those of the same moment", async () => {
    const dealId = await makeDeal(db, team);
    for (let number = 0; number < 7; number++) {
      await logActivity(
        asRep("2026-03-05T09:00:00Z"),
        call(dealId, { happenedAt: `2026-03-0${1 + (number >> 2)}T10:00:00Z` }),
      );
    }
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listActivities(asRep("2026-03-05T09:00:00Z"), { dealId, after, limit: 3 });
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    const all = await listActivities(asRep("2026-03-05T09:00:00Z"), { dealId, limit: 50 });
    expect(seen).toEqual(all.rows.map(({ id }) => id));
    expect(new Set(seen).size).toBe(7);
    expect(all.rows[0]?.happenedAt).toBe("2026-03-02T10:00:00.000Z");
    const asColleague = acting(db, team.colleague, "2026-03-05T09:00:00Z");
    await expect(listActivities(asColleague, { dealId, limit: 50 })).rejects.toEqual(refusal("NOT_FOUND"));
  });

  test("a fact written within a larger piece of work goes with it", async () => {
    const dealId = await makeDeal(db, team);
    const waiting = await countRefreshes(db, dealId);
    const work = db.transaction().execute(async (tx) => {
      await logActivityIn(tx, asRep("2026-03-05T09:00:00Z"), call(dealId));
      await saveContact({ ...asRep("2026-03-05T09:00:00Z"), db }, dana(randomUUID()));
    });
    await expect(work).rejects.toEqual(refusal("NOT_FOUND"));
    const [record] = await listDealRecords(db, team.workspace, [dealId]);
    expect(record?.activities).toEqual([]);
    expect(await countRefreshes(db, dealId)).toBe(waiting);
  });
});

describe("sales steps", () => {
  test("an answer says what was done, when and who said it; the same answer again changes nothing", async () => {
    const stepId = await makeStep(db, team, "Time frame", team.pipeline.stage.demo);
    const dealId = await makeDeal(db, team);
    const answer = {
      ...{ dealId, id: randomUUID(), stepId, done: true, answer: "By June", saidBy: "Dana Fox" },
      happenedAt: "2026-03-03T10:00:00Z",
    };
    const first = await answerStep(asRep("2026-03-03T12:00:00Z"), answer);
    expect(first).toMatchObject({ stepId, state: "done", answer: "By June", saidBy: "Dana Fox" });
    expect(await answerStep(asRep("2026-03-04T12:00:00Z"), { ...answer, answer: "By May" })).toEqual(first);
    const strange = { ...answer, id: randomUUID(), stepId: randomUUID() };
    await expect(answerStep(asRep("2026-03-04T12:00:00Z"), strange)).rejects.toEqual(refusal("NOT_FOUND"));
    const ahead = { ...answer, id: randomUUID(), happenedAt: "2026-03-09T10:00:00Z" };
    await expect(answerStep(asRep("2026-03-04T12:00:00Z"), ahead)).rejects.toEqual(refusal("TIME_NOT_POSSIBLE"));
  });

  test("a step not done before the stage that needs it is missed, and done after it late", async () => {
    const [asked, role] = [
      await makeStep(db, team, "Asked why now"),
      await makeStep(db, team, "Role", team.pipeline.stage.demo),
    ];
    const dealId = await makeDeal(db, team);
    await moveDeal(asRep("2026-03-04T09:00:00Z"), { id: dealId, stageId: team.pipeline.stage.demo });
    const done = {
      ...{ dealId, id: randomUUID(), stepId: role, done: true, answer: "", saidBy: "" },
      happenedAt: "2026-03-06T09:00:00Z",
    };
    await db.transaction().execute((tx) => answerStepIn(tx, asRep("2026-03-06T10:00:00Z"), done));
    await closeDeal(asRep("2026-03-07T09:00:00Z"), { id: dealId, outcome: "lost" });
    const { steps } = await showDeal(asRep("2026-03-08T09:00:00Z"), { id: dealId });
    const stateOf = (id: string) => steps.find(({ stepId }) => stepId === id)?.state;
    expect([stateOf(asked), stateOf(role)]).toEqual(["missed", "late"]);
  });
});

describe("the deal's page", () => {
  test("tells the deal's story newest first, in the seller's words", async () => {
    const stepId = await makeStep(db, team, "Budget asked");
    const id = await makeDeal(db, team, { amountCents: 1_000_050, expectedCloseOn: "2026-06-30" });
    await saveContact(asRep("2026-03-03T09:00:00Z"), dana(id));
    await moveDeal(asRep("2026-03-04T09:00:00Z"), { id, stageId: team.pipeline.stage.demo });
    await logActivity(asRep("2026-03-05T09:00:00Z"), call(id, { answered: false, happenedAt: "2026-03-05T08:00:00Z" }));
    await answerStep(asRep("2026-03-06T09:00:00Z"), {
      ...{ dealId: id, id: randomUUID(), stepId, done: true, answer: "20,000", saidBy: "Dana Fox" },
      happenedAt: "2026-03-06T09:00:00Z",
    });
    await saveDeal(asRep("2026-03-07T09:00:00Z"), {
      ...dealInput(team, { id, ownerId: team.rep.memberId, stageId: team.pipeline.stage.demo, amountCents: 900_000 }),
      expectedCloseOn: "2026-07-31",
    });
    await closeDeal(asRep("2026-03-08T09:00:00Z"), { id, outcome: "lost", lossKind: "no-decision" });
    const page = await showDeal(asRep("2026-03-09T09:00:00Z"), { id });
    expect(page.timeline.map(({ title, detail }) => (detail ? `${title} (${detail})` : title))).toEqual([
      "Lost (No decision)",
      "Expected close: 31 July 2026 (Before: 30 June 2026)",
      "Amount: €9,000 (Before: €10,000.50)",
      "Budget asked: done (20,000 · said by Dana Fox)",
      "Call not answered (Talked about the offer)",
      "Entered demo",
      "Dana Fox: champion",
      "Expected close: 30 June 2026",
      "Amount: €10,000.50",
      "Entered qualify",
      "The deal began",
    ]);
    expect(page.timelineCut).toBe(false);
  });

  test("shows the newest two hundred things and says that there are more", async () => {
    const id = await makeDeal(db, team);
    const note = { workspace_id: team.workspace, deal_id: id, kind: "note", subject: "", body: "" };
    await db
      .insertInto("activities")
      .values(
        Array.from({ length: 250 }, (_, number) => ({
          ...note,
          happened_at: new Date(Date.parse("2026-03-03T00:00:00Z") + number * 60_000),
          known_at: new Date("2026-03-04T00:00:00Z"),
        })),
      )
      .execute();
    const page = await showDeal(asRep("2026-03-09T09:00:00Z"), { id });
    expect(page.timeline).toHaveLength(200);
    expect(page.timelineCut).toBe(true);
    expect(page.timeline[0]?.at).toBe("2026-03-03T04:09:00.000Z");
  });
});

describe("records in batches", () => {
  test("come in the order asked for, each whole, with one query for hundreds of deals", async () => {
    const ids: string[] = [];
    for (let number = 0; number < 3; number++) {
      const id = await makeDeal(db, team);
      for (let times = 0; times <= number; times++) await logActivity(asRep("2026-03-05T09:00:00Z"), call(id));
      ids.unshift(id);
    }
    const records = await listDealRecords(db, team.workspace, [ids[0] ?? "", randomUUID(), ids[1] ?? "", ids[2] ?? ""]);
    expect(records.map(({ id }) => id)).toEqual(ids);
    expect(records.map(({ activities }) => activities.length)).toEqual([3, 2, 1]);
  });

  test("every open deal comes by once, of some owners or of all", async () => {
    const other = await makeTeam(db);
    const ids = new Set<string>();
    for (let number = 0; number < 7; number++) ids.add(await makeDeal(db, other));
    const unowned = await makeDeal(db, other, { ownerId: null });
    await closeDeal(acting(db, other.admin, "2026-03-05T09:00:00Z"), { id: await makeDeal(db, other), outcome: "won" });
    const walk = async (ownerIds?: string[]) => {
      const seen: string[] = [];
      for await (const batch of streamOpenDealIds(db, other.workspace, { batch: 3, ownerIds })) seen.push(...batch);
      return seen.sort();
    };
    expect(await walk([other.rep.memberId])).toEqual([...ids].sort());
    expect(await walk()).toEqual([...ids, unowned].sort());
    expect(await walk([])).toEqual([]);
  });

  test("what a replay reads of many deals is what their records say, but for who did it and the words", async () => {
    const dealId = await makeDeal(db, team);
    await closeDeal(asRep("2026-03-05T09:00:00Z"), { id: dealId, outcome: "lost" });
    await reopenDeal(asRep("2026-03-06T09:00:00Z"), { id: dealId });
    await snoozeDeal(asRep("2026-03-07T09:00:00Z"), {
      ...{ id: dealId, snoozeId: randomUUID(), reason: "Holidays", untilOn: "2026-04-01" },
    });
    await saveContact(asRep("2026-03-07T09:00:00Z"), dana(dealId));
    const rows = await db.selectFrom("deals").select("id").where("workspace_id", "=", team.workspace).execute();
    const ids = rows.map(({ id }) => id);
    const records = await listDealRecords(db, team.workspace, ids);
    const facts = await listPastFacts(db, team.workspace, ids);
    const nobody = { id: "", contactId: null, memberId: null };
    // What the deal says now, and no fact explains, is added to its record afterwards, and what came along is marked.
    const recorded = <Fact extends { assumedAt?: true }>(all: readonly Fact[], few: readonly unknown[] | undefined) =>
      all.slice(0, few?.length).map(({ assumedAt: _, ...fact }) => fact);
    expect(facts).toEqual(
      records.map((record, place) => ({
        stageChanges: recorded(record.stageChanges, facts[place]?.stageChanges),
        amountChanges: recorded(record.amountChanges, facts[place]?.amountChanges),
        closeDateChanges: recorded(record.closeDateChanges, facts[place]?.closeDateChanges),
        activities: record.activities.map((activity) => ({ ...activity, ...nobody })),
        roles: record.roles.map((role) => ({ ...role, contactName: "" })),
        stepAnswers: record.stepAnswers.map((answer) => ({ ...answer, answer: "", saidBy: "" })),
        snoozes: record.snoozes.map((snooze) => ({ ...snooze, reason: "" })),
        outcomes: record.outcomes.filter(({ reopenedAt }) => reopenedAt !== null),
      })),
    );
    for (const list of ["stageChanges", "activities", "roles", "stepAnswers", "snoozes", "outcomes"] as const)
      expect(facts.some((each) => each[list].length > 0)).toBe(true);
  });
});
