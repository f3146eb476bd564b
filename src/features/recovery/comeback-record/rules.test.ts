import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayMs } from "../../../platform/dates.ts";
import { type RecordedClose, resultsOf } from "../../deals/closes/results/rules.ts";
import { comebackFigures, personPart } from "./rules.ts";

const start = Date.parse("2026-01-05T10:00:00Z");
const day = (number: number) => start + number * dayMs;
const close = (dealId: string, won: boolean, closedOn: number, undoneOn: number | null = null): RecordedClose => ({
  dealId,
  won,
  closedAt: day(closedOn),
  undoneAt: undoneOn === null ? null : day(undoneOn),
  dayOnly: false,
});
/** "WLLW": one deal a day, won or lost. */
const history = (letters: string, everyDays = 1) =>
  [...letters].map((letter, place) => close(`deal ${place}`, letter === "W", place * everyDays));
const none = { bulkEdited: 0, dayOnly: 0 };
const figuresOf = (letters: string, { talks = [], everyDays = 1, until = 1_000 }: Told = {}) => {
  const results = resultsOf(history(letters, everyDays));
  return comebackFigures([personPart(results, talks.map(day), day(until))], results, none);
};
type Told = { talks?: number[]; everyDays?: number; until?: number };

describe("a deal that was opened again", () => {
  const inWords = (closes: RecordedClose[]) =>
    resultsOf(closes).map(({ dealId, won }) => `${dealId} ${won ? "won" : "lost"}`);

  test("was lost then and is won now: both count, in their places", () => {
    const closes = [close("Acme", false, 1, 300), close("Other", true, 100), close("Acme", true, 320)];
    expect(inWords(closes)).toEqual(["Acme lost", "Other won", "Acme won"]);
  });

  test("was a slip of the hand when it was undone within the week", () => {
    expect(inWords([close("Acme", false, 1, 2), close("Acme", true, 30)])).toEqual(["Acme won"]);
    expect(inWords([close("Acme", false, 1, 2)])).toEqual([]);
  });

  test("counts once when it was only touched up: closed again the same way within a day", () => {
    const closes = [close("Acme", false, 1, 40), close("Other", true, 20), close("Acme", false, 40.2)];
    expect(inWords(closes)).toEqual(["Acme lost", "Other won"]);
    expect(inWords([close("Acme", false, 1, 3), close("Acme", false, 3)])).toEqual(["Acme lost"]);
  });

  test("is a new result when the touch-up changed the outcome", () => {
    expect(inWords([close("Acme", false, 1, 40), close("Acme", true, 40.1)])).toEqual(["Acme lost", "Acme won"]);
  });
});

describe("the form", () => {
  test("is the last twenty results, oldest first, and how many of the same stand at its end", () => {
    const { form, currentRun, won, lost } = figuresOf("WWLWWWLLWLWLLWLWLWLLWWLLL");
    expect(form.map(({ outcome }) => (outcome === "won" ? "W" : "L")).join("")).toBe("WLLWLWLLWLWLWLLWWLLL");
    expect(currentRun).toEqual({ outcome: "lost", length: 3 });
    expect([won, lost]).toEqual([12, 13]);
  });

  test("of nobody is empty", () => {
    expect(figuresOf("")).toMatchObject({ won: 0, lost: 0, form: [], currentRun: null });
  });
});

describe("the deal after a loss", () => {
  test("is counted out, beside what the person's other deals would bring", () => {
    // 13 losses, each followed by the next deal but for the last one's place: 9 won, 4 lost.
    const { afterLoss } = figuresOf("LWLWLWLLWLWLWLLWLLWLLW");
    expect(afterLoss).toMatchObject({ kind: "known", wins: 9, losses: 4, verdict: "more" });
    if (afterLoss.kind !== "known") return;
    // Nine of the 21 other deals were won.
    expect(afterLoss.usualWins).toBeCloseTo((13 * 9) / 21, 12);
    // Wilson's interval of 9 of 13: R, prop.test(9, 13, correct = FALSE).
    expect([afterLoss.rate, afterLoss.low, afterLoss.high].map((share) => Number(share.toFixed(4)))).toEqual([
      0.6923, 0.4237, 0.8732,
    ]);
  });

  test("says nothing below ten, and nothing where all was lost", () => {
    expect(figuresOf("LWLWLWLWLWLWLWLWLW").afterLoss).toEqual({ kind: "too-few", outOf: 9, needed: 10 });
    expect(figuresOf("LLLLLLLLLLLLL").afterLoss).toEqual({ kind: "no-variation" });
    expect(figuresOf("WWWWWWWWWWWWW").afterLoss).toEqual({ kind: "too-few", outOf: 0, needed: 10 });
  });

  test("is no comeback by chance: in every order of the same results, wins after a loss are as usual on average", () => {
    const orders: string[] = [];
    for (let bits = 0; bits < 2 ** 15; bits++) {
      const letters = Array.from({ length: 15 }, (_, place) => ((bits >> place) & 1 ? "W" : "L")).join("");
      if (letters.split("W").length === 5 && letters.endsWith("W")) orders.push(letters);
    }
    let [wins, usual, outside] = [0, 0, 0];
    for (const letters of orders) {
      const { afterLoss } = figuresOf(letters);
      if (afterLoss.kind !== "known") throw new Error(letters);
      wins += afterLoss.wins;
      usual += afterLoss.usualWins;
      if (afterLoss.verdict !== "as-usual") outside += 1;
    }
    expect(wins / orders.length).toBeCloseTo(usual / orders.length, 10);
    expect(outside / orders.length).toBeLessThanOrEqual(0.05);
  });

  test("of a team is each person's own next deal, added up", () => {
    const people = ["LWLWLWLLW", "LLWLWLWLLWW"].map((letters) => resultsOf(history(letters)));
    const parts = people.map((results) => personPart(results, [], day(1_000)));
    const { afterLoss } = comebackFigures(parts, people.flat(), none);
    expect(afterLoss).toMatchObject({
      kind: "known",
      wins: 8,
      losses: 3,
      usualWins: expect.closeTo(5 * (4 / 8) + 6 * (5 / 10), 12),
    });
  });
});

describe("wins within 30, 60 and 90 days of a loss", () => {
  test("count only losses with that much time behind them", () => {
    // A loss every ten days from day 0 to 190, one win at day 100 and one at 200; today is day 210.
    const closes = [
      ...Array.from({ length: 20 }, (_, place) => close(`lost ${place}`, false, place * 10)),
      close("won 1", true, 101),
      close("won 2", true, 201),
    ].sort((one, other) => one.closedAt - other.closedAt);
    const results = resultsOf(closes);
    const { winsWithin } = comebackFigures([personPart(results, [], day(210))], results, none);
    expect(winsWithin.map(({ days }) => days)).toEqual([30, 60, 90]);
    // 30 days: losses up to day 180. Those of day 80, 90 and 100 see the first win, that of day 180 the second.
    expect(winsWithin[0]?.figure).toMatchObject({ kind: "known", losses: 19, withWin: 4, wins: 4 / 19 });
    const [thirty] = winsWithin;
    if (thirty?.figure.kind !== "known") throw new Error("Enough losses.");
    // Of all moments from day 0 to 180, those from 71 to 101 and from 171 to 180 had a win within 30 days.
    expect(thirty.figure.usual).toBeCloseTo(39 / 180, 9);
    // Seven losses lie thirty days apart: the score interval of a Poisson count of 7 · 4/19 in seven windows.
    expect(thirty.figure.low).toBeCloseTo(0.04808, 5);
    expect(thirty.figure.high).toBeCloseTo(0.92175, 5);
  });

  test("say nothing about too few losses with time behind them", () => {
    expect(figuresOf("LLLLLLLLLLLLLWL", { until: 25 }).winsWithin[0]?.figure).toEqual({
      kind: "too-few",
      outOf: 0,
      needed: 10,
    });
    expect(figuresOf("LLLLLLLLLLLLLWL", { until: 39 }).winsWithin[0]?.figure).toMatchObject({
      kind: "known",
      losses: 10,
      withWin: 10,
    });
  });

  test("lie within their interval, for any history", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 400 })), { maxLength: 60 }), (told) => {
        const closes = told
          .map(([won, on], place) => close(`deal ${place}`, won, on))
          .sort((one, other) => one.closedAt - other.closedAt);
        const results = resultsOf(closes);
        const { winsWithin, afterLoss } = comebackFigures([personPart(results, [], day(400))], results, none);
        for (const { figure } of winsWithin) {
          if (figure.kind !== "known") continue;
          expect(figure.withWin).toBeLessThanOrEqual(figure.losses);
          expect(figure.usual).toBeGreaterThanOrEqual(0);
          expect(figure.low).toBeGreaterThanOrEqual(0);
          expect(figure.low).toBeLessThanOrEqual(figure.wins + 1e-12);
          expect(figure.high).toBeGreaterThanOrEqual(figure.wins - 1e-12);
        }
        if (afterLoss.kind === "known")
          expect(afterLoss.chanceHigh).toBeLessThanOrEqual(afterLoss.wins + afterLoss.losses);
      }),
    );
  });
});

describe("the longest losing run", () => {
  test("stands beside what chance alone would bring", () => {
    const letters = `${"LLW".repeat(8)}LLLLLWW`;
    expect(figuresOf(letters).longestLosingRun).toEqual({
      ...{ kind: "known", length: 5, won: 10, of: 31, atBeginning: false },
      ...{ firstAt: new Date(day(24)).toISOString(), lastAt: new Date(day(28)).toISOString() },
      // statistics/longest-run.ts, held against R: 31 deals at 10 of 31 won.
      ...{ chanceMiddle: 6, chanceLow: 4, chanceHigh: 12 },
    });
  });

  test("is not compared where all or nothing was won, or hardly anything closed", () => {
    expect(figuresOf("LLLLLLLLLLLL").longestLosingRun).toEqual({ kind: "no-variation" });
    expect(figuresOf("WWWWWWWWWWWW").longestLosingRun).toEqual({ kind: "no-variation" });
    expect(figuresOf("LWL").longestLosingRun).toEqual({ kind: "too-few", outOf: 3, needed: 10 });
  });
});

describe("the next new conversation", () => {
  test("is told in the middle of all losses, those still waiting counted rightly", () => {
    // Lost every ten days; a new conversation two days later, but for the last two losses.
    const talks = [0, ...Array.from({ length: 10 }, (_, place) => place * 10 + 2)];
    const { nextConversation } = figuresOf("LLLLLLLLLLLL", { everyDays: 10, talks, until: 113 });
    expect(nextConversation).toMatchObject({
      kind: "known",
      losses: 12,
      waiting: 2,
      medianDays: 2,
      lowDays: 2,
      highDays: 2,
    });
  });

  test("is not there yet where half of the losses still wait", () => {
    const { nextConversation } = figuresOf("LLLLLLLLLLLL", { everyDays: 10, talks: [0, 3], until: 113 });
    expect(nextConversation).toEqual({ kind: "not-yet", losses: 12, waiting: 11 });
  });

  test("cannot be told without conversations, nor of few losses", () => {
    expect(figuresOf("LLLLLLLLLLLL").nextConversation).toEqual({ kind: "nothing-recorded" });
    expect(figuresOf("LLW", { talks: [0, 5] }).nextConversation).toEqual({ kind: "too-few", outOf: 2, needed: 10 });
  });

  test("has as its base the wait from any moment on", () => {
    // A new conversation every eight days: from half of all moments it is four days or more.
    const talks = Array.from({ length: 20 }, (_, place) => place * 8);
    const { nextConversation } = figuresOf("LLLLLLLLLLLL", { everyDays: 10, talks, until: 200 });
    expect(nextConversation).toMatchObject({ kind: "known", usualDays: expect.closeTo(4, 6) });
  });
});

test("nothing but numbers comes out of any history", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[WL]{0,40}$/), fc.array(fc.integer({ min: 0, max: 90 })), (letters, talked) => {
      const talks = talked.sort((one, other) => one - other);
      const text = JSON.stringify(figuresOf(letters, { talks, everyDays: 3, until: 130 }), (_, value) => {
        if (typeof value === "number" && !Number.isFinite(value)) throw new Error("no number");
        return value;
      });
      expect(text).not.toContain("NaN");
    }),
  );
});
