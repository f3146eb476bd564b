import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { dayMs } from "../../../platform/dates.ts";
import { stateAt } from "../../../platform/replay.ts";
import type { DealRecord } from "../../deals/rules.ts";
import {
  begin,
  context,
  emptyRecord,
  end,
  everyFlag,
  histories,
  instants,
  on,
  watch,
} from "../../red-flags/red-flags.fixture.ts";
import { replayFlags } from "../../red-flags/replay/rules.ts";
import { buildHistory } from "../history/build-history.ts";
import { gatherTracks } from "./gather-tracks.ts";
import { addToTally, emptyTally, trackOf, variantsOf } from "./rules.ts";

vi.setConfig({ testTimeout: 60_000 });

const dated = { ...context, norms: [{ from: begin, norms: context.norms }] };

const [asSet] = variantsOf({ kind: "no-follow-up", warnDays: 2, badDays: 5 }).filter(({ set }) => set);
if (!asSet) throw new Error("A flag holds its own threshold.");

describe("the thresholds of a flag", () => {
  test("hold the team's own among them, once, and marked", () => {
    for (const { thresholds } of everyFlag) {
      const variants = variantsOf(thresholds);
      expect(variants.filter(({ set }) => set)).toHaveLength(1);
      expect(new Set(variants.map(({ threshold }) => threshold)).size).toBe(variants.length);
    }
    const own = variantsOf({ kind: "gone-quiet", warnDays: 6, badDays: 9 });
    expect(own.map(({ threshold }) => threshold).slice(0, 4)).toEqual([
      ...["quiet for 3 days", "quiet for 5 days", "quiet for 6 days", "quiet for 7 days"],
    ]);
  });

  test("turned one way, raise the flag on ever more deals, and never on one less", () => {
    const turned = everyFlag.filter(({ thresholds }) => variantsOf(thresholds).length > 1);
    expect(turned.length).toBeGreaterThan(4);
    fc.assert(
      fc.property(histories, fc.array(instants, { minLength: 5, maxLength: 15 }), (record, at) => {
        for (const flag of turned) {
          const variants = variantsOf(flag.thresholds);
          // More contacts are soon too few; more days, hours, pushes or times are long in coming.
          const soonestFirst = flag.thresholds.kind === "single-contact" ? variants.toReversed() : variants;
          const flags = soonestFirst.map(({ thresholds }) => ({ ...flag, thresholds }));
          const stretches = replayFlags(record, flags, dated);
          for (const instant of at) {
            const ups = stretches.map((each) => stateAt(each, instant) === "up");
            expect(ups).toEqual(ups.toSorted((one, other) => Number(other) - Number(one)));
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe("what a flag did on past deals", () => {
  const up = (day: string) => ({ from: on(day), kind: "up" as const });
  const down = (day: string) => ({ from: on(day), kind: "down" as const });
  const lost = (day: string) => ({ status: "lost" as const, closedAt: on(day) });

  test("days before a loss count from when it came up for the last time; a bulk edit's do not count", () => {
    const tally = emptyTally();
    addToTally(tally, lost("2026-03-20"), [up("2026-03-02"), down("2026-03-05"), up("2026-03-10")], true);
    addToTally(tally, lost("2026-03-12"), [up("2026-03-10")], true);
    addToTally(tally, lost("2026-03-30"), [up("2026-03-10")], false);
    addToTally(tally, { status: "won", closedAt: on("2026-03-20") }, [up("2026-03-01")], true);
    expect(tally.daysBefore.map((days) => Math.round(days))).toEqual([10, 2]);
    expect(tally).toMatchObject({ won: 1, lost: 3, upOnWon: 1, upOnLost: 3 });
  });

  test("worked through: reach 40 of 50 losses, false alarms on 10 of 25 wins, right in 40 of 50", () => {
    const tally = { won: 25, lost: 50, upOnWon: 10, upOnLost: 40, daysBefore: [1, 2, 3, 4, 5, 6, 7, 8] };
    const track = trackOf(tally, asSet);
    expect(track).toMatchObject({
      reach: { count: 40, of: 50, value: 0.8 },
      falseAlarms: { count: 10, of: 25, value: 0.4 },
      precision: { count: 40, of: 50, value: 0.8 },
      daysBefore: { median: 5, low: 3, high: 7, deals: 8 },
    });
    // Wilson's interval of 40 in 50, as R's prop.test without correction gives it.
    expect(track?.reach.low).toBeCloseTo(0.6696, 4);
    expect(track?.reach.high).toBeCloseTo(0.8876, 4);
  });

  test("nothing is said of a flag that could never be read, or was never up", () => {
    const tally = emptyTally();
    addToTally(tally, lost("2026-03-20"), [], true);
    addToTally(tally, lost("2026-03-20"), [{ from: on("2026-03-02"), kind: "unknown" }], true);
    expect(tally).toEqual(emptyTally());
    expect(trackOf(tally, asSet)).toBeNull();
    const never = { ...emptyTally(), won: 3, lost: 3 };
    expect(trackOf(never, asSet)).toMatchObject({ precision: null, daysBefore: null });
  });
});

describe("the track record of a team", () => {
  const quiet = watch({ kind: "gone-quiet", warnDays: 7, badDays: 14 });
  const missed = watch({ kind: "step-missed" }, "time-frame");
  const past = { flags: [quiet, missed], context: dated, currency: "EUR", until: end };

  /** Called once as it began; closed so many days later. */
  const recordOf = (status: "won" | "lost" | "open", days: number): DealRecord => ({
    ...emptyRecord,
    createdAt: begin,
    stageChanges: [{ stageId: "discovery", enteredAt: begin, knownAt: begin }],
    activities: [
      {
        ...{ id: "call", kind: "call", direction: null, answered: true, contactId: null, memberId: null, subject: "" },
        ...{ happenedAt: begin, knownAt: begin },
      },
    ],
    outcomes: status === "open" ? [] : [{ status, lossKind: null, closedAt: begin + days * dayMs, reopenedAt: null }],
  });
  const gather = (deals: { status: "won" | "lost" | "open"; days: number; closedAt?: number | null }[], fewest = 2) => {
    const tracks = gatherTracks(past, fewest);
    const history = buildHistory({ ...past, bulkEdited: new Set() });
    for (const [place, { status, days, ...more }] of deals.entries()) {
      const record = recordOf(status, days);
      const outline = {
        ...{ id: `${place}`, status, ownerId: null, pipelineId: "sales", pipelineName: "Sales", createdAt: begin },
        ...{ closedAt: record.outcomes[0]?.closedAt ?? null, amountCents: 10_000, leadSource: null, accountName: null },
        ...{ accountAttributes: {}, attributes: {}, ...more },
      };
      tracks.add(history.add(outline, record));
    }
    return tracks.done();
  };
  const told = [
    { status: "lost" as const, days: 20 },
    { status: "lost" as const, days: 9 },
    { status: "won" as const, days: 5 },
    { status: "won" as const, days: 8 },
    { status: "open" as const, days: 0 },
  ];

  test("holds each threshold against wins and losses, and says how many open deals would show it", () => {
    const [record] = gather(told);
    expect(record).toMatchObject({ won: 2, lost: 2, tooFew: null, usual: { won: 2, deals: 4 } });
    const at = (days: number) => record?.thresholds.find(({ threshold }) => threshold === `quiet for ${days} days`);
    expect(at(3)).toMatchObject({ reach: { count: 2 }, falseAlarms: { count: 2 }, openDealsUp: 1 });
    expect(at(7)).toMatchObject({
      set: true,
      reach: { count: 2 },
      falseAlarms: { count: 1 },
      precision: { count: 2, of: 3 },
    });
    expect(at(14)).toMatchObject({ reach: { count: 1 }, falseAlarms: { count: 0 }, daysBefore: { deals: 1 } });
    expect(record?.moneyLost).toEqual({ amountCents: 20_000, currency: "EUR" });
  });

  test("of too few deals says how many are missing, and no share", () => {
    expect(gather(told, 30)[0]).toMatchObject({ tooFew: { needed: 28 }, thresholds: [] });
  });

  test("leaves out a deal whose day of closing nobody tells: what was up before it is not known", () => {
    expect(gather([...told, { status: "lost", days: 30, closedAt: null }])[0]).toMatchObject({ won: 2, lost: 2 });
  });

  test("of a flag about a step nobody records is empty", () => {
    expect(gather(told)[1]).toMatchObject({ won: 0, lost: 0, tooFew: { needed: 2 }, usual: null, moneyLost: null });
  });
});
