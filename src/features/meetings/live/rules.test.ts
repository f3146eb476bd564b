import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { MeetingEvent, MeetingView } from "./contract.ts";
import { applyNews } from "./rules.ts";

const now = "2026-11-23T09:00:00.000Z";
const empty: MeetingView = {
  meeting: {
    ...{ id: "m", title: "Monday", periodFrom: "2026-11-01", periodTo: "2026-11-22", plannedFor: now, leadId: "mia" },
    ...{ leadName: "Mia", state: "running", rounds: [], round: null, roundEndsAt: null, roundLeftMs: null },
    ...{ votesEach: 3, version: 1, startedAt: now, endedAt: null },
  },
  ...{ lastEvent: 4, now, people: [], topics: [], ideas: [], practices: [], before: null },
  me: { id: "rob", leads: false, mayEdit: false, mayEnd: false, invited: true, ideaIds: [], votedIdeaIds: [] },
};

const ids = fc.constantFrom("a", "b", "c");
const idea = fc.record({ id: ids, words: fc.string({ maxLength: 8 }), removed: fc.boolean() }).map((some) => ({
  ...{ topicId: null, groupNumber: null, mergedInto: null, practiceId: null, begunAt: now },
  ...some,
}));
const person = fc.record({ id: fc.constantFrom("rob", "olga"), joined: fc.boolean() }).map((some) => ({
  ...{ name: some.id, role: "rep" as const, groupNumber: 1, worksheetDone: false },
  ...some,
}));
const events = fc
  .array(
    fc.oneof(
      fc.array(idea, { maxLength: 2 }).map((ideas) => ({ kind: "ideas" as const, detail: { ideas } })),
      fc
        .record({ people: fc.array(person, { maxLength: 2 }), gone: fc.subarray(["rob", "olga"]) })
        .map((detail) => ({ kind: "people" as const, detail })),
      fc
        .array(fc.record({ ideaId: ids, votes: fc.nat(9) }), { maxLength: 2 })
        .map((votes) => ({ kind: "votes" as const, detail: { votes } })),
      fc
        .constantFrom("mia", "rob")
        .map((leadId) => ({ kind: "meeting" as const, detail: { ...empty.meeting, leadId } })),
    ),
    { maxLength: 25 },
  )
  .map((told) => told.map((event, place): MeetingEvent => ({ ...event, number: place + 5, at: now })));

const newsOf = (some: readonly MeetingEvent[], after: number) => ({
  ...{ after, now, events: [...some] },
  upTo: some.at(-1)?.number ?? after,
});

describe("news of a meeting", () => {
  it("make the same of it in one piece, in many, and heard twice after a phone slept", () => {
    fc.assert(
      fc.property(events, fc.array(fc.nat(25), { maxLength: 6 }), fc.nat(25), (told, cuts, asleep) => {
        const whole = applyNews(empty, newsOf(told, 4));
        const ends = [...cuts.filter((cut) => cut < told.length), told.length].sort((one, other) => one - other);
        let view = empty;
        let from = 0;
        for (const end of ends) {
          view = applyNews(view, newsOf(told.slice(from, end), from + 4)) ?? view;
          // What was heard before it fell asleep comes once more.
          const again = Math.min(asleep, end);
          view = applyNews(view, newsOf(told.slice(again, end), again + 4)) ?? view;
          from = end;
        }
        expect(view).toEqual(whole);
        expect(view.lastEvent).toBe(4 + told.length);
      }),
    );
  });

  it("say so where something between is missing, rather than draw what is not so", () => {
    expect(applyNews(empty, newsOf([], 5))).toBeNull();
    expect(applyNews(empty, newsOf([], 4))).toEqual(empty);
    expect(applyNews(empty, newsOf([], 2))).toEqual(empty);
  });

  it("tell who was put out, and who leads from now on", () => {
    const out: MeetingEvent = { number: 5, at: now, kind: "people", detail: { people: [], gone: ["rob"] } };
    expect(applyNews(empty, newsOf([out], 4))?.me.invited).toBe(false);
    const lead: MeetingEvent = { number: 5, at: now, kind: "meeting", detail: { ...empty.meeting, leadId: "rob" } };
    expect(applyNews(empty, newsOf([lead], 4))?.me.leads).toBe(true);
  });
});
