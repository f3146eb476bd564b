import { describe, expect, test } from "vitest";
import { simulateTeam } from "../../../../../demo/simulate-team.ts";
import { type Close, closesOf } from "../rules.ts";
import { bulkEditedDeals, bulkEdits, bulkMarker } from "./rules.ts";

const berlin = "Europe/Berlin";
const at = (instant: string) => Date.parse(instant);

let made = 0;
const close = (closedAt: string | number, change: Partial<Close> = {}): Close => {
  made += 1;
  return {
    dealId: `deal ${made}`,
    ownerId: "Ada",
    won: false,
    closedAt: typeof closedAt === "number" ? closedAt : at(closedAt),
    createdAt: null,
    undoneAt: null,
    fingerprint: made,
    ...change,
  };
};
/** One deal closed at ten past eleven on each of so many days. */
const everyDay = (days: number, change: Partial<Close> = {}) =>
  Array.from({ length: days }, (_, day) => close(at("2026-01-05T10:00:13Z") + day * 86_400_000 + day * 61_000, change));
const together = (count: number, closedAt: string, change: (place: number) => Partial<Close> = () => ({})) =>
  Array.from({ length: count }, (_, place) => close(at(closedAt) + place * 7_000, change(place)));
const editsOf = (closes: Close[], timeZone = berlin) => {
  const found = bulkEdits(closesOf(closes), timeZone);
  return found.kind === "told" ? found.edits.map(({ closes: count, ownerId }) => [count, ownerId]) : found.kind;
};

describe("a bulk edit", () => {
  test("is five closes of one person within a minute; four may be a good morning", () => {
    expect(editsOf([...everyDay(30), ...together(5, "2026-02-10T09:00:00Z")])).toEqual([[5, "Ada"]]);
    expect(editsOf([...everyDay(30), ...together(4, "2026-02-10T09:00:00Z")])).toEqual([]);
  });

  test("is eight closes of the team within a minute, whoever made them", () => {
    const owner = (place: number) => ({ ownerId: `person ${place % 4}` });
    expect(editsOf([...everyDay(30), ...together(8, "2026-02-10T09:00:00Z", owner)])).toEqual([[8, null]]);
    expect(editsOf([...everyDay(30), ...together(7, "2026-02-10T09:00:00Z", owner)])).toEqual([]);
  });

  test("goes on as long as a minute holds too many, and is told once", () => {
    const found = bulkEdits(closesOf(together(40, "2026-02-10T09:00:00Z")), berlin);
    expect(found).toMatchObject({
      kind: "told",
      edits: [{ at: at("2026-02-10T09:00:00Z"), until: at("2026-02-10T09:04:33Z"), closes: 40, ownerId: null }],
      leftOut: 40,
    });
  });

  test("takes along won and lost deals alike, but no colleague's close in the same minute", () => {
    const theirs = together(6, "2026-02-10T09:00:00Z", (place) => ({ won: place % 2 === 0 }));
    const other = close("2026-02-10T09:00:20Z", { ownerId: "Ben" });
    const closes = closesOf([...theirs, other]);
    const found = bulkEdits(closes, berlin);
    expect(bulkEditedDeals(closes, found)).toEqual(new Set(theirs.map(({ dealId }) => dealId)));
  });

  test("has nobody's deals only among the whole team's", () => {
    expect(editsOf(together(7, "2026-02-10T09:00:00Z", () => ({ ownerId: null })))).toEqual([]);
    expect(editsOf(together(8, "2026-02-10T09:00:00Z", () => ({ ownerId: null })))).toEqual([[8, null]]);
  });

  test("counts a close that was undone since as one", () => {
    expect(editsOf(together(5, "2026-02-10T09:00:00Z", () => ({ undoneAt: at("2026-02-11T09:00:00Z") })))).toEqual([
      [5, "Ada"],
    ]);
  });
});

describe("a busy team", () => {
  /** Four closes a minute for eight hours on each of these days, by chance; two hundred people. */
  const busy = (days: number) => {
    let state = 7;
    const dice = () => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    return Array.from({ length: days * 4 * 480 }, (_, number) => {
      const day = Math.floor(number / (4 * 480));
      return close(at("2026-03-02T08:00:00Z") + day * 86_400_000 + Math.floor(dice() * 8 * 3_600_000), {
        ownerId: `person ${number % 200}`,
      });
    });
  };

  test("may honestly close eight a minute", () => {
    expect(editsOf(busy(10))).toEqual([]);
  });

  test("still has its bulk edits seen", () => {
    const owner = (place: number) => ({ ownerId: `person ${place}` });
    const edit = Array.from({ length: 60 }, (_, place) =>
      close(at("2026-03-05T09:00:00Z") + place * 900, owner(place)),
    );
    const [[count, who] = []] = editsOf([...busy(10), ...edit]);
    expect(who).toBeNull();
    expect(count).toBeGreaterThanOrEqual(60);
    expect(count).toBeLessThan(75);
  });
});

describe("a deal created and closed within one minute", () => {
  test("was written down afterwards, and is left out", () => {
    const closes = [
      close("2026-02-10T09:00:30Z", { createdAt: at("2026-02-10T09:00:00Z") }),
      close("2026-02-10T11:00:30Z", { createdAt: at("2026-02-10T10:50:00Z") }),
    ];
    const found = bulkEdits(closesOf(closes), berlin);
    expect(found).toMatchObject({ kind: "told", edits: [], enteredAfterwards: 1, leftOut: 1 });
  });

  test("cannot be told from one of the same day where the file tells days only", () => {
    const midnight = at("2026-02-09T23:00:00Z");
    expect(bulkEdits(closesOf([close(midnight, { createdAt: midnight })]), berlin).kind).toBe("days-only");
  });
});

describe("a file that tells days only", () => {
  // Midnight in Berlin, across the change of clocks; four deals a day, all of one person.
  const days = ["2026-03-26T23:00:00Z", "2026-03-27T23:00:00Z", "2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z"];
  const closes = days.flatMap((day) => Array.from({ length: 9 }, () => close(day)));

  test("cannot say what was closed together", () => {
    expect(editsOf(closes)).toBe("days-only");
    expect(
      editsOf(closes.map((each) => ({ ...each, closedAt: Math.floor(each.closedAt / 86_400_000) * 86_400_000 }))),
    ).toBe("days-only");
  });

  test("cannot either when every day is written as noon", () => {
    const noons = Array.from({ length: 20 }, (_, day) =>
      close(at("2026-02-01T12:00:00Z") + Math.floor(day / 3) * 86_400_000),
    );
    expect(editsOf(noons)).toBe("days-only");
  });

  test("is told apart, close by close, from what people closed here since", () => {
    const found = bulkEdits(closesOf([...closes, ...together(6, "2026-04-10T09:00:00Z")]), berlin);
    expect(found).toMatchObject({ kind: "told", leftOut: 6, edits: [{ closes: 6, ownerId: "Ada" }] });
    expect(found.dayOnly.reduce((sum, mark) => sum + mark, 0)).toBe(closes.length);
  });
});

test("one person's closes get the same marks without the team's being read again", () => {
  const closes = [
    ...everyDay(30, { ownerId: "Ben" }),
    ...together(9, "2026-02-10T09:00:00Z", (place) => ({ ownerId: place < 6 ? "Ada" : "Ben" })),
    close("2026-02-11T09:00:10Z", { createdAt: at("2026-02-11T09:00:00Z") }),
    close("2026-02-11T23:00:00Z", { createdAt: at("2026-02-11T23:00:00Z") }),
  ];
  const columns = closesOf(closes);
  const found = bulkEdits(columns, berlin);
  if (found.kind !== "told") throw new Error("These closes tell more than days.");
  const markOf = bulkMarker({ edits: found.edits, timesOfDay: [...found.timesOfDay] }, berlin);
  const byId = new Map(closes.map((each) => [each.dealId, each]));
  columns.dealIds.forEach((id, place) => {
    const each = byId.get(id);
    if (!each) throw new Error(id);
    expect(markOf(each)).toEqual({ bulkEdited: found.marked[place] === 1, dayOnly: found.dayOnly[place] === 1 });
  });
  expect(found.leftOut).toBe(10);
});

test("no close, no bulk edit", () => {
  expect(bulkEdits(closesOf([]), berlin)).toMatchObject({ kind: "told", edits: [], leftOut: 0 });
});

test("closes of one instant stand in the order of their creation, then of their fingerprints, however they are read", () => {
  const noon = "2026-02-10T12:00:00Z";
  const closes = [
    close(noon, { fingerprint: 1 }),
    close(noon, { fingerprint: 9, createdAt: at("2026-01-02T00:00:00Z") }),
    close(noon, { fingerprint: 3, createdAt: at("2026-01-02T00:00:00Z") }),
    close(noon, { fingerprint: 2, createdAt: at("2026-01-01T00:00:00Z") }),
    close("2026-02-09T12:00:00Z", { fingerprint: 5 }),
  ];
  const wanted = [4, 3, 2, 1, 0].map((place) => closes[place]?.dealId);
  expect(closesOf(closes).dealIds).toEqual(wanted);
  expect(closesOf(closes.toReversed()).dealIds).toEqual(wanted);
});

// docs/methods/simulated-team.md: three mornings bring a bulk edit; everything decided in the eight working days before.
test("the simulated team's three bulk edits are found, every one and nothing else, over twenty seeds", () => {
  for (let seed = 1; seed <= 20; seed++) {
    const ask = { seed, endsAt: at("2026-11-20T16:00:00Z"), timeZone: berlin, attributes: 0 };
    const rows: Close[] = [];
    for (const deal of simulateTeam(ask).deals({ outline: true })) {
      if (deal.closedAt === null) continue;
      const told = { ownerId: deal.rep.name, won: deal.status === "won", createdAt: deal.createdAt };
      rows.push(close(deal.closedAt, { ...told, dealId: deal.id, fingerprint: deal.number }));
    }
    const found = bulkEdits(closesOf(rows), berlin);
    expect(found.kind).toBe("told");
    if (found.kind !== "told") continue;
    expect(
      found.edits.map(({ ownerId }) => ownerId),
      `seed ${seed}`,
    ).toEqual([null, null, null]);
    // What the simulation itself closed within its 0.0015 working days: those deals and no others.
    const planted = rows.filter(({ closedAt }) => found.edits.some((edit) => Math.abs(closedAt - edit.at) < 3_600_000));
    const crowded = planted.filter(
      ({ closedAt }) => rows.filter((other) => Math.abs(other.closedAt - closedAt) < 60_000).length >= 8,
    );
    expect(found.leftOut, `seed ${seed}`).toBe(crowded.length);
    const without = [...simulateTeam({ ...ask, bulkEdits: 0 }).deals({ outline: true })].filter(
      ({ closedAt }) => closedAt,
    );
    const calm = without.map((deal) => close(deal.closedAt ?? 0, { ownerId: deal.rep.name, dealId: deal.id }));
    expect(editsOf(calm), `seed ${seed}, no bulk edit`).toEqual([]);
  }
}, 120_000);
