import { randomUUID } from "node:crypto";
import { Hono } from "hono";
import ICAL from "ical.js";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../platform/database/test-database.ts";
import type { Acting } from "../../platform/http/acting.ts";
import type { PublicRoutes } from "../../platform/http/web-app.ts";
import { lostDeal, openDeal, startTeam, type TestTeam } from "../check-ups/check-ups.fixture.ts";
import { saveCheckUp } from "../check-ups/save-check-up.ts";
import { saveDeal } from "../deals/save-deal.ts";
import { createTask } from "../pipeline-check/repair-tasks/create-task.ts";
import { dropTask } from "../pipeline-check/repair-tasks/drop-task.ts";
import { askPostMortem } from "../post-mortems/conversations/ask-post-mortem.ts";
import { giveUpPostMortem } from "../post-mortems/conversations/give-up-post-mortem.ts";
import { savePreparation } from "../post-mortems/conversations/save-preparation.ts";
import { listRepairsOf } from "../reasons/repairs/store.ts";
import { seedCatalogue } from "../reasons/seed-catalogue.ts";
import { activateMember, deactivateMember } from "../team/deactivate-member.ts";
import { addHolidays, removeHolidays, saveWeekdays } from "../team/working-calendar/change-calendar.ts";
import { endFeed, makeFeed } from "./make-feed.ts";
import { feedRoutes } from "./serve-feed.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const routes = feedRoutes({ db });
type Asked = { at?: number; from?: string; headers?: Record<string, string> };

/** The feed as it is served, asked at any instant from any address. */
async function get(path: string, { at = noon, from = randomUUID(), headers = {} }: Asked = {}) {
  const app = new Hono<PublicRoutes>().use(async (c, next) => {
    c.set("now", at);
    c.set("address", from);
    c.set("origin", "https://comeback.example.com");
    return next();
  });
  const answer = await app.route("/", routes).request(path, { headers });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
}

type Shown = { summary: string; start: string; sequence: number; modified: string };

async function entriesOf(path: string, asked: Asked = {}): Promise<Map<string, Shown>> {
  const { status, text } = await get(path, asked);
  expect(status, text).toBe(200);
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
  const shown = events.map((event) => {
    const of = (name: string) => event.getFirstPropertyValue(name);
    const entry = {
      summary: String(of("summary")),
      start: String(of("dtstart")),
      modified: String(of("last-modified")),
    };
    return [String(of("uid")), { ...entry, sequence: Number(of("sequence")) }] as const;
  });
  return new Map(shown);
}

const noon = Date.parse("2026-11-22T11:00:00Z");
let team: TestTeam;
beforeAll(async () => {
  team = await startTeam(db);
  await db.transaction().execute((tx) => seedCatalogue(tx, team.workspace));
});

async function callOf(acting: Acting, dueOn: string, accountName = "Acme Ltd") {
  const deal = await lostDeal(acting, team, { accountName });
  const { id } = await saveCheckUp(acting, { id: randomUUID(), dealId: deal.id, dueOn, note: "" });
  return { id, uid: `check-up-${id}@comeback`, deal };
}

async function repairOf(acting: Acting) {
  const { id: dealId } = await openDeal(acting, team);
  const [repair] = (await listRepairsOf(db, team.workspace)).filter(({ dueInDays }) => dueInDays === 1);
  const flagId = repair?.flagIds[0];
  if (!repair || !flagId) throw new Error("The catalogue has a repair that is due in a day.");
  return createTask(acting, { id: randomUUID(), dealId, flagId, repairId: repair.id, commitmentId: null });
}

const block = (memberId: string, startsAt: string, endsAt: string, id: string = randomUUID()) =>
  db
    .insertInto("filling_blocks")
    .values({
      ...{
        workspace_id: team.workspace,
        id,
        member_id: memberId,
        starts_at: new Date(startsAt),
        ends_at: new Date(endsAt),
      },
      ...{ referrals_aim: 2, calls_aim: 8, networking_aim: 0, booked_at: new Date(noon) },
    })
    .returning("id")
    .executeTakeFirstOrThrow();

/** Somebody new in the team, so that a test has a calendar of its own. */
async function newcomer(role: "rep" | "manager" = "rep"): Promise<Acting> {
  const id = randomUUID();
  await db
    .insertInto("members")
    .values({ workspace_id: team.workspace, id, name: `Nina ${id}`, role })
    .execute();
  return { ...team.rita, session: { ...team.rita.session, memberId: id, role } };
}

describe("a person's calendar", () => {
  test("holds the talk they lead, and the one they are invited to listen to; once it is given up, no more", async () => {
    const [seller, boss] = [await newcomer(), await newcomer("manager")];
    const { id: dealId } = await lostDeal(seller, team, { accountName: "Lost Ltd" });
    const { id } = await askPostMortem(team.olga, { dealId, id: randomUUID() });
    const preparation = {
      ...{ mode: "manager-and-rep" as const, leadId: boss.session.memberId, contactId: null, openingLine: "" },
      ...{ plannedFor: "2026-11-25T09:00:00.000Z", repInvited: true },
    };
    await savePreparation(team.olga, { id, version: 1, preparation });
    const [led, heard] = [await makeFeed(boss), await makeFeed(seller)];
    const start = "2026-11-25T09:00:00Z";
    expect((await entriesOf(led.path)).get(`talk-${id}@comeback`)).toMatchObject({
      summary: "Talk with Lost Ltd",
      start,
    });
    expect((await entriesOf(heard.path)).get(`talk-${id}@comeback`)).toMatchObject({
      summary: "Listen: talk with Lost Ltd",
    });
    await giveUpPostMortem(team.olga, { id, why: "They want none" });
    expect((await entriesOf(led.path)).has(`talk-${id}@comeback`)).toBe(false);
  });

  test("holds their own calls, repairs, blocks and returns, and nobody else's, whoever else they may see", async () => {
    const [nina, boss] = [await newcomer(), await newcomer("manager")];
    const call = await callOf(nina, "2027-03-01");
    const task = await repairOf(nina);
    const { id: blockId } = await block(nina.session.memberId, "2026-11-23T08:00:00Z", "2026-11-23T10:30:00Z");
    const breatherId = randomUUID();
    await db
      .insertInto("breathers")
      .values({
        ...{ workspace_id: team.workspace, id: breatherId, member_id: nina.session.memberId },
        ...{ began_at: new Date(noon), back_at: new Date("2026-11-22T12:30:00Z") },
      })
      .execute();

    const { path } = await makeFeed(nina);
    const shown = await entriesOf(path);
    expect(Object.fromEntries([...shown].map(([uid, { start }]) => [uid, start]))).toEqual({
      [call.uid]: "2027-03-01",
      [`repair-${task.id}@comeback`]: task.dueOn,
      [`block-${blockId}@comeback`]: "2026-11-23T08:00:00Z",
      [`breather-${breatherId}@comeback`]: "2026-11-22T12:30:00Z",
    });
    expect(shown.get(call.uid)?.summary).toBe("Check-up call: Acme Ltd");

    // A manager who sees every deal has a calendar of what is theirs to do.
    expect(await entriesOf((await makeFeed(boss)).path)).toEqual(new Map());
  });

  test("says why they said no as the last debrief did, and leads to the deal", async () => {
    const nina = await newcomer();
    const { deal } = await callOf(nina, "2027-03-01");
    const { rows } = await sql<{ id: string }>`
      select id from reasons where workspace_id = ${team.workspace} order by name limit 2`.execute(db);
    const debriefId = randomUUID();
    await sql`
      with debrief as (
        insert into debriefs (workspace_id, id, deal_id, closed_at, outcome, state, started_at, recorded_at)
        select workspace_id, ${debriefId}, id, closed_at, 'lost', 'recorded', closed_at, closed_at
        from deals where workspace_id = ${team.workspace} and id = ${deal.id}
      )
      insert into debrief_reasons (workspace_id, debrief_id, reason_id, position)
      select ${team.workspace}, ${debriefId}, r.id, r.at
      from unnest(${rows.map(({ id }) => id)}::uuid[]) with ordinality as r (id, at)`.execute(db);
    const { rows: names } = await sql<{ name: string }>`
      select name from reasons where workspace_id = ${team.workspace} order by name limit 2`.execute(db);
    const unfolded = (await get((await makeFeed(nina)).path)).text.replaceAll("\r\n ", "");
    expect(unfolded).toContain(`Why they said no: ${names.map(({ name }) => name).join("\\; ")}.`);
    expect(unfolded).toContain(`URL;VALUE=URI:https://comeback.example.com/deals/${deal.id}`);
  });

  test("begins a quarter ago and shows a call of a three-year term", async () => {
    const nina = await newcomer();
    const { path } = await makeFeed(nina);
    const early = await callOf({ ...nina, now: Date.parse("2026-08-01T10:00:00Z") }, "2026-08-24");
    await callOf({ ...nina, now: Date.parse("2026-08-01T10:00:00Z") }, "2026-08-23");
    const late = await callOf(nina, "2029-02-22");
    await callOf(nina, "2039-01-03");
    expect([...(await entriesOf(path)).keys()].sort()).toEqual([early.uid, late.uid].sort());
    // Where the team is, tomorrow has begun: the day that left the calendar there is gone.
    const { uid } = early;
    expect((await entriesOf(path, { at: Date.parse("2026-11-22T22:59:00Z") })).has(uid)).toBe(true);
    expect((await entriesOf(path, { at: Date.parse("2026-11-22T23:01:00Z") })).has(uid)).toBe(false);
  });
});

describe("what has changed is told", () => {
  test("by a newer edition of that entry alone; reading again writes nothing", async () => {
    const nina = await newcomer();
    const [moved, stays] = [await callOf(nina, "2027-03-01"), await callOf(nina, "2027-03-02")];
    const { path } = await makeFeed(nina);
    const first = await entriesOf(path);
    expect(first.get(moved.uid)).toMatchObject({ sequence: 0, modified: "2026-11-22T11:00:00Z" });

    const kept = () => sql`select xmin, * from calendar_entries where member_id = ${nina.session.memberId}`.execute(db);
    const before = await kept();
    expect(await entriesOf(path, { at: noon + 3_600_000 })).toEqual(first);
    expect((await kept()).rows).toEqual(before.rows);

    await saveCheckUp(nina, { id: moved.id, dealId: moved.deal.id, dueOn: "2027-03-08", note: "" });
    const second = await entriesOf(path, { at: noon + 60_000 });
    expect(second.get(moved.uid)).toEqual({
      ...{ summary: "Check-up call: Acme Ltd", start: "2027-03-08", sequence: 1, modified: "2026-11-22T11:01:00Z" },
    });
    expect(second.get(stays.uid)).toEqual(first.get(stays.uid));
  });

  test("also when only a name changed, and by one edition however many read at once", async () => {
    const nina = await newcomer();
    const call = await callOf(nina, "2027-03-01", "Bolt Ltd");
    const { path } = await makeFeed(nina);
    await Promise.all([1, 2, 3].map(() => entriesOf(path)));
    const { deal } = call;
    await saveDeal(nina, {
      ...{ id: deal.id, name: deal.name, accountName: "Bolt and Sons", ownerId: deal.ownerId },
      ...{ pipelineId: deal.pipelineId, stageId: deal.stageId, amountCents: null, currency: null },
      ...{ expectedCloseOn: null, pitchedOn: null, offeredTermMonths: null, competitor: null, leadSource: null },
    });
    const later = await Promise.all([1, 2, 3].map(() => entriesOf(path, { at: noon + 1000 })));
    for (const shown of later)
      expect(shown.get(call.uid)).toMatchObject({ summary: "Check-up call: Bolt and Sons", sequence: 1 });
  });

  test("what is done or dropped is gone, and the calendar is told apart from the one before by tag and by date", async () => {
    const nina = await newcomer();
    const task = await repairOf(nina);
    const { path } = await makeFeed(nina);
    const { headers } = await get(path);
    const [etag = "", modified = ""] = [headers.get("etag") ?? "", headers.get("last-modified") ?? ""];
    const asked = async (at: number) => ({
      byTag: (await get(path, { at, headers: { "If-None-Match": `"other", ${etag}` } })).status,
      byDate: (await get(path, { at, headers: { "If-Modified-Since": modified } })).status,
      // The tag knows better.
      byBoth: (await get(path, { at, headers: { "If-None-Match": '"other"', "If-Modified-Since": modified } })).status,
    });
    expect(await asked(noon + 60_000)).toEqual({ byTag: 304, byDate: 304, byBoth: 200 });
    await dropTask(nina, { id: task.id, note: "" });
    // Within the same second already.
    expect(await entriesOf(path, { at: noon + 1 })).toEqual(new Map());
    expect(await asked(noon + 1)).toEqual({ byTag: 200, byDate: 200, byBoth: 200 });
  });

  test("no cookie is set, and no shared cache keeps it", async () => {
    const { headers } = await get((await makeFeed(await newcomer())).path);
    expect(headers.get("content-type")).toBe("text/calendar; charset=utf-8");
    expect(headers.get("cache-control")).toBe("private, no-cache");
    expect(headers.get("set-cookie")).toBeNull();
  });
});

describe("the link", () => {
  const bare = ({ status, headers, text }: Awaited<ReturnType<typeof get>>) => ({
    status,
    headers: [...headers],
    text,
  });

  test("is kept as a hash only, and a new one ends the one before at once", async () => {
    const nina = await newcomer();
    const [first, second] = [await makeFeed(nina), await makeFeed(nina)];
    const secret = /^\/calendar\/([\w-]{43})\.ics$/.exec(second.path)?.[1] ?? "";
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    const { rows } = await sql`select l::text as held from feed_links l`.execute(db);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect((await get(second.path)).status).toBe(200);
    expect((await get(first.path)).status).toBe(404);
  });

  test("when ended, is answered like one that never was, to the letter", async () => {
    const nina = await newcomer();
    const { path } = await makeFeed(nina);
    expect((await get(path)).status).toBe(200);
    expect(await endFeed(nina)).toEqual({ ended: true });
    const never = bare(await get(`/calendar/${"x".repeat(43)}.ics`));
    expect(never.status).toBe(404);
    expect(bare(await get(path))).toEqual(never);
    expect(bare(await get(path, { headers: { "If-None-Match": "*" } }))).toEqual(never);
    for (const odd of ["/calendar/a", "/calendar/.ics", "/calendar/%00.ics", `/calendar/${"9".repeat(5000)}.ics`])
      expect(bare(await get(odd)), odd).toEqual(never);
    expect(await endFeed(nina)).toEqual({ ended: false });
  });

  test("ends with its person's time in the team, and does not come back with them", async () => {
    const nina = await newcomer();
    const { path } = await makeFeed(nina);
    const { memberId: id } = nina.session;
    const nothing = async () => ({ dealIds: [], taskIds: [] });
    await deactivateMember(team.olga, nothing, { id, handTo: null });
    expect((await get(path)).status).toBe(404);
    await activateMember(team.olga, nothing, { id });
    expect((await get(path)).status).toBe(404);
    // Should somebody be gone in the database alone, their link is worth nothing either.
    const { path: again } = await makeFeed(nina);
    await db.updateTable("members").set({ deactivated_at: new Date() }).where("id", "=", id).execute();
    expect((await get(again)).status).toBe(404);
  });

  test("guessed at from one address, is turned away there for ten minutes; calendars that were read there still are", async () => {
    const [service, nina, rolf] = [randomUUID(), await newcomer(), await newcomer()];
    const { path } = await makeFeed(nina);
    expect((await get(path, { from: service })).status).toBe(200);
    const guesses = Array.from({ length: 61 }, () => get(`/calendar/${randomUUID()}.ics`, { from: service }));
    const told = (await Promise.all(guesses)).map(({ status }) => status);
    expect([told.filter((status) => status === 404).length, told.filter((status) => status === 429).length]).toEqual([
      60, 1,
    ]);
    expect((await get(path, { from: service })).status).toBe(200);
    const { path: unseen } = await makeFeed(rolf);
    expect((await get(unseen, { from: service })).status).toBe(429);
    expect((await get(unseen, { from: service, at: noon + 600_001 })).status).toBe(200);
    // And an end is an end, whatever was remembered.
    await endFeed(nina);
    expect((await get(path, { from: service, at: noon + 600_001 })).status).toBe(404);
  });
});

describe("the days a team works", () => {
  test("move a repair past a holiday; only admins and the owner change them, and it is written down", async () => {
    // 22 November 2026 is a Sunday: tomorrow is a working day until it is taken off.
    expect((await repairOf(team.rita)).dueOn).toBe("2026-11-23");
    const holidays = [{ heldOn: "2026-11-23", name: "Founders' Day" }];
    for (const acting of [team.rita, team.max, team.marketing])
      await expect(addHolidays(acting, { holidays })).rejects.toMatchObject({ code: "NOT_ALLOWED" });
    await addHolidays(team.olga, { holidays });
    await addHolidays(team.olga, { holidays });
    expect((await repairOf(team.rita)).dueOn).toBe("2026-11-24");
    expect((await saveWeekdays(team.olga, { weekdays: [3, 4] })).weekdays).toEqual([3, 4]);
    expect((await repairOf(team.rita)).dueOn).toBe("2026-11-25");
    expect((await removeHolidays(team.olga, { days: ["2026-11-23", "2026-12-24"] })).holidays).toEqual([]);

    const { rows } = await sql<{ action: string; detail: unknown }>`
      select action, detail from audit_entries
      where workspace_id = ${team.workspace} and subject_kind = 'workspace' order by id`.execute(db);
    expect(rows).toEqual([
      { action: "added holidays", detail: { added: ["2026-11-23 Founders' Day"] } },
      { action: "changed the working days", detail: { weekdays: [3, 4] } },
      { action: "removed holidays", detail: { removed: ["2026-11-23 Founders' Day"] } },
    ]);
    await saveWeekdays(team.olga, { weekdays: [1, 2, 3, 4, 5] });
  });
});
