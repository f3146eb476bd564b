import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { createTestDatabase } from "../../../../../platform/database/test-database.ts";
import type { Acting } from "../../../../../platform/http/acting.ts";
import { acting, makeTeam } from "../../../../deals/deals.fixture.ts";
import type { CalendarShape } from "../../../../team/working-calendar/contract.ts";
import {
  calendarsNear,
  keepCalendar,
  walkedMinutes,
} from "../../../../team/working-calendar/working-time/working-time.fixture.ts";
import type { DealFigure, FiguresFilter } from "../../contract.ts";
import { plainDay } from "../../kpis.fixture.ts";
import { listFigureDeals } from "../../list-figure-deals.ts";
import { showMissedCalls } from "../missed-calls/show-missed-calls.ts";
import { showResponses } from "../responses/show-responses.ts";
import {
  type DealAtWork,
  dealAtWork,
  insertDealsAtWork,
  makeWork,
  type PlainActivity,
  workSketches,
} from "../work.fixture.ts";
import type { WaitTold } from "./contract.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const now = "2026-04-20T13:30:00Z";
const present = Date.parse(now);

const at = (instant: string) => Date.parse(instant);
const mail = (instant: string) => ({
  kind: "email" as const,
  direction: "incoming" as const,
  answered: null,
  at: at(instant),
});
const reply = (instant: string) => ({
  kind: "email" as const,
  direction: "outgoing" as const,
  answered: null,
  at: at(instant),
});
const ring = (instant: string, answered: boolean) => ({
  kind: "call" as const,
  direction: "incoming" as const,
  answered,
  at: at(instant),
});
const call = (instant: string, answered: boolean) => ({
  kind: "call" as const,
  direction: "outgoing" as const,
  answered,
  at: at(instant),
});

describe("the worked example of docs/methods/figures-of-work.md", () => {
  // Berlin is an hour ahead of UTC until the clocks are put forward on Sunday, 29 March 2026. Monday to Friday, 9:00 to 17:00.
  test("messages: half are answered within 5 hours 30 minutes of working time", async () => {
    const team = await makeTeam(db);
    const deal = (told: Parameters<typeof dealAtWork>[1]) => dealAtWork(team, told);
    const deals = [
      // Tuesday 10:00, answered at 11:30 the same day: 90 minutes. Their second mail belongs to the same wait.
      deal({ activities: [mail("2026-03-03T09:00Z"), mail("2026-03-03T10:00Z"), reply("2026-03-03T10:30Z")] }),
      // Friday 16:00, answered on Monday at 12:30: an hour and three and a half, 270 minutes.
      deal({ activities: [mail("2026-03-06T15:00Z"), reply("2026-03-09T11:30Z")] }),
      // Saturday, answered on Monday at 14:30: 330 minutes.
      deal({ activities: [mail("2026-03-07T12:00Z"), reply("2026-03-09T13:30Z")] }),
      // Friday before the clocks change, 15:00, answered on Monday at 10:00: 180 minutes, whatever the clocks did on Sunday.
      deal({ activities: [mail("2026-03-27T14:00Z"), reply("2026-03-30T08:00Z")] }),
      // Wednesday 9:00; the deal was lost on Thursday at 17:00: it waited for two days, 960 minutes, in vain.
      deal({ status: "lost", closedAt: at("2026-03-12T16:00Z"), activities: [mail("2026-03-11T08:00Z")] }),
      // Friday 9:00, and a call on the same day at 13:00 that nobody says who took: it waited for 240 minutes at least.
      deal({
        activities: [
          mail("2026-03-13T08:00Z"),
          { ...call("2026-03-13T12:00Z", true), direction: null, answered: null },
        ],
      }),
      // The CRM tells the day alone.
      deal({ activities: [mail("2026-03-03T23:00Z"), reply("2026-03-05T23:00Z")] }),
      // Answered, somebody ticked, but nothing is recorded.
      deal({ activities: [{ ...mail("2026-03-03T09:00Z"), answered: true }] }),
    ];
    await insertDealsAtWork(db, team.workspace, deals);
    const told = await showResponses(acting(db, team.rep, now), {
      from: "2026-03-01",
      until: "2026-03-31",
      withinHours: 4,
    });
    expect(told).toMatchObject({
      workingHours: { from: "09:00", until: "17:00" },
      figures: {
        ...{ messages: 6, answered: 4, closedFirst: 1, waiting: 0, perhaps: 1 },
        leftOut: { again: 1, elsewhere: 1, dayOnly: 1 },
      },
    });
    const { wait } = told.figures;
    if (wait.kind !== "known") throw new Error("a curve was expected");
    // 5/6 wait after 90 minutes, 4/6 after 180; one is lost sight of at 240; 4/6 · 2/3 after 270, · 1/2 after 330.
    const points = wait.curve.map(({ minutes, waiting }) => [minutes, Math.round(waiting * 1e4) / 1e4]);
    expect(points).toEqual([
      [90, 0.8333],
      [180, 0.6667],
      [270, 0.4444],
      [330, 0.2222],
    ]);
    expect(wait.median).toEqual({ kind: "at", minutes: 270 });
    expect(wait.within?.value).toBeCloseTo(1 / 3, 9);
  });

  test("missed calls: three of five were called back, one was answered by e-mail", async () => {
    const team = await makeTeam(db);
    const deal = (...activities: Omit<PlainActivity, "id">[]) => dealAtWork(team, { activities });
    await insertDealsAtWork(db, team.workspace, [
      deal(ring("2026-03-03T09:00Z", false), call("2026-03-03T09:30Z", true)),
      // They rang twice before we did, and were not there when we did: called back nevertheless.
      deal(ring("2026-03-03T09:00Z", false), ring("2026-03-03T09:15Z", false), call("2026-03-03T10:00Z", false)),
      deal(ring("2026-03-04T15:30Z", false), call("2026-03-05T09:00Z", true)),
      deal(ring("2026-03-04T09:00Z", false), reply("2026-03-04T13:00Z")),
      deal(ring("2026-04-20T11:30Z", false)),
      ...Array.from({ length: 4 }, () => deal(ring("2026-03-10T09:00Z", true))),
    ]);
    const told = await showMissedCalls(acting(db, team.rep, now), { period: "this-year", withinHours: 1 });
    expect(told.figures).toMatchObject({
      ...{ taken: 4, missed: 6, unsaid: 0, missedShare: { kind: "known", value: 0.6 } },
      ...{ calledBack: 3, otherwise: 1, closedFirst: 0, waiting: 1, perhaps: 0, leftOut: { again: 1, dayOnly: 0 } },
      // After 30, 60, 90 and 240 working minutes; one has waited for 90 so far (clocks are an hour on by April).
      wait: { kind: "known", median: { kind: "at", minutes: 90 }, within: { value: expect.closeTo(0.4, 9) } },
    });
  });
});

// What the figures are reconciled with: one message after the other, over everything that was said on its deal.

type Slow = { deal: DealAtWork; state: string; minutes: number };

function slowWaits(kind: "mails" | "calls", deals: readonly DealAtWork[], context: Context): Slow[] {
  const { days, timeZone, calendar } = context;
  const found: Slow[] = [];
  for (const deal of deals) {
    let waitsSince: PlainActivity | null = null;
    const inOrder = deal.activities.toSorted(
      (a, b) => a.at - b.at || rank(kind, a) - rank(kind, b) || (a.id < b.id ? -1 : 1),
    );
    for (const [place, each] of inOrder.entries()) {
      const isTheirs = each.direction === "incoming" && each.kind === (kind === "mails" ? "email" : "call");
      const asks = isTheirs && (kind === "mails" || each.answered === false);
      const again: boolean = waitsSince !== null;
      if (asks) waitsSince ??= each;
      else if (endOf(kind, each) !== null && endOf(kind, each) !== "perhaps") waitsSince = null;
      const day = plainDay(each.at, timeZone);
      const wasOpen = deal.status === "open" || (deal.closedAt !== null && each.at < deal.closedAt);
      if (!isTheirs || !wasOpen || day < days.from || day > days.until || each.at > present) continue;
      if (!asks) found.push({ deal, state: each.answered ? "taken" : "unsaid", minutes: 0 });
      else if (again) found.push({ deal, state: "again", minutes: 0 });
      else found.push({ deal, ...endOfWait(kind, each, inOrder.slice(place + 1), deal, context) });
    }
  }
  return found.map((wait) => (counted.includes(wait.state) ? wait : { ...wait, minutes: 0 })).filter(Boolean);

  function endOfWait(
    of: "mails" | "calls",
    message: PlainActivity,
    later: readonly PlainActivity[],
    deal: DealAtWork,
    { timeZone: zone }: Context,
  ) {
    const midnight = (at: number, where: string) =>
      new Date(at).toLocaleTimeString("sv-SE", { timeZone: where }) === "00:00:00";
    if (midnight(message.at, zone) || midnight(message.at, "UTC")) return { state: "day-only", minutes: 0 };
    const until = Math.min(deal.closedAt ?? present, present);
    const end = later.find((each) => each.at <= until && endOf(of, each) !== null);
    const minutes = walkedMinutes(message.at, end?.at ?? until, calendar, zone);
    const state = end
      ? endOf(of, end)
      : message.answered
        ? "elsewhere"
        : deal.status !== "open" && (deal.closedAt ?? 0) <= present
          ? "closed"
          : "waiting";
    return { state: state ?? "", minutes };
  }
}
type Context = { days: { from: string; until: string }; timeZone: string; calendar: CalendarShape };
const counted = ["answered", "called", "otherwise", "perhaps", "closed", "waiting"];

/** At one instant they ask first; then what surely ends it, a call before all else; then what may have. */
function rank(kind: "mails" | "calls", each: PlainActivity): number {
  const end = endOf(kind, each);
  return end === null ? 0 : end === "perhaps" ? 3 : end === "called" ? 1 : 2;
}

function endOf(kind: "mails" | "calls", { kind: what, direction, answered }: PlainActivity): string | null {
  const sure = kind === "mails" ? "answered" : "otherwise";
  if (what === "note") return null;
  if (what === "meeting") return answered === false ? null : sure;
  if (what === "email") {
    if (direction === "outgoing") return sure;
    if (direction === "incoming") return null;
    return answered === true ? sure : answered === null ? "perhaps" : null;
  }
  if (direction === "outgoing") return kind === "calls" ? "called" : answered === false ? null : sure;
  return answered === true ? sure : answered === null ? "perhaps" : null;
}

/** The share that waits still after so many minutes, by going through all of them again and again. */
function slowCurve(waits: readonly Slow[]): [number, number][] {
  let waiting = 1;
  const isOver = ({ state }: Slow) => ["answered", "called", "otherwise"].includes(state);
  const moments = [...new Set(waits.filter(isOver).map(({ minutes }) => minutes))].sort((a, b) => a - b);
  return moments.map((moment) => {
    const atRisk = waits.filter(({ minutes }) => minutes >= moment).length;
    waiting *= 1 - waits.filter((wait) => isOver(wait) && wait.minutes === moment).length / atRisk;
    return [moment, waiting];
  });
}

function expectCurve(wait: WaitTold, waits: readonly Slow[], withinHours: number) {
  const times = waits.filter(({ state }) => counted.includes(state));
  expect(wait.kind).toBe(times.length < 5 ? "too-few" : "known");
  if (wait.kind !== "known") return;
  const slow = slowCurve(times);
  expect(wait.curve.map(({ minutes }) => minutes)).toEqual(slow.map(([minutes]) => minutes));
  for (const [place, [, waiting]] of slow.entries()) expect(wait.curve[place]?.waiting).toBeCloseTo(waiting, 9);
  const still = slow.findLast(([minutes]) => minutes <= withinHours * 60)?.[1] ?? 1;
  if (wait.within) expect(wait.within.value).toBeCloseTo(1 - still, 9);
  else expect(times.every(({ minutes }) => minutes < withinHours * 60)).toBe(true);
}

async function expectDeals(
  by: Acting,
  asked: FiguresFilter & { figure: DealFigure; withinHours: number },
  waits: Slow[],
) {
  const { rows } = await listFigureDeals(by, { ...asked, limit: 200 });
  expect(rows.map(({ id }) => id).sort(), asked.figure).toEqual([...new Set(waits.map(({ deal }) => deal.id))].sort());
}

test("agree with every message followed one by one, over any history, calendar, zone and filter", async () => {
  await fc.assert(
    fc.asyncProperty(
      workSketches,
      calendarsNear(2026),
      fc.constantFrom("Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata"),
      fc.boolean(),
      fc.constantFrom(1, 8, 40),
      async (drawn, calendar, timeZone, onlyTheirs, withinHours) => {
        const { team, deals } = await makeWork(db, drawn);
        await keepCalendar(db, team.workspace, calendar);
        const by = acting(db, { ...team.admin, timeZone }, now);
        const days = { from: "2026-03-08", until: "2026-04-30" };
        const before = { from: "2026-03-01", until: "2026-03-07" };
        const whose = onlyTheirs ? { person: team.colleague.memberId } : {};
        const asked = { ...whose, ...days, compareFrom: before.from, compareUntil: before.until, withinHours };
        const theirs = deals.filter(({ ownerId }) => !onlyTheirs || ownerId === team.colleague.memberId);
        const waitsIn = (kind: "mails" | "calls", period: typeof days) => {
          const waits = slowWaits(kind, theirs, { days: period, timeZone, calendar });
          const of = (...states: string[]) => waits.filter(({ state }) => states.includes(state));
          return { waits, of, count: (...states: string[]) => of(...states).length };
        };
        const responses = await showResponses(by, asked);
        for (const [period, ours] of [
          [days, responses.figures],
          [before, responses.compared?.figures],
        ] as const) {
          const { waits, count } = waitsIn("mails", period);
          if (!ours) throw new Error("figures were expected");
          const { wait, leftOut, ...counts } = ours;
          expect(counts).toEqual({
            late: waits.filter(({ minutes }) => minutes > withinHours * 60).length,
            ...{ messages: count("answered", "perhaps", "closed", "waiting"), answered: count("answered") },
            ...{ closedFirst: count("closed"), waiting: count("waiting"), perhaps: count("perhaps") },
          });
          expect(leftOut).toEqual({ again: count("again"), elsewhere: count("elsewhere"), dayOnly: count("day-only") });
          expectCurve(wait, waits, withinHours);
        }
        const calls = await showMissedCalls(by, asked);
        for (const [period, ours] of [
          [days, calls.figures],
          [before, calls.compared?.figures],
        ] as const) {
          const { waits, count } = waitsIn("calls", period);
          if (!ours) throw new Error("figures were expected");
          const { wait, missedShare: _, ...counts } = ours;
          expect(counts).toEqual({
            ...{ taken: count("taken"), unsaid: count("unsaid"), missed: waits.length - count("taken", "unsaid") },
            ...{ calledBack: count("called"), otherwise: count("otherwise"), closedFirst: count("closed") },
            ...{ waiting: count("waiting"), perhaps: count("perhaps") },
            leftOut: { again: count("again"), dayOnly: count("day-only") },
          });
          expectCurve(wait, waits, withinHours);
        }
        // Every figure opens exactly the deals it counts.
        const [mails, missed] = [waitsIn("mails", days), waitsIn("calls", days)];
        const list = { ...whose, ...days, withinHours };
        await expectDeals(by, { ...list, figure: "messages" }, mails.of("answered", "perhaps", "closed", "waiting"));
        await expectDeals(by, { ...list, figure: "answered" }, mails.of("answered"));
        await expectDeals(by, { ...list, figure: "unanswered" }, mails.of("closed", "waiting"));
        const late = mails.waits.filter(({ minutes }) => minutes > withinHours * 60);
        await expectDeals(by, { ...list, figure: "answered-late" }, late);
        await expectDeals(
          by,
          { ...list, figure: "missed-calls" },
          missed.waits.filter(({ state }) => !["taken", "unsaid"].includes(state)),
        );
        await expectDeals(by, { ...list, figure: "called-back" }, missed.of("called"));
        await expectDeals(by, { ...list, figure: "returned-otherwise" }, missed.of("otherwise"));
        await expectDeals(by, { ...list, figure: "not-returned" }, missed.of("closed", "waiting"));
      },
    ),
    { numRuns: 15 },
  );
}, 60_000);
