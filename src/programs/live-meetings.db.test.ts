import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { noAnswers } from "../features/debriefs/rules.ts";
import { meetingsJobs } from "../features/meetings/jobs.ts";
import type { MeetingEvent, MeetingNews, MeetingView } from "../features/meetings/live/contract.ts";
import { createFollowing } from "../features/meetings/live/follow-meetings.ts";
import { applyNews } from "../features/meetings/live/rules.ts";
import { listTimesTogether } from "../features/meetings/plan/store.ts";
import { openSharedText } from "../platform/shared-text.ts";
import { type Asker, sender } from "./signed-in-people.fixture.ts";
import { makeSignedInTeam, type SignedInTeam } from "./two-teams.fixture.ts";
import { startWebProgram } from "./web-program.fixture.ts";

type Program = Awaited<ReturnType<typeof startWebProgram>>;

/** Two servers on one database: what happens at one is heard at the other. */
let one: Program;
let other: Program;
let team: SignedInTeam;
let mia: Asker;
let rob: Asker;

beforeAll(async () => {
  one = await startWebProgram();
  other = await startWebProgram({ beside: one });
  team = await makeSignedInTeam(one, "Acme");
  mia = team.people.mia.asker;
  rob = team.people.rob.asker;
});
afterAll(async () => {
  await other.stop();
  await one.stop();
});

const ask = async (program: Program, asker: Asker, method: string, path: string, body?: unknown) =>
  sender(program)(method, `/api${path}`, body, asker);
/** As somebody who may; what is refused is a fault of the test. */
const make = async (program: Program, asker: Asker, method: string, path: string, body?: unknown) => {
  const { status, told } = await ask(program, asker, method, path, body);
  if (status !== 200) throw new Error(`${method} ${path} answered ${status}: ${JSON.stringify(told)}`);
  return told;
};

type Heard = { name: string; id: string | null; data: string };
const lines: { close: () => void }[] = [];
afterEach(() => {
  for (const line of lines.splice(0)) line.close();
});

/** Follows a meeting as a browser does, and keeps everything that comes. */
async function follow(program: Program, asker: Asker, meetingId: string, after = 0, headers: Asker = {}) {
  const closing = new AbortController();
  const answer = await fetch(`${program.url}/api/meetings/${meetingId}/events?after=${after}`, {
    headers: { ...asker, ...headers },
    signal: closing.signal,
  });
  const heard: Heard[] = [];
  const line = { isOver: false, close: () => closing.abort() };
  lines.push(line);
  const read = async () => {
    const decoder = new TextDecoder();
    let text = "";
    for await (const piece of answer.body ?? []) {
      text += decoder.decode(piece, { stream: true });
      const messages = text.split("\n\n");
      text = messages.pop() ?? "";
      for (const message of messages) {
        const field = (name: string) =>
          message
            .split("\n")
            .find((row) => row.startsWith(`${name}: `))
            ?.slice(name.length + 2) ?? null;
        const name = field("event");
        if (name) heard.push({ name, id: field("id"), data: field("data") ?? "" });
      }
    }
  };
  read()
    .catch(() => {})
    .finally(() => {
      line.isOver = true;
    });
  const news = () =>
    heard.flatMap(({ name, data }): MeetingNews[] => (name === "news" ? [JSON.parse(data) as MeetingNews] : []));
  const events = (): MeetingEvent[] => news().flatMap((each) => each.events);
  const upTo = () => news().at(-1)?.upTo ?? after;
  return { answer, heard, line, news, events, upTo };
}
const until = (holds: () => boolean, what = "") =>
  expect.poll(holds, { timeout: 8_000, interval: 10, message: what }).toBe(true);

const planOf = (memberIds: string[]) => ({
  ...{ title: "Monday", periodFrom: "2026-11-01", periodTo: "2026-11-22", plannedFor: "2026-11-23T08:00:00Z" },
  ...{ version: 0, leadId: team.people.mia.id, memberIds, votesEach: 2, topics: [] },
  rounds: [
    { kind: "alone", seconds: 60 },
    { kind: "all", seconds: 300 },
  ],
});
const everybody = () => [team.people.mia, team.people.rob, team.people.olga, team.people.free].map(({ id }) => id);

async function startMeeting(memberIds = everybody()) {
  const id = randomUUID();
  await make(one, mia, "PUT", `/meetings/${id}`, planOf(memberIds));
  const { version } = await make(one, mia, "POST", `/meetings/${id}/run`, { version: 1, act: { kind: "start" } });
  return { id, version: Number(version) };
}
const show = (program: Program, asker: Asker, id: string): Promise<MeetingView> =>
  make(program, asker, "GET", `/meetings/${id}`);
/** What a person types into a new idea at once. */
const updateOf = (words: string) => {
  const text = openSharedText(null, { isSaved: true });
  text.type(words);
  return text.unsaved()?.update ?? "";
};
const type = (program: Program, asker: Asker, meetingId: string, words: string, id = randomUUID()) =>
  make(program, asker, "PUT", `/meetings/${meetingId}/ideas/${id}`, { update: updateOf(words) });

describe("what happens in a meeting", () => {
  it("is heard at every server, at once, unpacked, by everybody who is in it", async () => {
    const { id } = await startMeeting();
    const view = await show(other, rob, id);
    const line = await follow(other, rob, id, view.lastEvent, { "accept-encoding": "gzip" });
    expect(line.answer.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(line.answer.headers.get("content-encoding")).toBeNull();
    expect(line.answer.headers.get("cache-control")).toContain("no-transform");
    await until(() => line.heard.some(({ name }) => name === "beat"));
    const { number } = await type(one, mia, id, "Ask who signs before the offer");
    await until(() => line.upTo() === number);
    const after = line.news().reduce<MeetingView | null>((seen, news) => seen && applyNews(seen, news), view);
    expect(after?.ideas.map(({ words }) => words)).toEqual(["Ask who signs before the offer"]);
    expect(Math.abs(Date.parse(after?.now ?? "") - Date.now())).toBeLessThan(5_000);
    // Nobody is told whose it is.
    const told = JSON.stringify(line.events());
    for (const person of Object.values(team.people)) expect(told).not.toContain(person.id);
    expect((await show(one, rob, id)).me.ideaIds).toEqual([]);
    expect((await show(one, mia, id)).me.ideaIds).toHaveLength(1);
  });

  it("has numbers without gaps, whoever writes where at the same moment, and what anybody sees agrees", async () => {
    const { id } = await startMeeting();
    const asOlga = team.people.olga.asker;
    const views = await Promise.all([show(one, rob, id), show(other, asOlga, id)]);
    const both = [await follow(one, rob, id, views[0].lastEvent), await follow(other, asOlga, id, views[1].lastEvent)];
    const begun = views[0].lastEvent;
    const saves = Array.from({ length: 60 }, async (_, turn) => {
      const [program, asker] = [turn % 2 ? one : other, [mia, rob, asOlga][turn % 3] ?? mia] as const;
      if (turn % 10 === 7) return make(program, asker, "POST", `/meetings/${id}/join`);
      return type(program, asker, id, `Idea ${turn}`);
    });
    await Promise.all(saves);
    const last = (await show(one, rob, id)).lastEvent;
    // Of the six who joined, two came twice.
    expect(last - begun).toBe(54 + 3);
    for (const [place, line] of both.entries()) {
      await until(() => line.upTo() === last, `line ${place}`);
      expect(line.events().map(({ number }) => number)).toEqual(
        Array.from({ length: last - begun }, (_, at) => begun + 1 + at),
      );
      const view = views[place];
      const seen = line
        .news()
        .reduce<MeetingView | null>((known, news) => known && applyNews(known, news), view ?? null);
      const fresh = await show(one, place === 0 ? rob : asOlga, id);
      const byId = <Row extends { id: string }>(rows: Row[]) => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      // What one did oneself is known without being told.
      const { now, me } = fresh;
      expect({ ...seen, now, me, ideas: byId(seen?.ideas ?? []) }).toEqual({ ...fresh, ideas: byId(fresh.ideas) });
    }
  });

  it("lets two people write in one idea at once, at two servers, and loses no letter", async () => {
    const { id, version } = await startMeeting();
    await make(one, mia, "POST", `/meetings/${id}/run`, { version, act: { kind: "next" } });
    const ideaId = randomUUID();
    const path = `/meetings/${id}/ideas/${ideaId}`;
    await type(one, mia, id, "Ask", ideaId);
    const writers = await Promise.all(
      (
        [
          [one, mia, " who signs", "m"],
          [other, rob, " what it costs", "r"],
        ] as const
      ).map(async ([program, asker, words, mark]) => {
        const opened = await make(program, asker, "GET", path);
        return { program, asker, words, mark, text: openSharedText(opened.state, { isSaved: true }) };
      }),
    );
    await Promise.all(
      writers.map(async ({ program, asker, words, mark, text }) => {
        for (const letter of `${words}${mark.repeat(5)}`) {
          text.type(text.words() + letter);
          const unsaved = text.unsaved();
          if (!unsaved) continue;
          const { number } = await make(program, asker, "PUT", path, { update: unsaved.update });
          expect(number).toBeGreaterThan(0);
          text.acknowledge(unsaved.mark);
        }
      }),
    );
    const { words, state } = await make(other, mia, "GET", path);
    const letters = (said: string) => [...said].sort().join("");
    expect(letters(words)).toBe(letters("Ask who signsmmmmm what it costsrrrrr"));
    for (const { text } of writers) {
      text.receive(state);
      expect(text.words()).toBe(words);
    }
  });

  it("happens once when it is sent twice", async () => {
    const { id } = await startMeeting();
    const ideaId = randomUUID();
    const first = await type(one, rob, id, "Call earlier", ideaId);
    const body = { update: updateOf("Call earlier") };
    const twice = await Promise.all(
      [one, other].map((program) => make(program, rob, "PUT", `/meetings/${id}/ideas/${randomUUID()}`, body)),
    );
    expect(new Set(twice.map(({ number }) => number)).size).toBe(2);
    const known = (await make(one, rob, "GET", `/meetings/${id}/ideas/${ideaId}`)).state;
    const again = await make(other, rob, "PUT", `/meetings/${id}/ideas/${ideaId}`, { update: known });
    expect(again.words).toBe("Call earlier");
    const joined = [
      await make(one, rob, "POST", `/meetings/${id}/join`),
      await make(other, rob, "POST", `/meetings/${id}/join`),
    ];
    expect(joined[0]).toEqual(joined[1]);
    expect((await show(one, rob, id)).lastEvent).toBe(first.number + 2 + 1);
  });

  it("is caught up with after a phone slept, from the last number it heard, and told anew where that is too old", async () => {
    const { id } = await startMeeting();
    const { number } = await type(one, rob, id, "First");
    await type(other, rob, id, "Second");
    const { number: last } = await type(one, rob, id, "Third");
    const again = await follow(other, rob, id, 0, { "last-event-id": String(number) });
    await until(() => again.upTo() === last);
    expect(again.events().map((event) => event.number)).toEqual([last - 1, last]);
    const ahead = await follow(one, rob, id, last + 5);
    await until(() => ahead.line.isOver);
    expect(ahead.heard.at(-1)?.name).toBe("begin-again");
    await one.pool.query("delete from meeting_events where meeting_id = $1 and number <= $2", [id, number]);
    const tooOld = await follow(one, rob, id, 0);
    await until(() => tooOld.line.isOver);
    expect(tooOld.heard.at(-1)?.name).toBe("begin-again");
    const none = await ask(one, rob, "GET", `/meetings/${id}/events?after=soon`);
    expect(none.status).toBe(400);
  });

  it("reaches everybody although the line to the database broke, and holds no connection that requests need", async () => {
    const { id } = await startMeeting();
    const { lastEvent } = await show(one, rob, id);
    const many = await Promise.all(
      Array.from({ length: 24 }, (_, turn) => {
        const person = [mia, rob, team.people.olga.asker, team.people.free.asker][turn % 4] ?? rob;
        return follow(turn % 2 ? one : other, person, id, lastEvent);
      }),
    );
    const hearing = `select pid from pg_stat_activity
      where application_name = 'comeback hears' and datname = current_database()`;
    const before = (await one.pool.query(hearing)).rows.map(({ pid }) => pid);
    expect(before).toHaveLength(2);
    await one.pool.query("select pg_terminate_backend(pid) from unnest($1::integer[]) pid", [before]);
    await expect
      .poll(async () => (await one.pool.query(hearing)).rows.filter(({ pid }) => before.includes(pid)))
      .toEqual([]);
    const { number } = await type(one, mia, id, "Said while nobody heard");
    for (const line of many) await until(() => line.upTo() === number);
    // Whether everybody may stay is asked anew, and the connections for it are given back.
    const held = () => [one, other].map(({ pool }) => pool.totalCount - pool.idleCount);
    await expect.poll(held, { timeout: 8_000 }).toEqual([0, 0]);
  });

  it("ends for whoever is put out or has left, and says so", async () => {
    const { id } = await startMeeting();
    const view = await show(one, team.people.olga.asker, id);
    const out = await follow(other, team.people.olga.asker, id, view.lastEvent);
    await until(() => out.heard.length > 0);
    const left = everybody().filter((person) => person !== team.people.olga.id);
    const { version } = view.meeting;
    await make(one, mia, "PUT", `/meetings/${id}`, { ...planOf(left), version });
    await until(() => out.line.isOver);
    expect(out.heard.at(-1)?.name).toBe("over");
    expect((await ask(one, team.people.olga.asker, "GET", `/meetings/${id}`)).status).toBe(404);

    // Whoever has left is found out at the next beat.
    const told: string[] = [];
    const followMeeting = createFollowing(one.db, one.notifications, Date.now, 30);
    let isOver = false;
    const stop = followMeeting({
      ...{ workspace: team.workspace, meetingId: id, memberId: team.people.rob.id, after: 0 },
      stream: {
        send: (message) => told.push(new TextDecoder().decode(message)) > 0,
        end: () => {
          isOver = true;
        },
      },
      mayStay: async () => (await one.ask("GET", "/api/me", undefined, team.robsKey)).status === 200 && told.length < 5,
    });
    await until(() => isOver);
    stop();
    expect(told.filter((message) => message.startsWith("event: over")).length).toBeGreaterThan(0);
  });
});

describe("a meeting", () => {
  it("goes from the period's losses to tasks on open deals, a record in everybody's mail, and what became of it", async () => {
    const { asker: asOlga, id: olgaId } = team.people.olga;
    const asFree = team.people.free.asker;
    const quotable = await makeRecommendations();
    const proposal = await make(one, mia, "GET", "/meetings/proposal?from=2026-01-01&to=2099-01-01");
    expect(proposal.rounds.map(({ seconds }: { seconds: number }) => seconds)).toEqual([60, 120, 240, 300]);
    const words = JSON.stringify(proposal.topics);
    expect(words).toContain("Show the price list earlier");
    // Of fewer than five who answered, everybody would know who it was.
    expect(words).not.toMatch(/Fire your negotiator|Listen to our engineers/);
    expect(proposal.unquoted).toBe(2);
    expect(proposal.topics.filter(({ kind }: { kind: string }) => kind === "loss").length).toBeGreaterThan(0);
    const mine = proposal.people.filter((person: { mine: boolean }) => person.mine);
    expect(mine.map(({ name }: { name: string }) => name)).toEqual(["Mia", "Rob"]);

    const id = randomUUID();
    const { flagId, repairId, reasonId } = team.catalogue;
    const topic = { id: randomUUID(), kind: "loss", words: "Price", reasonId };
    const plan = { ...planOf([team.people.mia.id, team.people.rob.id, olgaId]), topics: [topic] };
    const unquoted = { id: randomUUID(), kind: "recommendation", words: "Fire your negotiator" };
    for (const sourceId of [quotable.silent, quotable.unnamed, randomUUID(), null]) {
      const told = await ask(one, mia, "PUT", `/meetings/${id}`, { ...plan, topics: [{ ...unquoted, sourceId }] });
      expect(told.status).toBe(404);
    }
    for (const place of [3, 4, 5]) await recommended(place, randomUUID(), "no", "Call us");
    const among = await make(one, mia, "GET", "/meetings/proposal?from=2026-01-01&to=2099-01-01");
    const topicOf = (sourceId: string) => among.topics.find((each: { sourceId: string }) => each.sourceId === sourceId);
    expect(topicOf(quotable.unnamed)).toMatchObject({ words: "Listen to our engineers", dealId: null });
    // Nor does whoever plans say whose it was.
    const unnamed = { ...unquoted, sourceId: quotable.unnamed, dealId: team.deals.rob.lost };
    expect((await ask(one, mia, "PUT", `/meetings/${id}`, { ...plan, topics: [unnamed] })).status).toBe(404);
    expect((await ask(one, rob, "PUT", `/meetings/${id}`, plan)).status).toBe(403);
    expect((await ask(one, mia, "PUT", `/meetings/${id}`, { ...plan, leadId: team.people.rob.id })).status).toBe(404);
    await make(one, mia, "PUT", `/meetings/${id}`, plan);
    // The first answer was lost; sent once more it is the same meeting.
    expect((await make(other, mia, "PUT", `/meetings/${id}`, plan)).meeting.version).toBe(1);
    expect((await ask(one, asFree, "GET", `/meetings/${id}`)).status).toBe(404);

    for (const asker of [mia, rob]) await make(other, asker, "POST", `/meetings/${id}/join`);
    const drawn: MeetingView = await make(one, mia, "POST", `/meetings/${id}/draw`, { version: 1 });
    expect(drawn.people.map(({ groupNumber }) => groupNumber)).toEqual([1, 1, 1]);
    await make(one, mia, "PUT", `/meetings/${id}/people/${olgaId}/group`, { groupNumber: 2 });
    const run = async (act: object, version: number) => make(one, mia, "POST", `/meetings/${id}/run`, { version, act });
    const started = await run({ kind: "start" }, drawn.meeting.version);
    expect(Date.parse(started.roundEndsAt) - Date.parse(started.startedAt)).toBe(60_000);
    // A click that came twice skips no round, and nobody but who leads turns the clock.
    const twice = await ask(other, mia, "POST", `/meetings/${id}/run`, {
      version: drawn.meeting.version,
      act: { kind: "next" },
    });
    expect([twice.status, twice.told.code]).toEqual([409, "CHANGED_MEANWHILE"]);
    expect(
      (await ask(one, rob, "POST", `/meetings/${id}/run`, { version: started.version, act: { kind: "next" } })).status,
    ).toBe(403);

    const ideas = { signs: randomUUID(), boss: randomUUID(), other: randomUUID() };
    const write = (asker: Asker, ideaId: string, said: string) =>
      ask(one, asker, "PUT", `/meetings/${id}/ideas/${ideaId}`, { topicId: topic.id, update: updateOf(said) });
    await write(rob, ideas.signs, "Ask who signs before the offer");
    await write(mia, ideas.boss, "Ask for the boss");
    await write(asOlga, ideas.other, "Send fewer mails");
    // Olga sits at another table; and a table writes for itself until all are together.
    const refused = await write(asOlga, ideas.signs, "Not mine");
    expect([refused.status, refused.told.code]).toEqual([403, "NOT_ALLOWED"]);
    expect((await write(asOlga, randomUUID(), "x".repeat(601))).told.code).toBe("TOO_LONG");
    expect((await write(asFree, randomUUID(), "Let me in")).status).toBe(404);
    const nonsense = { update: Buffer.from([1, 2, 3, 250]).toString("base64") };
    const unread = await ask(one, rob, "PUT", `/meetings/${id}/ideas/${ideas.signs}`, nonsense);
    expect([unread.status, unread.told.code]).toEqual([422, "UNREADABLE"]);

    const early = await ask(one, rob, "PUT", `/meetings/${id}/ideas/${ideas.signs}/vote`, { voted: true });
    expect([early.status, early.told.code]).toEqual([409, "NOT_NOW"]);
    const second = await run({ kind: "next" }, started.version);
    const voting = await run({ kind: "next" }, second.version);
    expect([voting.state, voting.round, voting.roundEndsAt]).toEqual(["running", null, null]);

    const vote = (asker: Asker, ideaId: string, voted = true) =>
      ask(other, asker, "PUT", `/meetings/${id}/ideas/${ideaId}/vote`, { voted });
    expect((await vote(rob, ideas.signs)).told).toEqual({ ideaId: ideas.signs, votes: 1, votesLeft: 1 });
    expect((await vote(rob, ideas.signs)).told.votes).toBe(1);
    expect((await vote(rob, ideas.boss)).told.votesLeft).toBe(0);
    expect((await vote(rob, ideas.other)).told.code).toBe("NO_VOTES_LEFT");
    await vote(asOlga, ideas.boss);
    const merge = (asker: Asker, into: string | null) =>
      ask(one, asker, "PUT", `/meetings/${id}/ideas/${ideas.boss}/merged`, { into });
    expect((await merge(rob, ideas.signs)).status).toBe(403);
    expect((await merge(mia, ideas.signs)).told.mergedInto).toBe(ideas.signs);
    // Rob voted for both, and counts once; the vote he has left over is his again.
    expect((await show(one, rob, id)).ideas.map(({ votes }) => votes)).toEqual([2, 0, 0]);
    expect((await vote(rob, ideas.other)).told).toEqual({ ideaId: ideas.other, votes: 1, votesLeft: 0 });
    await merge(mia, null);
    expect((await show(one, rob, id)).ideas.map(({ votes }) => votes)).toEqual([1, 2, 1]);
    await merge(mia, ideas.signs);

    const practiceId = randomUUID();
    const adopting = {
      practiceId,
      title: "Ask who signs",
      appliesWhen: "Before an offer",
      how: "Ask.",
      flagId,
      repairId,
    };
    const adopt = (asker: Asker, body: object) =>
      ask(one, asker, "PUT", `/meetings/${id}/ideas/${ideas.signs}/practice`, body);
    expect((await adopt(rob, adopting)).status).toBe(403);
    expect((await adopt(mia, adopting)).told).toMatchObject({ id: practiceId, title: "Ask who signs", ticks: 0 });
    expect((await adopt(mia, { ...adopting, practiceId: randomUUID() })).told.id).toBe(practiceId);
    expect((await make(one, asFree, "GET", `/practices/${practiceId}`)).state).toBe("adopted");

    const sheets = await run({ kind: "worksheet" }, voting.version);
    const sheet = await make(one, rob, "GET", `/meetings/${id}/worksheet`);
    const dealId = team.deals.rob.open;
    expect(sheet.deals.map((deal: { id: string }) => deal.id)).toContain(dealId);
    expect(JSON.stringify(sheet)).not.toContain(team.deals.olga.open);
    const tick = (asker: Asker, deal: string, ticked: boolean, done = true) =>
      ask(other, asker, "PUT", `/meetings/${id}/worksheet`, { cells: [{ dealId: deal, practiceId, ticked }], done });
    expect((await tick(rob, team.deals.olga.open, true)).status).toBe(404);
    for (const ticked of [true, true, false, true]) expect((await tick(rob, dealId, ticked)).status).toBe(200);
    const ticked = await make(one, rob, "GET", `/meetings/${id}/worksheet`);
    const cell = ticked.deals.find((deal: { id: string }) => deal.id === dealId).cells[0];
    expect([ticked.done, cell.ticked, cell.done]).toEqual([true, true, false]);
    // A deal that was closed in another window does not keep the others from being saved.
    const closed = await team.makeDeals("Closed", team.people.rob.id);
    const late = await ask(one, rob, "PUT", `/meetings/${id}/worksheet`, {
      cells: [dealId, closed.lost].map((each) => ({ dealId: each, practiceId, ticked: true })),
      done: true,
    });
    expect(late.status).toBe(200);
    const tasks = await make(one, rob, "GET", "/practice-uses?mine=true");
    expect(tasks.rows.filter((use: { meetingId: string }) => use.meetingId === id)).toHaveLength(1);

    const ended = await run({ kind: "end" }, sheets.version);
    expect(
      (await ask(one, mia, "POST", `/meetings/${id}/run`, { version: ended.version, act: { kind: "end" } })).told.code,
    ).toBe("NOT_NOW");
    const { record, became } = await make(one, asFree, "GET", `/meetings/${id}/record`);
    expect(record.ideas).toEqual([
      { words: "Ask who signs before the offer", votes: 2, adopted: true },
      { words: "Send fewer mails", votes: 1, adopted: false },
    ]);
    expect([record.ticks, record.people]).toEqual([1, ["Mia", "Rob"]]);
    // Mia and Rob sat together; the next draw knows.
    const [pair, ...others] = await listTimesTogether(one.db, team.workspace, everybody());
    expect([[pair?.one, pair?.other].sort(), pair?.times, others]).toEqual([
      [team.people.mia.id, team.people.rob.id].sort(),
      ...[1, []],
    ]);
    expect(became.practices).toMatchObject([
      { id: practiceId, ticks: 1, waiting: 1, done: 0, open: 1, won: 0, lost: 0 },
    ]);
    expect(became.mine).toEqual([]);
    const mails = await one.pool.query(
      "select member_id, content from mails where kind = 'meeting' and dedupe_key like $1",
      [`meeting ${id} %`],
    );
    expect(mails.rows.map(({ member_id }) => member_id).sort()).toEqual(
      [team.people.mia.id, team.people.rob.id, olgaId].sort(),
    );
    const [{ content }] = mails.rows;
    expect(content.sections[0]).toMatchObject({
      heading: "What we do from now on",
      items: [{ text: "Ask who signs" }],
    });
    expect(content.action.href).toBe(`/team/meetings/${id}/record`);
    expect(JSON.stringify(content)).not.toContain(team.people.rob.id);

    await make(one, rob, "POST", `/deals/${dealId}/close`, { outcome: "won" });
    const next = await startMeeting([team.people.mia.id, team.people.rob.id]);
    await one.pool.query("update meetings set planned_for = now() + interval '1 day' where id = $1", [next.id]);
    expect((await show(one, rob, next.id)).before?.id).toBe(id);
    const later = await make(other, rob, "GET", `/meetings/${id}/became`);
    expect(later.practices).toMatchObject([{ ticks: 1, open: 0, won: 1, lost: 0 }]);
    const listed = await make(one, asFree, "GET", "/meetings?of=past");
    // A week later every keystroke is forgotten; what was decided is not.
    const aWeekOn = {
      db: one.db,
      pool: one.pool,
      now: Date.now() + 8 * 86_400_000,
      signal: new AbortController().signal,
    };
    await meetingsJobs["forget-old-events"](null, { ...aWeekOn, log: pino({ level: "silent" }) });
    const kept = await one.pool.query("select distinct meeting_id from meeting_events where workspace_id = $1", [
      team.workspace,
    ]);
    const keptOf = kept.rows.map(({ meeting_id }) => meeting_id);
    expect([keptOf.includes(id), keptOf.includes(next.id)]).toEqual([false, true]);
    expect((await make(one, rob, "GET", `/meetings/${id}/record`)).record).toEqual(record);
    expect(listed.rows.map((row: { id: string; isMine: boolean }) => [row.id, row.isMine])).toContainEqual([id, false]);
  });

  it("takes no ticks any more once it has ended, however late they were on their way", async () => {
    const { id, version } = await startMeeting();
    const { asker: rep } = team.people.rob;
    const idea = randomUUID();
    await type(one, rep, id, "Ask who signs", idea);
    const adopted = { practiceId: randomUUID(), title: "Ask who signs", appliesWhen: "", how: "" };
    await make(one, mia, "PUT", `/meetings/${id}/ideas/${idea}/practice`, adopted);
    await make(one, mia, "POST", `/meetings/${id}/run`, { version, act: { kind: "worksheet" } });
    const { open: dealId } = await team.makeDeals("Late", team.people.rob.id);
    const ending = await one.pool.connect();
    try {
      await ending.query("begin");
      await ending.query("update meetings set state = 'ended', ended_at = now() where id = $1", [id]);
      const cells = [{ dealId, practiceId: adopted.practiceId, ticked: true }];
      const late = ask(other, rep, "PUT", `/meetings/${id}/worksheet`, { cells, done: false });
      const waiting = "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
      await expect.poll(async () => (await one.pool.query(waiting)).rowCount, { timeout: 5_000 }).toBe(1);
      await ending.query("commit");
      const { status, told } = await late;
      expect([status, told.code]).toEqual([409, "NOT_NOW"]);
    } finally {
      ending.release();
    }
    const uses = await one.pool.query("select 1 from practice_uses where meeting_id = $1", [id]);
    expect(uses.rowCount).toBe(0);
  });

  it("adopts what who leads says, although somebody drafted it before; and takes no others' ideas off with one's own", async () => {
    const { id } = await startMeeting();
    const { asker: rep } = team.people.rob;
    const [kept, merged, draftId] = [randomUUID(), randomUUID(), randomUUID()];
    await type(one, rep, id, "Ask who signs", kept);
    await type(one, mia, id, "Ask for the boss", merged);
    await make(one, mia, "PUT", `/meetings/${id}/ideas/${merged}/merged`, { into: kept });
    const remove = (asker: Asker) => ask(one, asker, "PUT", `/meetings/${id}/ideas/${kept}/removed`, { removed: true });
    const refused = await remove(rep);
    expect([refused.status, refused.told.code]).toEqual([403, "NOT_ALLOWED"]);

    await make(one, rep, "PUT", `/practices/${draftId}`, { source: "idea", sourceId: kept, how: "Somehow." });
    const said = { title: "Ask who signs first", appliesWhen: "Before an offer", how: "On the telephone." };
    const body = { practiceId: randomUUID(), ...said };
    expect(await make(one, mia, "PUT", `/meetings/${id}/ideas/${kept}/practice`, body)).toMatchObject({ id: draftId });
    expect(await make(one, rep, "GET", `/practices/${draftId}`)).toMatchObject({ state: "adopted", ...said });
  });

  it("proposes a lesson once, however many learned it in the same words", async () => {
    for (const doDifferently of ["Ask who signs first.", "ask who signs first. ", "Bring the engineer."]) {
      const { lost } = await team.makeDeals("Learned", team.people.rob.id);
      const debrief = { debriefId: randomUUID(), version: 0, secondsSpent: 90 };
      const reasons = [{ reasonId: team.catalogue.reasonId, productScope: null, note: "" }];
      const answers = { ...noAnswers, reasons, ownPart: "I did not ask.", doDifferently };
      await make(one, rob, "POST", `/deals/${lost}/debrief/record`, { ...debrief, answers });
    }
    const { topics } = await make(one, mia, "GET", "/meetings/proposal?from=2026-01-01&to=2099-01-01");
    const lessons: string[] = topics
      .filter(({ kind }: { kind: string }) => kind === "lesson")
      .map(({ words }: { words: string }) => words.toLowerCase().trim());
    expect(lessons.filter((words) => words === "ask who signs first.")).toHaveLength(1);
    expect(lessons).toContain("bring the engineer.");
  });

  it("says no words on wall, record or mail that their customer, or the team, has taken back since it was planned", async () => {
    const id = randomUUID();
    const sourceId = randomUUID();
    await recommended(9, sourceId, "named", "Bring fewer slides");
    const topics = [
      { id: randomUUID(), kind: "recommendation", words: "Bring fewer slides", sourceId, dealId: team.deals.rob.lost },
      { id: randomUUID(), kind: "lesson", words: "I was late to every call", sourceId: randomUUID() },
      { id: randomUUID(), kind: "question", words: "Who signs?" },
    ];
    const plan = { ...planOf(everybody()), topics };
    const { lastEvent } = await make(one, mia, "PUT", `/meetings/${id}`, plan);
    const { meeting } = await make(one, mia, "PUT", `/meetings/${id}`, { ...plan, version: 1, title: "Tuesday" });
    const words = async () => (await show(other, rob, id)).topics.map((topic) => topic.words);
    expect(await words()).toEqual(topics.map((topic) => topic.words));
    const consent = (to: string) =>
      one.pool.query(
        `update customer_answers set quote_consent = $1
         where id = (select answers_id from recommendations where id = $2)`,
        [to, sourceId],
      );
    const share = (what: string) =>
      one.pool.query("update workspaces set debriefs_share = $1 where workspace_id = $2", [what, team.workspace]);
    const takenBack = /fewer slides|late to every call/;
    await consent("no");
    await share("reasons");
    try {
      expect(await words()).toEqual(["Who signs?"]);
      // Whoever slept catches up with what stands now, not with what was told then.
      const line = await follow(other, rob, id, lastEvent);
      await until(() => line.events().some(({ kind }) => kind === "topics"));
      expect(JSON.stringify(line.news())).toContain("Who signs?");
      expect(JSON.stringify(line.news())).not.toMatch(takenBack);
      let { version } = meeting;
      for (const kind of ["start", "worksheet", "end"])
        ({ version } = await make(one, mia, "POST", `/meetings/${id}/run`, { version, act: { kind } }));
      const { record } = await make(one, rob, "GET", `/meetings/${id}/record`);
      expect(record.topics).toEqual([{ kind: "question", words: "Who signs?" }]);
      const mails = await one.pool.query("select content from mails where dedupe_key like $1", [`meeting ${id} %`]);
      expect(JSON.stringify(mails.rows)).toContain("Who signs?");
      expect(JSON.stringify(mails.rows)).not.toMatch(takenBack);
      // Said again, it is there again.
      await consent("named");
      await share("everything");
      expect((await make(one, rob, "GET", `/meetings/${id}/record`)).record.topics).toHaveLength(3);
    } finally {
      await share("everything");
    }
  });

  it("is ended by a manager or an admin where whoever led it works here no more, and by nobody else", async () => {
    const { id, version } = await startMeeting();
    const end = (asker: Asker) => ask(one, asker, "POST", `/meetings/${id}/run`, { version, act: { kind: "end" } });
    const [asFree, asOtto] = [team.people.free.asker, team.people.otto.asker];
    expect((await end(asFree)).status).toBe(403);
    expect((await end(asOtto)).status).toBe(404);
    const setGone = (at: string | null) =>
      one.pool.query("update members set deactivated_at = $1 where id = $2", [at, team.people.mia.id]);
    await setGone("2026-11-23T08:00:00Z");
    try {
      const rows = (await make(one, asOtto, "GET", "/meetings?of=coming")).rows as { id: string; mayEnd: boolean }[];
      expect(rows.find((row) => row.id === id)).toMatchObject({ mayEnd: true, leadId: null, leadName: "Mia", version });
      expect((await show(one, asFree, id)).me).toMatchObject({ leads: false, mayEnd: true });
      expect((await show(one, rob, id)).me.mayEnd).toBe(false);
      expect((await end(rob)).status).toBe(403);
      const next = { version, act: { kind: "next" } };
      expect((await ask(one, asFree, "POST", `/meetings/${id}/run`, next)).status).toBe(403);
      expect((await end(asOtto)).told).toMatchObject({ state: "ended", leadName: "Mia" });
      expect((await make(one, rob, "GET", `/meetings/${id}/record`)).record.leadName).toBe("Mia");
    } finally {
      await setGone(null);
    }
  });

  it("keeps eight lines of one person at most, also while they catch up: the oldest goes", async () => {
    const { id } = await startMeeting();
    const followMeeting = createFollowing(one.db, one.notifications, Date.now);
    const ended: number[] = [];
    const stops: (() => void)[] = [];
    for (let line = 0; line < 12; line += 1) {
      const end = () => {
        ended.push(line);
        stops[line]?.();
      };
      const stream = { send: () => true, end };
      const person = { workspace: team.workspace, meetingId: id, memberId: team.people.rob.id, after: 0 };
      stops.push(followMeeting({ ...person, stream, mayStay: async () => true }));
    }
    for (const stop of stops) stop();
    expect(ended).toEqual([0, 1, 2, 3]);
  });

  it("does not keep a server from ending: who follows is let go, and comes back elsewhere", async () => {
    const { id } = await startMeeting();
    const third = await startWebProgram({ beside: one });
    const line = await follow(third, rob, id, 0);
    await until(() => line.upTo() > 0);
    const began = performance.now();
    await third.stop();
    expect(performance.now() - began).toBeLessThan(3_000);
    await until(() => line.line.isOver);
    const elsewhere = await follow(one, rob, id, line.upTo());
    const { number } = await type(other, rob, id, "Still here");
    await until(() => elsewhere.upTo() === number);
  });
});

/** Customers recommended something after losses of Rob's: one lets us name them, one lets us quote them unnamed, one neither. */
async function makeRecommendations(): Promise<{ quoted: string; unnamed: string; silent: string }> {
  const ids = { quoted: randomUUID(), unnamed: randomUUID(), silent: randomUUID() };
  const said = [
    { id: ids.quoted, consent: "named", words: "Show the price list earlier" },
    { id: ids.unnamed, consent: "unnamed", words: "Listen to our engineers" },
    { id: ids.silent, consent: "no", words: "Fire your negotiator" },
  ];
  for (const [place, { id, consent, words }] of said.entries()) await recommended(place, id, consent, words);
  return ids;
}

async function recommended(place: number, id: string, consent: string, words: string): Promise<void> {
  const postMortem = randomUUID();
  await one.pool.query(
    `insert into post_mortems (workspace_id, id, deal_id, closed_at, state, held_at, made_at, changed_at)
     values ($1, $2, $3, now() - $4::integer * interval '1 day', 'held', now(), now(), now())`,
    [team.workspace, postMortem, team.deals.rob.lost, 400 + place],
  );
  await one.pool.query(
    `with given as (
       insert into customer_answers (workspace_id, id, post_mortem_id, source, quote_consent, begun_at, changed_at, given_at)
       values ($1, gen_random_uuid(), $2, 'form', $3, now(), now(), now()) returning workspace_id, id
     ) insert into recommendations (workspace_id, id, answers_id, position, words)
     select workspace_id, $4, id, 0, $5 from given`,
    [team.workspace, postMortem, consent, id, words],
  );
}
