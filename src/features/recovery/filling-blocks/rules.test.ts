import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayMs, dayOf } from "../../../platform/dates.ts";
import { aimsFor, callsThatFit } from "./aims/rules.ts";
import { type CustomerContact, callConversion, countCalls } from "./conversion/rules.ts";
import { countedEfforts, countsOf, type DealActivity, type LoggedEffort } from "./counting/rules.ts";
import { instantAt, minutesAt, plainHours, proposeTimes, usualHours } from "./proposals/rules.ts";
import { type BlockTimes, overlap, stateOf, takenBy, timeOf } from "./rules.ts";

const at = (instant: string) => Date.parse(instant);
const timeZone = "Europe/Berlin";

describe("what calls bring", () => {
  const call = (customer: string, day: number): CustomerContact => ({ customer, at: day * dayMs, meeting: false });
  const meeting = (customer: string, day: number): CustomerContact => ({ ...call(customer, day), meeting: true });

  test("of three calls before a meeting only the last one gave it", () => {
    const contacts = [call("acme", 1), call("acme", 3), call("acme", 5), meeting("acme", 9)];
    expect(countCalls(contacts, 100 * dayMs)).toEqual({ calls: 3, meetings: 1 });
  });

  test("a meeting of another customer, or more than 14 days later, came from elsewhere", () => {
    const contacts = [call("acme", 1), meeting("other", 2), call("late", 1), meeting("late", 16)];
    expect(countCalls(contacts, 100 * dayMs)).toEqual({ calls: 2, meetings: 0 });
  });

  test("a call of the last 14 days is not counted yet, with a meeting or without", () => {
    const contacts = [call("acme", 90), meeting("acme", 91), call("other", 95), call("old", 80)];
    expect(countCalls(contacts, 100 * dayMs)).toEqual({ calls: 1, meetings: 0 });
  });

  /** The worked case of docs/methods/filling-block.md. */
  test("twelve calls of one's own are drawn towards the team's", () => {
    const people = [
      { memberId: "me", count: 3, of: 12 },
      { memberId: "ben", count: 10, of: 100 },
      { memberId: "cleo", count: 14, of: 90 },
      { memberId: "dora", count: 4, of: 80 },
    ];
    expect(callConversion(people, "me")).toMatchObject({
      kind: "known",
      calls: 12,
      meetings: 3,
      share: expect.closeTo(0.1401, 4),
      callsForOne: 7,
      fewestCallsForOne: 5,
      mostCallsForOne: 12,
      from: "own-with-team",
    });
  });

  test("two people cannot be told apart as a team: one's own where there is enough, else both together, else too few", () => {
    const both = [
      { memberId: "me", count: 8, of: 64 },
      { memberId: "ben", count: 1, of: 10 },
    ];
    expect(callConversion(both, "me")).toMatchObject({ from: "own", calls: 64, callsForOne: 8 });
    expect(callConversion(both, "ben")).toMatchObject({ from: "team", calls: 74, meetings: 9 });
    expect(callConversion([{ memberId: "me", count: 2, of: 12 }], "me")).toEqual({
      ...{ kind: "too-few", outOf: 12, needed: 30 },
    });
  });
});

describe("what to aim for", () => {
  const brings = (callsForOne: number) => ({
    ...{ kind: "known" as const, calls: 80, meetings: 10, share: 1 / callsForOne, low: 0, high: 1, callsForOne },
    ...{ fewestCallsForOne: callsForOne, mostCallsForOne: callsForOne, from: "own" as const, withinDays: 14 },
  });

  test("as many calls as give a meeting, twice that if it fits, and never more than fit", () => {
    expect(callsThatFit(120)).toBe(10);
    expect(aimsFor(120, brings(8))).toEqual({ referrals: 3, calls: 8, networking: 2 });
    expect(aimsFor(180, brings(7))).toEqual({ referrals: 4, calls: 14, networking: 3 });
    expect(aimsFor(120, brings(25)).calls).toBe(10);
  });

  test("where calls say too little, the plain usual aim", () => {
    expect(aimsFor(150, { kind: "too-few", outOf: 3, needed: 30 })).toEqual({ referrals: 3, calls: 12, networking: 2 });
  });
});

describe("what was done in a block", () => {
  const effort = (id: string, said: Partial<LoggedEffort> = {}): LoggedEffort => ({
    ...{ id, kind: "call", who: "", result: "talked", madeAt: 0, ...said },
  });
  const activity = (id: string, said: Partial<DealActivity> = {}): DealActivity => ({
    ...{ id, dealId: "deal", kind: "call", answered: true, happenedAt: 0, names: ["Acme Ltd", "Ann Ames"], ...said },
  });

  test("a call logged here on a deal counts once, and so does one that was written down twice", () => {
    const minute = 60_000;
    const efforts = [effort("one"), effort("two", { who: " acme  LTD", madeAt: 10 * minute })];
    const activities = [activity("one"), activity("x", { happenedAt: 12 * minute })];
    const counted = countedEfforts(efforts, activities);
    expect(counted.map(({ id, dealId }) => [id, dealId])).toEqual([
      ["two", "deal"],
      ["one", "deal"],
    ]);
    expect(countsOf(counted).calls).toEqual({ made: 2, talked: 2, meetings: 0 });
  });

  test("two calls to one customer an hour apart are two, and so are two efforts and one activity", () => {
    const hour = 3_600_000;
    const typed = effort("one", { who: "Acme Ltd", result: "tried" });
    expect(countedEfforts([typed], [activity("x", { happenedAt: hour })])).toHaveLength(2);
    const again = effort("two", { who: "Acme Ltd", madeAt: 60_000 });
    expect(countedEfforts([typed, again], [activity("x")])).toHaveLength(2);
  });

  test("what was logged on deals counts by itself: a call nobody took was tried, a meeting is networking", () => {
    const counted = countedEfforts(
      [],
      [activity("a", { answered: false }), activity("b", { answered: null }), activity("c", { kind: "meeting" })],
    );
    expect(countsOf(counted)).toEqual({
      referrals: { made: 0, talked: 0, meetings: 0 },
      calls: { made: 2, talked: 1, meetings: 0 },
      networking: { made: 1, talked: 1, meetings: 0 },
    });
  });

  test("whatever is logged, nothing counts twice and nothing is lost", () => {
    const some = fc.array(fc.tuple(fc.nat(5), fc.nat(3), fc.nat(100)), { maxLength: 12 });
    fc.assert(
      fc.property(some, some, (here, there) => {
        const who = ["", "Acme Ltd", "Bolt"];
        const efforts = here.map(([, name, time], n) =>
          effort(`e${n}`, { who: who[name] ?? "", madeAt: time * 60_000 }),
        );
        const activities = there.map(([, name, time], n) =>
          activity(n % 3 === 0 ? `e${n}` : `a${n}`, { names: [who[name] || "Zed"], happenedAt: time * 60_000 }),
        );
        const counted = countedEfforts(efforts, activities);
        expect(new Set(counted.map(({ id }) => id)).size).toBe(counted.length);
        expect(counted.length).toBeGreaterThanOrEqual(Math.max(efforts.length, activities.length));
        expect(counted.length).toBeLessThanOrEqual(efforts.length + activities.length);
        for (const { id } of efforts) expect(counted.some((each) => each.id === id)).toBe(true);
      }),
    );
  });
});

describe("where a block stands", () => {
  const block: BlockTimes = {
    ...{ startsAt: at("2026-11-23T09:00Z"), endsAt: at("2026-11-23T11:00Z") },
    ...{ beganAt: null, finishedAt: null, droppedAt: null },
  };
  const began = { ...block, beganAt: at("2026-11-23T09:10Z") };

  test("booked, running with two hours of grace, over", () => {
    expect(stateOf(block, at("2026-11-23T10:59Z"))).toBe("booked");
    expect(stateOf(block, at("2026-11-23T11:00Z"))).toBe("over");
    expect(stateOf(began, at("2026-11-23T12:59Z"))).toBe("running");
    expect(stateOf(began, at("2026-11-23T13:00Z"))).toBe("over");
    expect(stateOf({ ...began, finishedAt: at("2026-11-23T09:30Z") }, at("2026-11-23T10:00Z"))).toBe("finished");
    expect(stateOf({ ...block, droppedAt: at("2026-11-22T09:30Z") }, at("2026-11-23T10:00Z"))).toBe("dropped");
  });

  test("one that was never begun counts what was logged in its time; one that was dropped before counts nothing", () => {
    expect(timeOf(block, at("2026-11-24T00:00Z"))).toEqual({ from: block.startsAt, until: block.endsAt });
    expect(timeOf(began, at("2026-11-23T12:00Z"))).toEqual({ from: began.beganAt, until: at("2026-11-23T12:00Z") });
    expect(timeOf({ ...block, droppedAt: at("2026-11-23T10:00Z") }, at("2026-11-24T00:00Z"))).toBeNull();
  });

  test("finished early it leaves the rest of its time free; back to back is no overlap", () => {
    const finished = { ...began, finishedAt: at("2026-11-23T10:00Z") };
    expect(takenBy(finished)).toEqual({ startsAt: began.beganAt, endsAt: at("2026-11-23T10:00Z") });
    expect(overlap(block, { startsAt: block.endsAt, endsAt: block.endsAt + 1 })).toBe(false);
  });
});

describe("when a block fits", () => {
  const isWorkingDay = (day: string) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());
  const propose = (now: string, taken: { startsAt: number; endsAt: number }[] = []) =>
    proposeTimes({ now: at(now), timeZone, hours: plainHours, isWorkingDay, taken }).map(
      ({ when, startsAt, endsAt, mostMinutes }) => [
        when,
        new Date(startsAt).toISOString(),
        (endsAt - startsAt) / 60_000,
        mostMinutes,
      ],
    );

  test("on a Monday morning: now, in the afternoon, and on Tuesday", () => {
    expect(propose("2026-11-23T09:12:30Z")).toEqual([
      ["now", "2026-11-23T09:12:00.000Z", 120, 180],
      ["later-today", "2026-11-23T11:30:00.000Z", 120, 180],
      ["next-day", "2026-11-24T08:00:00.000Z", 120, 180],
    ]);
  });

  test("on a Friday evening only Monday is left", () => {
    expect(propose("2026-11-20T17:45:00Z")).toEqual([["next-day", "2026-11-23T08:00:00.000Z", 120, 180]]);
  });

  test("around what is taken, and no longer than there is room", () => {
    const taken = [{ startsAt: at("2026-11-23T11:30Z"), endsAt: at("2026-11-23T14:00Z") }];
    expect(propose("2026-11-23T09:00:00Z", taken)).toEqual([
      ["now", "2026-11-23T09:00:00.000Z", 120, 150],
      ["later-today", "2026-11-23T14:00:00.000Z", 120, 150],
      ["next-day", "2026-11-24T08:00:00.000Z", 120, 180],
    ]);
  });

  test("on the days clocks are changed, nine o'clock is nine o'clock", () => {
    expect(new Date(instantAt("2026-03-29", 540, timeZone)).toISOString()).toBe("2026-03-29T07:00:00.000Z");
    expect(new Date(instantAt("2026-10-25", 540, timeZone)).toISOString()).toBe("2026-10-25T08:00:00.000Z");
    expect(minutesAt(at("2026-03-29T07:00Z"), timeZone)).toBe(540);
    expect(minutesAt(at("2026-10-25T08:00Z"), timeZone)).toBe(540);
  });

  test("whatever is taken, what is proposed touches none of it and lies in working time", () => {
    const hour = 3_600_000;
    const base = at("2026-11-20T00:00Z");
    const taken = fc.array(
      fc.tuple(fc.nat(120), fc.integer({ min: 1, max: 5 })).map(([from, length]) => ({
        ...{ startsAt: base + from * hour, endsAt: base + (from + length) * hour },
      })),
      { maxLength: 15 },
    );
    fc.assert(
      fc.property(fc.nat(100 * 60), taken, (minute, busy) => {
        const now = base + minute * 60_000;
        for (const { startsAt, endsAt, mostMinutes } of proposeTimes({
          ...{ now, timeZone, hours: plainHours, isWorkingDay, taken: busy },
        })) {
          const most = { startsAt, endsAt: startsAt + mostMinutes * 60_000 };
          expect(busy.some((other) => overlap(most, other))).toBe(false);
          expect(isWorkingDay(dayOf(startsAt, timeZone))).toBe(true);
          expect(minutesAt(startsAt, timeZone)).toBeGreaterThanOrEqual(plainHours.from);
          expect(minutesAt(most.endsAt, timeZone)).toBeLessThanOrEqual(plainHours.to);
          expect(endsAt - startsAt).toBe(2 * hour);
          expect(startsAt).toBeGreaterThan(now - 60_000);
        }
      }),
    );
  });

  test("an early riser's hours come from ten days of calls; nine say nothing, nor does midnight", () => {
    const daysOf = (count: number, ...times: string[]) =>
      Array.from({ length: count }, (_, n) =>
        times.map((time) => at(`2026-11-${String(n + 2).padStart(2, "0")}T${time}Z`)),
      ).flat();
    expect(usualHours(daysOf(10, "06:40", "09:00", "14:10"), timeZone)).toEqual({ from: 450, to: 930, own: true });
    expect(usualHours(daysOf(9, "06:40", "14:10"), timeZone)).toEqual(plainHours);
    expect(usualHours(daysOf(20, "23:00"), timeZone)).toEqual(plainHours);
  });
});
