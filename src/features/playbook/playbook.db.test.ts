import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import { dayMs } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import { noon, openDeal, startTeam, type TestTeam } from "../check-ups/check-ups.fixture.ts";
import { closeDeal } from "../deals/close-deal.ts";
import { saveContact } from "../deals/save-contact.ts";
import type { DealInput } from "../deals/save-deal.ts";
import { recordDebrief } from "../debriefs/record-debrief.ts";
import { noAnswers } from "../debriefs/rules.ts";
import { makeCatalogue, readAllDeals, type TestCatalogue } from "../pipeline-check/pipeline-check.fixture.ts";
import { finishTask } from "../pipeline-check/repair-tasks/finish-task.ts";
import { listTasks } from "../pipeline-check/repair-tasks/store.ts";
import { adoptPractice } from "./adopt-practice.ts";
import { draftPractice } from "./draft-practice.ts";
import { findDrafted, listPracticeChanges, listPractices, showPlaybook } from "./list-practices.ts";
import { listMatches } from "./matches/store.ts";
import { showOutcomes } from "./outcomes/show-outcomes.ts";
import { planUses } from "./plan-uses.ts";
import { retirePractice } from "./retire-practice.ts";
import { askReview, sendBack } from "./review-practice.ts";
import { savePractice } from "./save-practice.ts";
import { showPractice } from "./show-practice.ts";
import { dropUse, finishUse } from "./uses/finish-use.ts";
import { listDealPractices, listPracticeDeals, listPracticeUses } from "./uses/list-uses.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);
let team: TestTeam;
let catalogue: TestCatalogue;
beforeAll(async () => {
  team = await startTeam(db);
  catalogue = await makeCatalogue(db, team.workspace);
});

const inDays = (acting: Acting, days: number): Acting => ({ ...acting, now: noon + days * dayMs });
const page = { limit: 50 };

const own = (acting: Acting, said: Partial<Parameters<typeof draftPractice>[1]> = {}) =>
  draftPractice(acting, { id: randomUUID(), source: "own", title: "Ask who decides in the first call", ...said });
const adopted = async (said: Partial<Parameters<typeof draftPractice>[1]> = {}, days = 0) => {
  const { id } = await own(inDays(team.max, days), said);
  return adoptPractice(inDays(team.max, days), { id });
};
/** Nobody on it is known to decide: its flag is up. */
const dealAtRisk = async (acting: Acting, said: Partial<DealInput> = {}) => {
  const { id } = await openDeal(acting, team, said);
  await saveContact(acting, {
    ...{ dealId: id, contactId: randomUUID(), name: "Cora", email: null, phone: null, jobTitle: null },
    role: "influencer",
  });
  await readAllDeals(acting);
  return id;
};
const planned = async (acting: Acting, practiceId: string, dealId: string) => {
  const [use] = await planUses(acting, { uses: [{ id: randomUUID(), practiceId, dealId }] });
  if (!use) throw new Error("A use was planned.");
  return use;
};
/** Lost and debriefed by Rita, with what she learned. */
const lesson = async (doDifferently: string, whatWorked = "") => {
  const { id: dealId } = await openDeal(inDays(team.rita, -20), team);
  await closeDeal(inDays(team.rita, -1), { id: dealId, outcome: "lost" });
  const debriefId = randomUUID();
  const reasons = [{ reasonId: catalogue.reason.decider, productScope: null, note: "" }];
  const answers = { ...noAnswers, reasons, doDifferently, whatWorked };
  await recordDebrief(team.rita, { dealId, debriefId, version: 0, answers, secondsSpent: 90 });
  return { dealId, debriefId };
};

describe("where a practice comes from", () => {
  test("a lesson becomes one draft, however often it is asked for, with its words and its reason", async () => {
    const { dealId, debriefId } = await lesson("Ask who signs before the demo. We showed it to people who cannot buy.");
    const from = { source: "lesson", sourceId: debriefId } as const;
    expect(await findDrafted(team.rita, from)).toEqual({ isDrafted: false, practice: null });
    const [one, other] = await Promise.all([
      draftPractice(team.rita, { id: randomUUID(), ...from }),
      draftPractice(team.max, { id: randomUUID(), ...from }),
    ]);
    expect(one.id).toBe(other.id);
    expect(one).toMatchObject({
      ...{ title: "Ask who signs before the demo", state: "draft", source: "lesson", lesson: "do-differently" },
      how: "Ask who signs before the demo. We showed it to people who cannot buy.",
      reason: { id: catalogue.reason.decider, name: "Decision makers not identified" },
      // Its reason's flag says where it applies.
      ...{ flag: { id: catalogue.flag.decider, name: "No decision maker" }, ownFlagId: null },
      sourceDeal: { id: dealId },
    });
    expect(await findDrafted(team.rita, from)).toMatchObject({ isDrafted: true, practice: { id: one.id } });
    expect((await listDealPractices(team.rita, { dealId })).learned).toEqual([
      { id: one.id, title: one.title, isAdopted: false },
    ]);
    // What worked was left empty: it says nothing to begin with.
    const asked = draftPractice(team.rita, { id: randomUUID(), ...from, lesson: "what-worked" });
    await expect(asked).rejects.toMatchObject({ code: "TITLE_NEEDED" });
  });

  test("who does not see the deal finds neither the lesson nor its draft; where words are not shared, marketing neither", async () => {
    const { debriefId } = await lesson("Say the price in the first call.");
    const from = { source: "lesson", sourceId: debriefId } as const;
    await expect(draftPractice(team.rolf, { id: randomUUID(), ...from })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { id } = await draftPractice(team.rita, { id: randomUUID(), ...from });
    await expect(showPractice(team.rolf, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect((await showPractice(team.marketing, { id })).may).toMatchObject({ change: false, adopt: false });
    const share = (debriefs_share: string) =>
      db.updateTable("workspaces").set({ debriefs_share }).where("workspace_id", "=", team.workspace).execute();
    await share("reasons");
    await expect(showPractice(team.marketing, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(findDrafted(team.marketing, from)).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await showPractice(team.max, { id })).toMatchObject({ id });
    await share("everything");
  });

  test("what was thought of in a meeting is drafted by who was in it, not by who only planned it for others", async () => {
    const [meeting, idea] = [randomUUID(), randomUUID()];
    const at = new Date(noon);
    const place = { workspace_id: team.workspace };
    const made = { lead_id: team.max.session.memberId, made_by: team.olga.session.memberId, made_at: at };
    const period = { period_from: "2026-11-01", period_to: "2026-11-22", planned_for: at, rounds: "[]" };
    await db
      .insertInto("meetings")
      .values({ ...place, id: meeting, title: "Monday", state: "running", ...period, ...made })
      .execute();
    await db
      .insertInto("meeting_people")
      .values({ ...place, meeting_id: meeting, member_id: team.rita.session.memberId })
      .execute();
    await db
      .insertInto("meeting_ideas")
      .values({ ...place, meeting_id: meeting, id: idea, words: "Call sooner", begun_at: at, changed_at: at })
      .execute();
    const draft = (acting: Acting) => draftPractice(acting, { id: randomUUID(), source: "idea", sourceId: idea });
    await expect(draft(team.olga)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { id } = await draft(team.rita);
    expect((await draft(team.max)).id).toBe(id);
  });

  test("what a customer recommends begins one once their answer is given", async () => {
    const { dealId } = await lesson("");
    const [postMortem, answers, recommendation] = [randomUUID(), randomUUID(), randomUUID()];
    const at = new Date(noon);
    const place = { workspace_id: team.workspace };
    await db
      .insertInto("post_mortems")
      .values({ ...place, id: postMortem, deal_id: dealId, closed_at: at, made_at: at, changed_at: at })
      .execute();
    await db
      .insertInto("customer_answers")
      .values({ ...place, id: answers, post_mortem_id: postMortem, source: "form", begun_at: at, changed_at: at })
      .execute();
    await db
      .insertInto("recommendations")
      .values({ ...place, id: recommendation, answers_id: answers, position: 0, words: "Send one page, not forty." })
      .execute();
    const asked = { source: "recommendation", sourceId: recommendation } as const;
    await expect(draftPractice(team.max, { id: randomUUID(), ...asked })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await db.updateTable("customer_answers").set({ given_at: at }).where("id", "=", answers).execute();
    const practice = await draftPractice(team.max, { id: randomUUID(), ...asked });
    expect(practice).toMatchObject({ title: "Send one page, not forty", how: "", sourceDeal: { id: dealId } });
    // They did not agree to be quoted: nobody makes their words everybody's, only what we say of it ourselves.
    await expect(adoptPractice(team.max, { id: practice.id })).rejects.toMatchObject({ code: "CUSTOMERS_WORDS" });
    // Adopted it is everybody's, and whose words it began with stays with who sees that deal.
    await savePractice(team.max, {
      ...{ id: practice.id, version: 1, title: "One page after each demo", appliesWhen: "", how: "By the next day." },
      ...{ reasonId: null, flagId: null, repairId: null, note: "" },
    });
    await adoptPractice(team.max, { id: practice.id });
    expect(await showPractice(team.rolf, { id: practice.id })).toMatchObject({ sourceDeal: null, state: "adopted" });
    const versions = async (acting: Acting) =>
      (await listPracticeChanges(acting, { id: practice.id, ...page })).rows.map(({ version }) => version);
    expect(await versions(team.rolf)).toEqual([3]);
    expect(await versions(team.rita)).toEqual([3, 2, 1]);
  });
});

describe("from a draft to everybody's", () => {
  test("a rep writes, a manager adopts; it is read by all at once, and every version stays", async () => {
    const { id, may } = await own(team.rita);
    expect(may).toEqual({ change: true, askReview: true, sendBack: false, adopt: false, retire: true });
    await expect(showPractice(team.rolf, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(adoptPractice(team.rita, { id })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    expect(await askReview(team.rita, { id })).toMatchObject({ state: "in-review", version: 2 });
    expect(await sendBack(team.max, { id, note: "Say how." })).toMatchObject({ state: "draft", version: 3 });
    const words = { appliesWhen: "Before the demo", reasonId: null, flagId: null, repairId: null, note: "" };
    const said = { ...words, id, version: 3, title: "Ask who signs", how: "“Who else looks at this?”" };
    expect(await savePractice(team.rita, said)).toMatchObject({ version: 4, title: "Ask who signs" });
    // Sent again it is the same; a window that was behind is told, and overwrites nothing.
    expect(await savePractice(team.rita, said)).toMatchObject({ version: 4 });
    await expect(savePractice(team.max, { ...said, title: "Ask" })).rejects.toMatchObject({
      code: "OTHER_VERSION",
      data: { version: 4, title: "Ask who signs" },
    });
    await adoptPractice(inDays(team.max, 1), { id });
    expect(await adoptPractice(inDays(team.olga, 2), { id })).toMatchObject({ version: 5, adoptedByName: "Max" });
    expect((await listPractices(team.rolf, { state: "adopted", ...page })).rows.map((row) => row.id)).toContain(id);
    await expect(savePractice(team.rita, { ...said, version: 5 })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await expect(askReview(team.max, { id })).rejects.toMatchObject({ code: "NOT_AS_IT_STANDS" });
    const { rows } = await listPracticeChanges(team.rita, { id, ...page });
    expect(rows.map(({ version, state, note }) => [version, state, note])).toEqual([
      [5, "adopted", ""],
      [4, "draft", ""],
      [3, "draft", "Say how."],
      [2, "in-review", ""],
      [1, "draft", ""],
    ]);
    expect(rows[4]).toMatchObject({ title: "Ask who decides in the first call", changedByName: "Rita" });
  });

  test("one that did not help is retired with its reason, stays readable, and can be taken up again", async () => {
    const { id } = await adopted();
    await expect(retirePractice(team.rita, { id, why: "Too long" })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await retirePractice(team.max, { id, why: "Nobody had the time." });
    expect(await showPractice(team.rolf, { id })).toMatchObject({
      state: "retired",
      retiredWhy: "Nobody had the time.",
    });
    const dealId = await dealAtRisk(team.rita);
    await expect(planned(team.rita, id, dealId)).rejects.toMatchObject({ code: "NOT_ADOPTED" });
    expect(await adoptPractice(team.max, { id })).toMatchObject({ state: "adopted", retiredWhy: "", retiredAt: null });
  });

  test("an id that is another practice's is refused: neither shown nor adopted as what began here", async () => {
    const { debriefId } = await lesson("Bring the engineer to the first call.");
    const { id } = await own(team.max, { title: "Something else" });
    const from = { source: "lesson", sourceId: debriefId } as const;
    await expect(draftPractice(team.max, { id, ...from })).rejects.toMatchObject({ code: "CHANGED_MEANWHILE" });
    const drafted = await draftPractice(team.max, { id: randomUUID(), ...from });
    await expect(draftPractice(team.max, { id, ...from })).rejects.toMatchObject({ code: "CHANGED_MEANWHILE" });
    await expect(own(team.max, { id: drafted.id })).rejects.toMatchObject({ code: "CHANGED_MEANWHILE" });
    expect(await draftPractice(team.max, { id: drafted.id, ...from })).toEqual(drafted);
  });

  test("another team's reason is none of ours, nor is its practice", async () => {
    const { olga, workspace } = await startTeam(db);
    const theirs = await makeCatalogue(db, workspace);
    await expect(own(team.max, { reasonId: theirs.reason.price })).rejects.toMatchObject({ code: "NOT_FOUND" });
    const { id } = await adopted();
    await expect(showPractice(olga, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(own(olga, { id })).resolves.toMatchObject({ id, mine: true });
    expect((await showPractice(team.max, { id })).madeByName).toBe("Max");
  });
});

describe("a practice on deals", () => {
  test("it applies where its flag is up, worst money first, on the deals one sees; a tick becomes the repair, done with it", async () => {
    const practice = await adopted({ reasonId: catalogue.reason.decider, repairId: catalogue.repair.call });
    const { id } = practice;
    const before = (await listPracticeDeals(team.max, { id, kind: "up", ...page })).counts?.up ?? 0;
    const big = await dealAtRisk(team.rita, { amountCents: 9_000_000, name: "Big" });
    const small = await dealAtRisk(team.rita, { amountCents: 5_000, name: "Small" });
    await dealAtRisk(team.rolf, { name: "Rolf's" });
    const shown = await listPracticeDeals(team.rita, { id, kind: "up", limit: 50 });
    const order = shown.rows.map(({ deal }) => deal.id);
    expect(order.indexOf(big)).toBe(0);
    expect(order.indexOf(small)).toBe(order.length - 1);
    expect(shown.rows.every(({ deal }) => deal.ownerId === team.rita.session.memberId)).toBe(true);
    expect(await showPractice(team.max, { id })).toMatchObject({ appliesNow: before + 2 });
    expect(await listMatches(db, team.workspace, { practiceIds: [id], dealIds: [big] })).toMatchObject([
      { practiceId: id, dealId: big, kind: "up", repairName: "Call for the missing information" },
    ]);

    await expect(planned(team.rolf, id, big)).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(planned(team.marketing, id, big)).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    const use = await planned(team.rita, id, big);
    expect(use).toMatchObject({ state: "open", deal: { name: "Big" }, taskId: expect.any(String) });
    // The manager's worksheet and a second click find the first; the repair is one task.
    const ticks = [big, small].map((dealId) => ({ id: randomUUID(), practiceId: id, dealId }));
    const again = await planUses(team.max, { uses: [...ticks, ...ticks] });
    expect(again.map((one) => one.id)).toEqual([use.id, again[1]?.id, use.id, again[1]?.id]);
    const tasks = await listTasks(
      db,
      team.workspace,
      { visible: "all", dealId: big, state: "open" },
      { after: null, limit: 9 },
    );
    expect(tasks.map((task) => [task.id, task.repairName])).toEqual([[use.taskId, "Call for the missing information"]]);
    await expect(finishUse(team.rita, { id: use.id, note: "", activity: null })).rejects.toMatchObject({
      code: "DONE_BY_TASK",
    });
    const contact = { contactId: randomUUID(), name: "Dana", role: "decision-maker" as const };
    const nothing = { activity: null, stepAnswer: null, expectedCloseOn: null };
    await finishTask(inDays(team.rita, 1), { ...nothing, id: use.taskId ?? "", note: "Dana signs.", contact });
    const done = await listPracticeUses(team.rolf, { practiceId: id, mine: false, state: "done", ...page });
    expect(done.rows).toMatchObject([{ id: use.id, memberName: "Rita", deal: null, note: "", taskId: null }]);
    expect(await showPractice(team.rolf, { id })).toMatchObject({ timesDone: 1 });
    const there = await listDealPractices(team.rita, { dealId: big });
    expect(there.applying.map(({ practiceId }) => practiceId)).not.toContain(id);
    expect(there.others.map(({ practiceId }) => practiceId)).toContain(id);
    expect(there.uses).toMatchObject([{ id: use.id, state: "done", note: "Dana signs." }]);
  });

  test("a whole sheet of ticks takes no more statements than one, and two practices with one repair share its task", async () => {
    const { decider } = catalogue.flag;
    const practices = [
      await adopted({ flagId: decider, repairId: catalogue.repair.call }),
      await adopted({ flagId: decider, repairId: catalogue.repair.call }),
      await adopted({ title: "Send one page after the demo" }),
    ];
    const dealIds: string[] = [];
    for (let turn = 0; turn < 12; turn += 1) dealIds.push((await openDeal(team.rita, team)).id);
    const statementsOf = async (deals: string[]) => {
      const uses = deals.flatMap((dealId) =>
        practices.map(({ id }) => ({ id: randomUUID(), practiceId: id, dealId, dueOn: "2026-12-04" })),
      );
      let statements = 0;
      const counted = db.withPlugin({
        transformQuery: ({ node }) => {
          statements += 1;
          return node;
        },
        transformResult: async ({ result }) => result,
      });
      const planned = await planUses({ ...team.rita, db: counted }, { uses });
      expect(planned.map(({ practiceId, deal }) => [practiceId, deal?.id])).toEqual(
        uses.map(({ practiceId, dealId }) => [practiceId, dealId]),
      );
      return { planned, statements };
    };
    const [first = "", ...rest] = dealIds;
    const one = await statementsOf([first]);
    const many = await statementsOf(rest);
    expect(one.statements).toBeGreaterThan(5);
    expect(many.statements).toBe(one.statements);
    expect(many.planned.every(({ state, dueOn }) => state === "open" && dueOn === "2026-12-04")).toBe(true);
    const tasks = new Set(many.planned.flatMap(({ taskId }) => taskId ?? []));
    expect(tasks.size).toBe(rest.length);
    // One id for two ticks is a mistake, and nothing of that sheet is kept.
    const { id: dealId } = await openDeal(team.rita, team);
    const id = randomUUID();
    const uses = practices.map((practice) => ({ id, practiceId: practice.id, dealId }));
    await expect(planUses(team.rita, { uses })).rejects.toMatchObject({ code: "CHANGED_MEANWHILE" });
    expect((await listDealPractices(team.rita, { dealId })).uses).toEqual([]);
  });

  test("dropped, its repair goes along, unless that was a task before; planned again it is the same use with a new task", async () => {
    const { id } = await adopted({ flagId: catalogue.flag.decider, repairId: catalogue.repair.present });
    const dealId = await dealAtRisk(team.rita);
    const first = await planned(team.rita, id, dealId);
    expect(await dropUse(team.rita, { id: first.id, note: "" })).toMatchObject({ state: "dropped" });
    const open = { visible: "all", dealId, state: "open" } as const;
    expect(await listTasks(db, team.workspace, open, { after: null, limit: 9 })).toEqual([]);
    const second = await planned(inDays(team.rita, 1), id, dealId);
    expect(second).toMatchObject({ id: first.id, state: "open" });
    expect(second.taskId).not.toBe(first.taskId);
    const other = await adopted({ flagId: catalogue.flag.decider, repairId: catalogue.repair.present });
    const shared = await planned(inDays(team.rita, 2), other.id, dealId);
    expect(shared.taskId).toBe(second.taskId);
    await dropUse(inDays(team.rita, 2), { id: shared.id, note: "" });
    expect(await listTasks(db, team.workspace, open, { after: null, limit: 9 })).toHaveLength(1);
  });

  test("without a repair it is a task of its own, of whoever has the deal, done with a word of what came of it", async () => {
    const { id } = await adopted({ title: "Send one page after the demo" });
    expect((await listPracticeDeals(team.rita, { id, kind: "up", ...page })).counts).toBeNull();
    const dealId = await dealAtRisk(team.rita, { name: "One page" });
    const use = await planned(team.max, id, dealId);
    // Due within a week, on a working day: a Sunday's week ends on a Sunday.
    expect(use).toMatchObject({ taskId: null, memberName: "Rita", dueOn: "2026-11-30" });
    const { toApply } = await showPlaybook(team.rita);
    expect((await listPracticeUses(team.rita, { mine: true, state: "open", ...page })).rows).toHaveLength(toApply);
    const activity = {
      id: randomUUID(),
      kind: "email" as const,
      answered: null,
      happenedAt: new Date(noon).toISOString(),
    };
    const finished = { id: use.id, note: "They asked for a second one.", activity };
    expect(await finishUse(team.rita, finished)).toMatchObject({ state: "done", note: finished.note });
    expect((await showPlaybook(team.rita)).toApply).toBe(toApply - 1);
    await expect(finishUse(team.rita, finished)).rejects.toMatchObject({ code: "USE_FINISHED" });
    await expect(dropUse(team.rita, { id: use.id, note: "" })).rejects.toMatchObject({ code: "USE_FINISHED" });
    const logged = await db.selectFrom("activities").select("subject").where("deal_id", "=", dealId).execute();
    expect(logged).toEqual([{ subject: "Send one page after the demo" }]);
    await closeDeal(inDays(team.rita, 1), { id: dealId, outcome: "lost" });
    const fresh = await adopted();
    await expect(planned(team.rita, fresh.id, dealId)).rejects.toMatchObject({ code: "DEAL_CLOSED" });
  });
});

describe("outcomes with and without", () => {
  const cameUp = (dealId: string, days: number, became = "up") =>
    db
      .insertInto("flag_changes")
      .values({
        ...{ workspace_id: team.workspace, deal_id: dealId, flag_id: catalogue.flag.slipped, was: null, became },
        ...{ at: new Date(noon + days * dayMs), evidence: "[]" },
      })
      .execute();
  const closed = async (days: number, outcome: "won" | "lost") => {
    const { id } = await openDeal(inDays(team.rolf, days - 20), team);
    await closeDeal(inDays(team.rolf, days), { id, outcome });
    return id;
  };
  const did = (practiceId: string, dealId: string, days: number) =>
    db
      .insertInto("practice_uses")
      .values({
        ...{ workspace_id: team.workspace, id: randomUUID(), practice_id: practiceId, deal_id: dealId },
        ...{ due_on: "2027-01-01", planned_at: new Date(noon), done_at: new Date(noon + days * dayMs) },
      })
      .execute();

  test("a deal counts when the flag was up before its close while the practice was adopted, and with it when done before the close", async () => {
    const { id } = await adopted({ flagId: catalogue.flag.slipped }, 100);
    expect(await showOutcomes(team.rolf, { id })).toMatchObject({ withIt: { deals: 0 }, without: { deals: 0 } });
    // Up since before it was adopted, and still: it applied. Done before the close: with it.
    const withIt = await closed(110, "won");
    await cameUp(withIt, 95);
    await did(id, withIt, 105);
    // Done after the close, or never: without.
    const late = await closed(111, "lost");
    await cameUp(late, 101);
    await did(id, late, 112);
    const never = await closed(112, "won");
    await cameUp(never, 111);
    // Down again before it was adopted; up only after the close; closed before: it never applied.
    const over = await closed(113, "lost");
    await cameUp(over, 90);
    await cameUp(over, 99, "down");
    const after = await closed(114, "lost");
    await cameUp(after, 115);
    const before = await closed(98, "lost");
    await cameUp(before, 90);
    const told = await showOutcomes(team.rolf, { id });
    expect(told).toEqual({
      ...{ since: new Date(noon + 100 * dayMs).toISOString(), isShown: true, leftOut: 0 },
      ...{ withIt: { won: 1, deals: 1 }, without: { won: 1, deals: 2 } },
      difference: { kind: "too-few", outOf: 1, needed: 10 },
    });

    // Linking it to another flag afterwards moves no deal; what came up while it was retired is none of it.
    const words = { title: "Ask", appliesWhen: "", how: "", reasonId: null, repairId: null, note: "" };
    await savePractice(inDays(team.max, 120), { ...words, id, version: 2, flagId: catalogue.flag.decider });
    await retirePractice(inDays(team.max, 121), { id, why: "Enough" });
    const since = await closed(125, "lost");
    await cameUp(since, 122);
    expect(await showOutcomes(team.rolf, { id })).toMatchObject({ withIt: told.withIt, without: told.without });
  });

  test("deals closed together in one minute are in neither group, and are counted as left out", async () => {
    const { id } = await adopted({ flagId: catalogue.flag.slipped }, 200);
    const marks = {
      edits: [{ at: noon + 210 * dayMs, until: noon + 210 * dayMs, closes: 5, ownerId: null }],
      timesOfDay: [],
    };
    await db
      .insertInto("bulk_marks")
      .values({ workspace_id: team.workspace, marks: JSON.stringify(marks) })
      .onConflict((conflict) => conflict.column("workspace_id").doUpdateSet({ marks: JSON.stringify(marks) }))
      .execute();
    await cameUp(await closed(210, "lost"), 205);
    await cameUp(await closed(211, "won"), 205);
    expect(await showOutcomes(team.max, { id })).toMatchObject({ leftOut: 1, without: { won: 1, deals: 1 } });
  });
});
