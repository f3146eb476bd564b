import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { dayMs, type Instant } from "../src/platform/dates.ts";
import { candidates } from "./candidates.ts";
import { the } from "./dice.ts";
import { amountScore } from "./market.ts";
import { plantAmong, type SimulatedTeam, simulateTeam, type TeamToSimulate } from "./simulate-team.ts";
import type { SimulatedDeal } from "./simulated-deal.ts";
import { teamFile, teamFileKinds } from "./team-files.ts";

const endsAt = Date.parse("2026-11-20T16:00:00Z");
const simulate = (ask: Partial<TeamToSimulate> = {}) =>
  simulateTeam({ seed: 1, endsAt, timeZone: "Europe/Berlin", deals: 300, ...ask });

/** Large samples take their time on a busy machine. */
const patient = { timeout: 60_000 };

const fingerprint = (team: SimulatedTeam) => {
  const hash = createHash("sha256");
  for (const kind of teamFileKinds) for (const piece of teamFile(team, kind)) hash.update(piece);
  return hash.digest("hex");
};

describe("the same seed", patient, () => {
  it("tells the same story to the last byte, as often as it is asked", () => {
    const team = simulate();
    expect(fingerprint(team)).toBe(fingerprint(team));
    expect(fingerprint(team)).toBe(fingerprint(simulate()));
    expect(fingerprint(team)).not.toBe(fingerprint(simulate({ seed: 2 })));
  });

  it("plants a cause without touching anything but who wins", () => {
    const [plain] = simulate({ planted: {} }).deals();
    const [planted] = simulate({ planted: { "no-decision-maker": -20 } }).deals();
    expect(plain?.truth.course).toEqual(planted?.truth.course);
  });
});

describe("a believable team", () => {
  const team = simulate({ deals: 3_000 });
  const deals = [...team.deals()];
  const share = (holds: (deal: SimulatedDeal) => boolean) => deals.filter(holds).length / deals.length;

  it("is nine reps under two managers, with somebody in marketing and somebody in operations", () => {
    const count = (role: string) => team.members.filter((member) => member.role === role).length;
    expect([count("rep"), count("manager"), count("marketing"), count("admin")]).toEqual([9, 2, 1, 1]);
    expect(new Set(deals.map(({ rep }) => rep.id)).size).toBe(9);
  });

  it("wins about 45 of 100 and has about a tenth of its deals open at the end", () => {
    const open = share(({ status }) => status === "open");
    expect(open).toBeGreaterThan(0.09);
    expect(open).toBeLessThan(0.125);
    const won = share(({ status }) => status === "won") / (1 - open);
    // 2,680 closed deals: one standard error is a point.
    expect(won).toBeGreaterThan(0.42);
    expect(won).toBeLessThan(0.48);
  });

  it("has a few very large deals: the largest hundredth holds more than a tenth of the money", () => {
    const amounts = deals.map(({ amount }) => amount).sort((one, other) => other - one);
    const sum = (list: number[]) => list.reduce((total, amount) => total + amount, 0);
    expect(sum(amounts.slice(0, 30)) / sum(amounts)).toBeGreaterThan(0.1);
  });

  it("closed many deals in one minute, three times", () => {
    const minutes = new Map<number, number>();
    for (const { closedAt } of deals)
      if (closedAt !== null)
        minutes.set(Math.floor(closedAt / 60_000), (minutes.get(Math.floor(closedAt / 60_000)) ?? 0) + 1);
    expect([...minutes.values()].filter((count) => count >= 15)).toHaveLength(3);
  });

  it("lets a few open deals rest, and names a rival on wins as often as on losses", () => {
    const resting = deals.filter(({ snooze }) => snooze !== null);
    expect(resting.length).toBeGreaterThan(2);
    expect(resting.every(({ status }) => status === "open")).toBe(true);
    const rivalled = (status: string) => {
      const those = deals.filter((deal) => deal.status === status);
      return those.filter(({ competitor }) => competitor !== null).length / those.length;
    };
    expect(Math.abs(rivalled("won") - rivalled("lost"))).toBeLessThan(0.06);
  });
});

describe("a deal told in outline", () => {
  it("is the same deal without people, touches and step answers", () => {
    const [whole] = simulate().deals();
    const [outline] = simulate().deals({ outline: true });
    expect(outline).toEqual({ ...whole, people: [], touches: [], stepAnswers: [] });
  });
});

describe("every story", patient, () => {
  const zones = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];

  it("happens in working hours, in order, between a deal's creation and its end", () => {
    const stories = fc.record({
      seed: fc.integer({ min: 0, max: 2 ** 31 }),
      timeZone: fc.constantFrom(...zones),
      endsAt: fc.integer({ min: Date.parse("2020-01-01T00:00:00Z"), max: Date.parse("2035-01-01T00:00:00Z") }),
      deals: fc.constant(40),
    });
    fc.assert(
      fc.property(stories, (ask) => {
        const team = simulateTeam(ask);
        const clock = new Intl.DateTimeFormat("en-GB", {
          ...{ timeZone: ask.timeZone, weekday: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
        });
        const wrong: string[] = [];
        for (const deal of team.deals()) {
          const last = deal.closedAt ?? ask.endsAt;
          for (const list of factLists(deal))
            for (const [index, at] of list.entries()) {
              const [weekday = "", time = ""] = clock.format(at).split(" ");
              const isAtWork = !/^S(at|un)/.test(weekday) && time >= "09:00" && time <= "17:30";
              const isInOrder = at >= (list[index - 1] ?? deal.createdAt) && at >= deal.createdAt && at <= last;
              if (!isAtWork || !isInOrder) wrong.push(`${deal.id}: ${weekday} ${time}`);
            }
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });

  it("shows each habit in the facts that a CRM has, on every deal that came far enough", () => {
    const seen = new Set<string>();
    const wrong: string[] = [];
    for (const deal of simulate({ deals: 2_000 }).deals())
      for (const [key, visible] of Object.entries(visibleHabits(deal))) {
        if (visible === "too early to say") continue;
        seen.add(`${key} ${visible}`);
        if (visible !== hasOf(deal, key)) wrong.push(`${deal.id} ${key} ${visible}`);
      }
    expect(wrong).toEqual([]);
    // Each with and without.
    expect(seen.size).toBe(18);
  });
});

const hasOf = (deal: SimulatedDeal, key: string) =>
  the(
    deal.truth.course.has,
    candidates.findIndex((candidate) => candidate.key === key),
  );

function factLists(deal: SimulatedDeal): Instant[][] {
  const times = (facts: readonly { at: Instant }[]) => facts.map(({ at }) => at);
  return [
    ...[times(deal.stages), times(deal.touches), times(deal.stepAnswers), times(deal.closeDates)],
    ...deal.people.map(({ roles }) => times(roles)),
    deal.people.map(({ roles }) => the(roles, 0).at),
  ];
}

/** What a reader of the export can see of the habits, worked out from nothing but facts. */
function visibleHabits(deal: SimulatedDeal): Record<string, boolean | "too early to say"> {
  const entered = (name: string) => deal.stages.find((stage) => stage.name === name)?.at;
  const [demo, proposal, negotiation] = [entered("Demo"), entered("Proposal"), entered("Negotiation")];
  const answeredBefore = (step: string, at: Instant) =>
    deal.stepAnswers.some((answer) => answer.step === step && answer.at <= at);
  const when = <Value>(at: Instant | undefined, see: (at: Instant) => Value) =>
    at === undefined ? ("too early to say" as const) : see(at);
  const talks = deal.touches.map(({ at }) => at);
  return {
    "no-decision-maker": when(
      proposal,
      (at) =>
        !deal.people.some(({ roles }) => roles.some((known) => known.role === "decision-maker" && known.at <= at)),
    ),
    "time-frame-never-asked": when(demo, (at) => !answeredBefore("Time frame asked", at)),
    "reason-now-never-asked": when(demo, (at) => !answeredBefore("Reason for buying now asked", at)),
    "buyer-role-never-asked": when(demo, (at) => !answeredBefore("Buyer's role asked", at)),
    "presented-too-early": when(demo, (at) => !answeredBefore("Right time to present", at)),
    "single-contact": when(demo, () => deal.people.length === 1),
    "slow-answers": when(demo, () => slowAnswers(deal) > 0),
    "silent-after-proposal": when(negotiation, (until) =>
      talks.some((at, index) => {
        const next = talks[index + 1] ?? until;
        return at >= (proposal ?? 0) && at < until && next - at >= 14 * dayMs;
      }),
    ),
    "close-date-pushed-twice": when(negotiation, (until) => pushes(deal, until) >= 2),
  };
}

function slowAnswers(deal: SimulatedDeal): number {
  return deal.touches.filter(({ at, direction, answered, kind }, index) => {
    if (direction !== "incoming" || (kind === "call" && answered)) return false;
    const answer = deal.touches.slice(index + 1).find((next) => next.direction === "outgoing");
    return answer !== undefined && answer.at - at > 2 * dayMs;
  }).length;
}

function pushes(deal: SimulatedDeal, until: Instant): number {
  return deal.closeDates.filter(({ at, on }, index) => {
    const before = deal.closeDates[index - 1];
    return before !== undefined && on > before.on && at <= until;
  }).length;
}

type Comparison = { key: string; difference: number; standardError: number; asked: number };

/** Win rate with and without each candidate, among closed deals that came to the stage where it shows. */
function compare(team: SimulatedTeam, deals: Iterable<SimulatedDeal> = team.deals({ outline: true })): Comparison[] {
  const sides = candidates.map(() => ({ with: { won: 0, all: 0 }, without: { won: 0, all: 0 } }));
  for (const deal of deals) {
    if (deal.status === "open") continue;
    const stagesEntered = deal.stages.length - 1;
    for (const [index, candidate] of candidates.entries()) {
      if (stagesEntered <= candidate.stage) continue;
      const side = the(sides, index)[deal.truth.course.has[index] ? "with" : "without"];
      side.all += 1;
      side.won += deal.status === "won" ? 1 : 0;
    }
  }
  return candidates.map(({ key }, index) => {
    const { with: those, without: others } = the(sides, index);
    const rate = (side: typeof those) => side.won / side.all;
    const variance = (side: typeof those) => (rate(side) * (1 - rate(side))) / side.all;
    const asked = team.truth.causes.find((cause) => cause.key === key)?.difference ?? 0;
    const standardError = Math.sqrt(variance(those) + variance(others));
    return { key, difference: rate(those) - rate(others), standardError, asked };
  });
}

/**
 * Forty comparisons, each allowed four standard errors (0.035 on 15,000 deals): a right simulator fails one in 400
 * seeds, and these seeds are fixed. Deals closed early were created early, which costs a fraction of a point.
 */
const farFromAsked = (team: SimulatedTeam) =>
  compare(team).filter(({ difference, standardError, asked }) => Math.abs(difference - asked) > 4 * standardError);

describe("planted causes", patient, () => {
  it("make exactly the difference asked for, and the thirty-odd others make none", () => {
    const planted = {
      ...{ "no-decision-maker": -20, "time-frame-never-asked": -10, "slow-answers": -10, "stuck-in-demo": -20 },
      ...{ "close-date-pushed-twice": -10, "Deployment: On premises": 20, "Trial requested: Yes": -10 },
    };
    expect(farFromAsked(simulate({ deals: 15_000, seed: 7, planted }))).toEqual([]);
  });

  it("are none when none is asked for, whatever the share lost early", () => {
    expect(farFromAsked(simulate({ deals: 15_000, seed: 8, planted: {} }))).toEqual([]);
    expect(farFromAsked(simulate({ deals: 15_000, seed: 9, planted: {}, earlyLosses: [] }))).toEqual([]);
  });

  it("can be drawn by lot among the forty", () => {
    const planted = plantAmong({ seed: 3, howMany: 8, points: -10 });
    expect(Object.values(planted)).toEqual(Array(8).fill(-10));
    expect(plantAmong({ seed: 3, howMany: 8, points: -10 })).toEqual(planted);
    expect(plantAmong({ seed: 4, howMany: 8, points: -10 })).not.toEqual(planted);
    expect(
      simulate({ planted })
        .truth.causes.map(({ key }) => key)
        .sort(),
    ).toEqual(Object.keys(planted).sort());
  });

  it("are refused when they cannot be: unknown, impossible, or tied to the amount as well", () => {
    expect(() => simulate({ planted: { "bad luck": -10 } })).toThrow("no candidate");
    expect(() => simulate({ planted: plantAmong({ seed: 1, howMany: 40, points: -20 }) })).toThrow("cannot all hold");
    const key = "Deployment: On premises";
    expect(() => simulate({ planted: { [key]: -10 }, tiedToAmount: [key] })).toThrow("at once");
  });

  it("leave a candidate tied to the amount blamed by a plain comparison, and cleared among like amounts", () => {
    const key = "Several countries: Yes";
    const team = simulate({ deals: 20_000, seed: 11, planted: {}, tiedToAmount: [key] });
    const deals = [...team.deals({ outline: true })];
    const standardErrors = (inBand: (score: number) => boolean) => {
      const alike = deals.filter((deal) => inBand(amountScore(deal.amount)));
      const tied = compare(team, alike).find((each) => each.key === key);
      return tied ? tied.difference / tied.standardError : 0;
    };
    expect(standardErrors(() => true)).toBeLessThan(-4);
    const bands = [-9, -1, -0.5, 0, 0.5, 1];
    const within = bands.map((from, index) =>
      standardErrors((score) => score >= from && score < (bands[index + 1] ?? 9)),
    );
    for (const each of within) expect(Math.abs(each)).toBeLessThan(3);
  });

  it("do not lie with the reps, unless skill is asked for", () => {
    const ratesOf = (team: SimulatedTeam) => {
      const reps = new Map<string, { won: number; all: number }>();
      for (const { rep, status } of team.deals({ outline: true })) {
        if (status === "open") continue;
        const { won, all } = reps.get(rep.id) ?? { won: 0, all: 0 };
        reps.set(rep.id, { won: won + (status === "won" ? 1 : 0), all: all + 1 });
      }
      return reps;
    };
    const rate = (reps: ReturnType<typeof ratesOf>, id: string) => {
      const { won, all } = reps.get(id) ?? { won: 0, all: 1 };
      return won / all;
    };
    const plain = ratesOf(simulate({ deals: 15_000, seed: 12 }));
    const skilled = ratesOf(simulate({ deals: 15_000, seed: 12, skillPoints: 20 }));
    // About 1,600 deals each: four standard errors of a difference are 7 points.
    expect(Math.abs(rate(plain, "R-09") - rate(plain, "R-01"))).toBeLessThan(0.07);
    expect(Math.abs(rate(skilled, "R-09") - rate(skilled, "R-01") - 0.2)).toBeLessThan(0.07);
  });
});

describe("the true probability of winning", patient, () => {
  const team = simulate({ deals: 15_000, seed: 5 });

  it("comes true: of the deals that have 30 %, 30 % are won, on the first day and after 20, 40 and 60 days", () => {
    const bands = new Map<string, { deals: number; won: number; sum: number }>();
    for (const deal of team.deals({ outline: true }))
      for (const days of [0, 20, 40, 60]) {
        const at = deal.createdAt + days * dayMs;
        if (at > endsAt || (deal.closedAt !== null && deal.closedAt <= at)) continue;
        const probability = team.probabilityAt(deal, at);
        const band = `day ${days}, ${Math.floor(probability * 10)}0 %`;
        const { deals, won, sum } = bands.get(band) ?? { deals: 0, won: 0, sum: 0 };
        bands.set(band, { deals: deals + 1, won: won + (deal.truth.won ? 1 : 0), sum: sum + probability });
      }
    for (const [band, { deals, won, sum }] of bands) {
      const standardError = Math.sqrt(0.25 / deals);
      // A point beyond chance: what a stage's length so far tells is only estimated.
      expect(`${band}: ${Math.abs(won - sum) / deals < 4 * standardError + 0.01}`).toBe(`${band}: true`);
    }
    expect(bands.size).toBeGreaterThan(20);
  });

  it("is its final probability once nothing is undecided, and certain after the close", () => {
    const plain = simulate({ deals: 500, seed: 6, earlyLosses: [] });
    for (const deal of plain.deals({ outline: true })) {
      const negotiation = deal.stages.find(({ name }) => name === "Negotiation")?.at;
      if (negotiation)
        expect(plain.probabilityAt(deal, negotiation + 1_000)).toBeCloseTo(deal.truth.finalProbability, 9);
      if (deal.closedAt) expect(plain.probabilityAt(deal, deal.closedAt)).toBe(deal.status === "won" ? 1 : 0);
      expect(() => plain.probabilityAt(deal, deal.createdAt - 1)).toThrow("did not exist");
    }
  });
});

describe("a million deals", () => {
  it("are told one at a time", () => {
    const stories = simulate({ deals: 1_000_000 }).deals();
    const first = stories.next().value;
    const second = stories.next().value;
    expect(first?.createdAt).toBeLessThanOrEqual(second?.createdAt ?? 0);
  });
});
