import { createSecretKey, randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting, ActingSealed } from "../../platform/http/acting.ts";
import { readInstallationKeys } from "../../platform/sealing/installation-keys.ts";
import { lostDeal, startTeam, type TestTeam } from "../check-ups/check-ups.fixture.ts";
import { recordDebrief } from "../debriefs/record-debrief.ts";
import { noAnswers } from "../debriefs/rules.ts";
import { seedCatalogue } from "../reasons/seed-catalogue.ts";
import { listReasonsOf } from "../reasons/store.ts";
import { listAuditEntries } from "../team/audit/store.ts";
import { deleteComment, saveComment } from "./comments/save-comment.ts";
import type { StoryText } from "./contract.ts";
import { deleteStory } from "./delete-story.ts";
import { deleteDraft, saveDraft } from "./drafts/keep-draft.ts";
import { listMyStories, listStories, suggestStories } from "./list-stories.ts";
import { markHelped } from "./mark-helped.ts";
import { openWriting, showBeforeWriting } from "./open-writing.ts";
import { showStory } from "./show-story.ts";
import { listStoriesOfReasons } from "./store.ts";
import { putBack, takeDown } from "./take-down.ts";
import { tellStory } from "./tell-story.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const key = createSecretKey(randomBytes(32));
const secrets = readInstallationKeys([key], null);
const inPerson = (acting: Acting): ActingSealed => ({
  ...acting,
  session: { ...acting.session, inPerson: true },
  secrets,
});
const byKey = (acting: Acting): ActingSealed => ({ ...acting, secrets });

let team: TestTeam;
let rita: ActingSealed;
let rolf: ActingSealed;
let max: ActingSealed;
let olga: ActingSealed;
let price: string;
let silent: string;
beforeEach(async () => {
  team = await startTeam(db);
  await db.transaction().execute((tx) => seedCatalogue(tx, team.workspace));
  rita = inPerson(team.rita);
  rolf = inPerson(team.rolf);
  max = inPerson(team.max);
  olga = inPerson(team.olga);
  const reasons = await listReasonsOf(db, team.workspace);
  const named = (wanted: string) => reasons.find((reason) => reason.key === wanted)?.id ?? "";
  [price, silent] = [named("price"), named("went-silent")];
});

const text = (part: Partial<StoryText> = {}): StoryText => ({
  title: "The one with the Tuesday call",
  happened: "They had said yes twice, and then the budget round came without me knowing its date.",
  movedOn: "I called three old customers the same afternoon, and one of them had a project.",
  reasonIds: [price],
  dealId: null,
  anonymous: false,
  ...part,
});
const tell = (acting: ActingSealed, part: Partial<StoryText> = {}, id: string = randomUUID()) =>
  tellStory(acting, { id, version: 0, text: text(part) });
const list = async (acting: ActingSealed, asked: { search?: string; reasonId?: string; takenDown?: boolean } = {}) =>
  (await listStories(acting, { takenDown: false, limit: 50, ...asked })).rows;
const say = (acting: ActingSealed, storyId: string, body: string, anonymous = false, id: string = randomUUID()) =>
  saveComment(acting, { storyId, id, version: 0, body, anonymous });
const everything = async () => {
  const tables = ["stories", "story_reasons", "story_comments", "story_helped", "story_drafts"];
  const held = await Promise.all(
    tables.map((table) =>
      sql<{
        held: string;
      }>`select r::text as held from ${sql.table(table)} r where workspace_id = ${team.workspace}`.execute(db),
    ),
  );
  return held.flatMap(({ rows }) => rows.map(({ held: row }) => row)).join("\n");
};

describe("a story", () => {
  test("is kept as a draft, told, read by everybody, told differently, and deleted", async () => {
    const id = randomUUID();
    await expect(openWriting(rita, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    expect(await showBeforeWriting(rita)).toEqual({ whyNotKept: null, people: 0 });
    const unfinished = text({ movedOn: "" });
    expect(await saveDraft(rita, { id, version: 0, text: unfinished })).toEqual({ version: 1 });
    expect(await saveDraft(rita, { id, version: 0, text: unfinished })).toEqual({ version: 1 });
    expect((await openWriting(rita, { id })).draft).toEqual({ version: 1, text: unfinished });
    expect((await listMyStories(rita)).drafts).toEqual([{ id, title: unfinished.title, told: false }]);
    await expect(tellStory(rita, { id, version: 0, text: unfinished })).rejects.toMatchObject({
      code: "SOMETHING_MISSING",
    });
    await expect(tell(rita, { reasonIds: [] }, id)).rejects.toMatchObject({ code: "SOMETHING_MISSING" });

    const told = await tell(rita, {}, id);
    expect(told).toMatchObject({
      teller: { kind: "named", name: "Rita" },
      mine: true,
      version: 1,
      toldOn: "2026-11-22",
    });
    expect(await tell(rita, {}, id)).toEqual(told);
    expect(await listMyStories(rita)).toMatchObject({ drafts: [], rows: [{ id }] });
    for (const reader of [rolf, max, olga, inPerson(team.marketing), byKey(team.rolf)])
      expect(await list(reader)).toMatchObject([{ id, mine: false, reasons: [{ id: price }], toldOn: "2026-11-22" }]);

    const other = text({ movedOn: "I asked for the date of every budget round from then on." });
    expect(await tellStory(rita, { id, version: 1, text: other })).toMatchObject({
      version: 2,
      movedOn: other.movedOn,
    });
    await expect(tellStory(rita, { id, version: 1, text: text() })).rejects.toMatchObject({
      code: "CHANGED_MEANWHILE",
    });
    for (const stranger of [rolf, olga]) {
      await expect(tellStory(stranger, { id, version: 2, text: text() })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(deleteStory(stranger, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(openWriting(stranger, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await deleteStory(rita, { id });
    expect(await everything()).toBe("");
  });

  test("is found by the beginnings of its words, by a part where words have no spaces, and by its reason", async () => {
    const first = await tell(rita);
    const second = await tell(rolf, {
      title: "予算がなくなった話",
      happened: "100% sicher, dachte ich. Übermut!",
      reasonIds: [silent, price],
    });
    const found = async (search: string) => (await list(max, { search })).map(({ id }) => id);
    expect(await found("TUESD call")).toEqual([first.id]);
    expect(await found("übermut")).toEqual([second.id]);
    expect(await found("がなく")).toEqual([second.id]);
    expect(await found("100%")).toEqual([second.id]);
    expect(await found("%")).toEqual([second.id]);
    for (const odd of ["nothing of it", "'", "q:*", "& | !", "\\", "budget' | 'x"])
      expect(await found(odd), odd).toEqual([]);
    expect((await list(max, { reasonId: silent })).map(({ id }) => id)).toEqual([second.id]);
    expect(await list(max, { reasonId: randomUUID() })).toEqual([]);
  });

  test("may name a deal its teller sees; other readers are told nothing of it, not even that there is one", async () => {
    const deal = await lostDeal(team.rita, team);
    const story = await tell(rita, { dealId: deal.id });
    expect(story.deal).toEqual({ id: deal.id, name: "Acme" });
    expect((await showStory(max, { id: story.id })).deal).toEqual({ id: deal.id, name: "Acme" });
    const seen = await showStory(rolf, { id: story.id });
    expect(seen.deal).toBeNull();
    expect(JSON.stringify(seen)).not.toContain(deal.id);
    await expect(tell(rolf, { dealId: deal.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(tell(rita, { dealId: randomUUID() })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test("is suggested to whoever lost for the same reason, those that helped first, never one's own", async () => {
    const [own, others, helpful] = [await tell(rita), await tell(max), await tell(rolf, { anonymous: true })];
    await tell(rolf, { reasonIds: [silent] });
    await markHelped(max, { id: helpful.id, helped: true });
    const deal = await lostDeal(team.rita, team);
    expect(await suggestStories(rita, { dealId: deal.id, limit: 3 })).toEqual({ rows: [] });
    const reasons = [{ reasonId: price, productScope: null, note: "" }];
    const debrief = { dealId: deal.id, debriefId: randomUUID(), version: 0, secondsSpent: 60 };
    await recordDebrief(rita, { ...debrief, answers: { ...noAnswers, reasons } });
    const ids = async (acting: ActingSealed, limit: number) =>
      (await suggestStories(acting, { dealId: deal.id, limit })).rows.map(({ id }) => id);
    expect(await ids(rita, 3)).toEqual([helpful.id, others.id]);
    expect(await ids(rita, 1)).toEqual([helpful.id]);
    expect(new Set(await ids(olga, 5))).toEqual(new Set([own.id, others.id, helpful.id]));
    expect(await listStoriesOfReasons(db, team.workspace, [], 5)).toEqual([]);
    await expect(suggestStories(rolf, { dealId: deal.id, limit: 3 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("a story without a name", () => {
  test("tells nobody who told it, and is its teller's to change and to delete all the same", async () => {
    const story = await tell(rita, { anonymous: true });
    expect(story).toMatchObject({ teller: { kind: "anonymous" }, mine: true });
    for (const reader of [rolf, max, olga, byKey(team.rita), byKey(team.olga)]) {
      const seen = await showStory(reader, { id: story.id });
      expect(seen).toMatchObject({ teller: { kind: "anonymous" }, mine: false });
      expect(JSON.stringify(seen)).not.toMatch(/Rita/);
      expect((await listMyStories(reader)).rows).toEqual([]);
      await expect(deleteStory(reader, { id: story.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    expect((await listMyStories(rita)).rows).toMatchObject([{ id: story.id }]);
    const other = text({ anonymous: true, movedOn: "I took the long way home." });
    expect(await tellStory(rita, { id: story.id, version: 1, text: other })).toMatchObject({
      movedOn: other.movedOn,
      mine: true,
    });
    await deleteStory(rita, { id: story.id });
    expect(await everything()).toBe("");
  });

  test("leaves no id, name, hour or link of its teller in the database, the audit log or the queue", async () => {
    const deal = await lostDeal(team.rita, team);
    await sql`delete from graphile_worker._private_jobs`.execute(db);
    const id = randomUUID();
    const said = text({ anonymous: true, dealId: deal.id, reasonIds: [price, silent] });
    await saveDraft(rita, { id, version: 0, text: said });
    const draft = await everything();
    const told = await tellStory(rita, { id, version: 0, text: said });
    await say(rita, id, "Somebody asked whether they came back. Not yet.");
    await markHelped(rolf, { id, helped: true });
    expect(told.deal).toBeNull();
    const { memberId } = team.rita.session;
    for (const held of [draft, await everything()]) {
      for (const word of [memberId, deal.id, "Rita", team.rolf.session.memberId, "11:00"])
        expect(held).not.toContain(word);
      expect(held).not.toContain(memberId.replaceAll("-", ""));
    }
    expect(draft).not.toContain("Tuesday");
    expect(draft).not.toContain(Buffer.from("Tuesday").toString("hex"));
    const columns = await sql<{ type: string }>`
      select distinct data_type as type from information_schema.columns where table_name like 'stor%'`.execute(db);
    expect(columns.rows.map(({ type }) => type)).not.toContain("timestamp with time zone");
    expect(await listAuditEntries(db, team.workspace, { after: null, limit: 50 })).toEqual([]);
    expect((await sql`select from graphile_worker._private_jobs`.execute(db)).rows).toEqual([]);
  });

  test("two stories of one teller have nothing in common", async () => {
    const marks = async () =>
      (
        await sql<{
          mark: Buffer;
        }>`select author_mark as mark from stories where workspace_id = ${team.workspace}`.execute(db)
      ).rows;
    await tell(rita, { anonymous: true });
    await tell(rita, { anonymous: true });
    const [first, second] = (await marks()).map(({ mark }) => mark.subarray(4).toString("hex"));
    expect(first).not.toBe(second);
    expect(first?.slice(0, 8)).not.toBe(second?.slice(0, 8));
  });

  test("its teller speaks below it as the author, even when they forget to leave their name out", async () => {
    const story = await tell(rita, { anonymous: true });
    await say(rolf, story.id, "How long did it take you?");
    await say(rita, story.id, "About a week.");
    await say(max, story.id, "Same here.", true);
    const seen = (await showStory(olga, { id: story.id })).conversation;
    expect(seen.map(({ teller, byTeller }) => ({ teller, byTeller }))).toEqual([
      { teller: { kind: "named", name: "Rolf" }, byTeller: false },
      { teller: { kind: "anonymous" }, byTeller: true },
      { teller: { kind: "anonymous" }, byTeller: false },
    ]);
    expect(seen.map(({ mine }) => mine)).toEqual([false, false, false]);
    expect((await showStory(rita, { id: story.id })).conversation.map(({ mine }) => mine)).toEqual([
      false,
      true,
      false,
    ]);
    // A program acting for Rita cannot be told apart from Rita without telling it who she is.
    await expect(say(byKey(team.rita), story.id, "By a script")).rejects.toMatchObject({ code: "NEEDS_PERSON" });
    await expect(say(byKey(team.rolf), story.id, "By a script")).rejects.toMatchObject({ code: "NEEDS_PERSON" });
  });

  test("may get its teller's name later; a story once read under a name keeps it", async () => {
    const story = await tell(rita, { anonymous: true });
    const named = await tellStory(rita, { id: story.id, version: 1, text: text() });
    expect(named.teller).toEqual({ kind: "named", name: "Rita" });
    await expect(tellStory(rita, { id: story.id, version: 2, text: text({ anonymous: true }) })).rejects.toMatchObject({
      code: "NAMED_ALREADY",
    });
  });

  test("is not told by a program, nor without a key; with a name both may", async () => {
    const keyless = { ...rita, secrets: readInstallationKeys([], null) };
    await expect(tell(byKey(team.rita), { anonymous: true })).rejects.toMatchObject({ code: "NEEDS_PERSON" });
    await expect(tell(keyless, { anonymous: true })).rejects.toMatchObject({ code: "NO_KEY" });
    await expect(saveDraft(keyless, { id: randomUUID(), version: 0, text: text() })).rejects.toMatchObject({
      code: "NO_KEY",
    });
    expect(await list(rita)).toEqual([]);
    expect((await tell(byKey(team.rita))).mine).toBe(true);
    expect((await tell(keyless)).mine).toBe(true);
    const unnamed = await tell(rolf, { anonymous: true });
    // Whether it is Rita's own cannot be known now, and she must not be shown with her name below her own story.
    await expect(say(keyless, unnamed.id, "Well told")).rejects.toMatchObject({ code: "NO_KEY" });
    expect((await showStory(keyless, { id: unnamed.id })).whyNoComment).toContain("SECRET_KEY");
    await expect(markHelped(keyless, { id: unnamed.id, helped: true })).rejects.toMatchObject({ code: "NO_KEY" });
  });
});

describe("a draft", () => {
  test("is its writer's alone, in whichever window", async () => {
    const id = randomUUID();
    await saveDraft(rita, { id, version: 0, text: text() });
    await expect(saveDraft(rita, { id, version: 0, text: text({ title: "Other" }) })).rejects.toMatchObject({
      code: "OTHER_TAB",
      data: { version: 1, text: text() },
    });
    for (const other of [rolf, olga]) {
      await expect(openWriting(other, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
      expect((await listMyStories(other)).drafts).toEqual([]);
      await expect(saveDraft(other, { id, version: 1, text: text() })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(deleteDraft(other, { id })).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(tell(other, {}, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    await expect(saveDraft(byKey(team.rita), { id, version: 1, text: text() })).rejects.toMatchObject({
      code: "NEEDS_PERSON",
    });
    await deleteDraft(rita, { id });
    expect(await everything()).toBe("");
  });

  test("there are twenty at most", async () => {
    for (let made = 0; made < 20; made++) await saveDraft(rita, { id: randomUUID(), version: 0, text: text() });
    await expect(saveDraft(rita, { id: randomUUID(), version: 0, text: text() })).rejects.toMatchObject({
      code: "TOO_MANY_DRAFTS",
    });
    await saveDraft(rolf, { id: randomUUID(), version: 0, text: text() });
  });
});

describe("the conversation", () => {
  test("is changed and deleted by whoever said it", async () => {
    const story = await tell(rita);
    const id = randomUUID();
    await say(rolf, story.id, "Thank you", true, id);
    expect((await say(rolf, story.id, "Thank you", true, id)).conversation).toHaveLength(1);
    for (const other of [rita, max, olga]) {
      await expect(say(other, story.id, "Changed", true, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
      await expect(deleteComment(other, { storyId: story.id, id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    }
    const changed = await saveComment(rolf, {
      storyId: story.id,
      id,
      version: 1,
      body: "Thank you!",
      anonymous: false,
    });
    expect(changed.conversation).toMatchObject([{ body: "Thank you!", teller: { kind: "anonymous" }, version: 2 }]);
    expect((await deleteComment(rolf, { storyId: story.id, id })).conversation).toEqual([]);
  });

  test("everybody who speaks at the same moment is heard, in one order", async () => {
    const story = await tell(rita);
    await Promise.all([rolf, max, olga, rita].map((acting, place) => say(acting, story.id, `Number ${place}`)));
    expect((await showStory(rita, { id: story.id })).conversation).toHaveLength(4);
    const marked = (await showStory(max, { id: story.id })).conversation.filter(({ byTeller }) => byTeller);
    expect(marked).toMatchObject([{ body: "Number 3", teller: { kind: "named", name: "Rita" } }]);
  });

  test("“this helped” counts once a person, is taken back, and is not for one's own", async () => {
    const story = await tell(rita);
    await Promise.all([1, 2, 3].map(() => markHelped(rolf, { id: story.id, helped: true })));
    expect(await markHelped(max, { id: story.id, helped: true })).toEqual({ helped: 2 });
    expect((await showStory(rolf, { id: story.id })).helpedMe).toBe(true);
    expect((await showStory(olga, { id: story.id })).helpedMe).toBe(false);
    expect((await showStory(byKey(team.rolf), { id: story.id })).helpedMe).toBeNull();
    expect(await markHelped(rolf, { id: story.id, helped: false })).toEqual({ helped: 1 });
    await expect(markHelped(rita, { id: story.id, helped: true })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
  });
});

describe("an admin", () => {
  test("takes a story or a comment down; whoever wrote it reads why; it can come back", async () => {
    const story = await tell(rita, { anonymous: true });
    const commentId = randomUUID();
    await say(rolf, story.id, "Their buyer's number is 0170 …", false, commentId);
    for (const other of [rita, rolf, max, inPerson(team.marketing)])
      await expect(takeDown(other, { storyId: story.id, commentId: null, why: "No" })).rejects.toMatchObject({
        code: "NOT_ALLOWED",
      });

    const why = "It names a customer's person. Take that out, then it comes back.";
    await takeDown(olga, { storyId: story.id, commentId, why });
    expect((await showStory(max, { id: story.id })).conversation).toEqual([]);
    expect((await showStory(rolf, { id: story.id })).conversation).toMatchObject([{ takenDown: { why } }]);
    expect((await putBack(olga, { storyId: story.id, commentId })).conversation).toMatchObject([{ takenDown: null }]);

    await takeDown(olga, { storyId: story.id, commentId: null, why });
    expect(await list(max)).toEqual([]);
    await expect(showStory(max, { id: story.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(say(max, story.id, "Still here?")).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(list(max, { takenDown: true })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    expect((await listMyStories(rita)).rows).toMatchObject([{ takenDown: { on: "2026-11-22", why } }]);
    const [seen] = await list(olga, { takenDown: true });
    expect(seen).toMatchObject({ id: story.id, teller: { kind: "anonymous" }, mine: false });
    await putBack(olga, { storyId: story.id, commentId: null });
    expect(await list(max)).toMatchObject([{ id: story.id, takenDown: null }]);
    const audit = await listAuditEntries(db, team.workspace, { after: null, limit: 50 });
    expect(audit.map(({ memberName, action, subjectName }) => [memberName, action, subjectName])).toEqual([
      ["Olga", "brought a story back", null],
      ["Olga", "took a story down", null],
      ["Olga", "brought a comment back", null],
      ["Olga", "took a comment down", null],
    ]);
  });
});

describe("another workspace", () => {
  test("sees, changes and finds nothing of ours", async () => {
    const story = await tell(rita, { anonymous: true });
    const stranger = inPerson((await startTeam(db)).olga);
    expect(await list(stranger)).toEqual([]);
    for (const tried of await Promise.allSettled([
      showStory(stranger, { id: story.id }),
      deleteStory(stranger, { id: story.id }),
      markHelped(stranger, { id: story.id, helped: true }),
      say(stranger, story.id, "Hello"),
      takeDown(stranger, { storyId: story.id, commentId: null, why: "No" }),
    ]))
      expect(tried).toMatchObject({ status: "rejected", reason: { code: "NOT_FOUND" } });
    // The same person in two teams, were there such a thing, is two people to the marks.
    const ours: ActingSealed = { ...rita, session: { ...rita.session, workspace: stranger.session.workspace } };
    await expect(deleteStory(ours, { id: story.id })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});
