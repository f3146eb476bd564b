import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { createTestDatabase } from "../../../../../platform/database/test-database.ts";
import { acting, makeTeam } from "../../../../deals/deals.fixture.ts";
import { plainDay } from "../../kpis.fixture.ts";
import { listFigureDeals } from "../../list-figure-deals.ts";
import {
  type DealAtWork,
  dealAtWork,
  expectRatio,
  insertDealsAtWork,
  makeWork,
  workSketches,
} from "../work.fixture.ts";
import { showActivityMix } from "./show-activity-mix.ts";

const { db, drop } = await createTestDatabase();
afterAll(drop);

const now = "2026-04-20T13:30:00Z";

// docs/methods/figures-of-work.md, "What passed before wins and before losses", worked example.
test("in the worked example, half of the contacts before wins are calls, and a quarter before losses", async () => {
  const team = await makeTeam(db);
  const closedAt = Date.parse("2026-03-20T12:00Z");
  const deal = (status: "won" | "lost", [calls = 0, emails = 0, meetings = 0]: number[]) =>
    dealAtWork(team, {
      ...{ status, closedAt },
      activities: [
        ...Array.from({ length: calls }, () => "call" as const),
        ...Array.from({ length: emails }, () => "email" as const),
        ...Array.from({ length: meetings }, () => "meeting" as const),
        "note" as const,
      ].map((kind, place) => ({ kind, direction: null, answered: null, at: closedAt - place * 3_600_000 })),
    });
  const won = [
    [4, 2, 1],
    [3, 3, 1],
    [5, 2, 2],
    [2, 4, 1],
    [6, 4, 0],
  ];
  const lost = [
    [1, 3, 0],
    [2, 2, 1],
    [0, 2, 0],
    [1, 4, 0],
    [1, 2, 1],
  ];
  const after = { kind: "call" as const, direction: null, answered: null, at: closedAt + 1 };
  await insertDealsAtWork(db, team.workspace, [
    ...won.map((each) => deal("won", each)),
    ...lost.map((each) => deal("lost", each)),
    // Nothing but a call after its close, which says nothing about how it came to be lost.
    dealAtWork(team, { status: "lost", closedAt, activities: [after] }),
  ]);
  const { figures } = await showActivityMix(acting(db, team.rep, now), { period: "this-year" });
  expect(figures).toMatchObject({
    ...{ won: { deals: 5, contacts: 40 }, lost: { deals: 5, contacts: 20 }, noContact: { won: 0, lost: 1 } },
  });
  const rounded = (told: object) =>
    Object.fromEntries(
      Object.entries(told).map(([name, each]) => [
        name,
        typeof each === "number" ? Math.round(each * 1e3) / 1e3 : each,
      ]),
    );
  const calls = figures.kinds.find(({ kind }) => kind === "call");
  expect(rounded(calls?.perDeal.difference ?? {})).toEqual({ kind: "known", value: 3, low: 1.066, high: 4.934 });
  expect(rounded(calls?.share.won ?? {})).toEqual({ kind: "known", value: 0.5, low: 0.345, high: 0.655 });
  expect(rounded(calls?.share.lost ?? {})).toEqual({ kind: "known", value: 0.25, low: 0.105, high: 0.395 });
  expect(rounded(calls?.share.difference ?? {})).toEqual({ kind: "known", value: 0.25, low: 0.073, high: 0.427 });
});

test("agrees with every deal's contacts counted one by one, and opens their deals", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(workSketches, workSketches).map(([some, more]) => [...some, ...more]),
      fc.constantFrom("Europe/Berlin", "America/Los_Angeles"),
      fc.boolean(),
      async (drawn, timeZone, onlyTheirs) => {
        const { team, deals } = await makeWork(db, drawn);
        const by = acting(db, { ...team.admin, timeZone }, now);
        const days = { from: "2026-03-04", until: "2026-04-10" };
        const before = { from: "2026-02-20", until: "2026-03-03" };
        const whose = onlyTheirs ? { person: team.colleague.memberId } : {};
        const asked = { ...whose, ...days, compareFrom: before.from, compareUntil: before.until };
        const told = await showActivityMix(by, asked);
        const closedIn = (ended: "won" | "lost", { from, until }: typeof days) =>
          deals.filter(({ status, closedAt, ownerId }) => {
            if (status !== ended || closedAt === null || closedAt > Date.parse(now)) return false;
            const day = plainDay(closedAt, timeZone);
            return from <= day && day <= until && (!onlyTheirs || ownerId === team.colleague.memberId);
          });
        const counted = (deal: DealAtWork, kind?: string) =>
          deal.activities.filter(
            (each) =>
              each.kind !== "note" && each.at <= (deal.closedAt ?? 0) && (kind === undefined || each.kind === kind),
          ).length;
        for (const [period, ours] of [
          [days, told.figures],
          [before, told.compared?.figures],
        ] as const) {
          if (!ours) throw new Error("figures were expected");
          for (const ended of ["won", "lost"] as const) {
            const closed = closedIn(ended, period);
            const some = closed.filter((deal) => counted(deal) > 0);
            const all = some.map((deal) => counted(deal));
            const contacts = all.reduce((sum, each) => sum + each, 0);
            expect(ours[ended]).toEqual({ deals: some.length, contacts });
            expect(ours.noContact[ended]).toBe(closed.length - some.length);
            const ones = some.map(() => 1);
            expectRatio(ours.perDeal[ended], all, ones, Number.POSITIVE_INFINITY);
            for (const { kind, perDeal, share } of ours.kinds) {
              const ofKind = some.map((deal) => counted(deal, kind));
              expectRatio(perDeal[ended], ofKind, ones, Number.POSITIVE_INFINITY);
              expectRatio(share[ended], ofKind, all, 1);
            }
          }
        }
        for (const ended of ["won", "lost"] as const) {
          const closed = closedIn(ended, days);
          for (const [figure, wanted] of [
            ["with-contact", true],
            ["no-contact", false],
          ] as const) {
            const { rows } = await listFigureDeals(by, { ...whose, ...days, figure, ended, limit: 200 });
            const slow = closed.filter((deal) => counted(deal) > 0 === wanted);
            expect(rows.map(({ id }) => id).sort()).toEqual(slow.map(({ id }) => id).sort());
          }
        }
      },
    ),
    { numRuns: 12 },
  );
}, 60_000);
