import { expect, test } from "vitest";
import {
  changeOfWork,
  headCalls,
  headLate,
  headMix,
  headPreparation,
  headPromises,
  headResponses,
  leftOutWords,
  reachedWords,
  shortSpan,
  signedWords,
  spanWords,
} from "./tell-work.ts";

const reader = { locale: "en-GB", timeZone: "Europe/Berlin", now: new Date("2026-11-22T12:00:00Z") };
const tooFew = { kind: "too-few" as const, outOf: 3, needed: 5 };
const known = (value: number, low: number, high: number) => ({ kind: "known" as const, value, low, high });
const wait = (minutes: number) => ({
  ...{ kind: "known" as const, within: null, curve: [] },
  ...{ median: { kind: "at" as const, minutes }, low: { kind: "at" as const, minutes: 10 } },
  high: { kind: "not-reached" as const, after: 900 },
});

test("working time is told in hours and minutes, and long ones in hours", () => {
  expect([0, 1, 45, 60, 190, 1860].map((minutes) => spanWords(minutes, reader))).toEqual([
    ...["0 minutes", "1 minute", "45 minutes", "1 hour", "3 hours 10 minutes", "31 hours"],
  ]);
  expect([45, 60, 190, 1860].map((minutes) => shortSpan(minutes, reader))).toEqual(["0:45", "1:00", "3:10", "31"]);
  expect(reachedWords({ kind: "not-reached", after: 900 }, reader)).toBe("more than 15 h");
});

test("titles say the finding, and no more than is known", () => {
  const none = {
    answered: 0,
    closedFirst: 0,
    waiting: 0,
    perhaps: 0,
    late: 0,
    leftOut: { again: 0, elsewhere: 0, dayOnly: 0 },
  };
  expect(headResponses({ messages: 9, ...none, wait: wait(91) }, reader)).toBe(
    "Half of the e-mails that came were answered within 1 hour 31 minutes of working time",
  );
  const never = { ...wait(0), median: { kind: "not-reached" as const, after: 960 } };
  expect(headResponses({ messages: 9, ...none, wait: never }, reader)).toMatch(/not within 16 hours of working time$/);
  expect(headResponses({ messages: 3, ...none, wait: tooFew }, reader)).toMatch(/^Too few e-mails came/);
  const calls = { unsaid: 0, missedShare: tooFew, calledBack: 0, otherwise: 0, closedFirst: 0, waiting: 0, perhaps: 0 };
  const aside = { again: 0, dayOnly: 0 };
  const told = (missed: number, taken: number) =>
    headCalls({ missed, taken, ...calls, leftOut: aside, wait: tooFew }, reader);
  expect(told(2, 3)).toBe("We missed 2 of 5 calls of theirs");
  expect(told(0, 1)).toBe("We took all 1 call of theirs");
  expect(told(0, 0)).toBe("No call of theirs came in this period");
});

test("before wins and before losses is told apart only where chance alone would not do it", () => {
  const steps = (due: number, inTime: number, late: number, missed: number) => ({
    deals: 9,
    due,
    inTime,
    late,
    missed,
  });
  const rest = { notRecorded: { won: 0, lost: 0 }, late: tooFew, missed: tooFew, steps: [] };
  const held = (low: number) => ({
    won: known(0.76, 0.7, 0.8),
    lost: known(0.7, 0.6, 0.8),
    difference: known(0.06, low, 0.1),
  });
  const figures = { won: steps(10, 9, 1, 0), lost: steps(8, 3, 1, 4), ...rest, inTime: held(0.01) };
  expect(headLate(figures, reader)).toBe("Of 18 steps that came due on closed deals, 2 came late and 4 never");
  expect(headPreparation(figures, reader)).toBe(
    "Before wins 76% of the steps due were done in time, before losses 70%",
  );
  expect(headPreparation({ ...figures, inTime: held(-0.01) }, reader)).toMatch(/no difference that chance alone/);
  const mix = {
    won: { deals: 9, contacts: 9 },
    lost: { deals: 9, contacts: 9 },
    noContact: { won: 0, lost: 0 },
    kinds: [],
  };
  const perDeal = { won: known(20, 18.9, 21.1), lost: known(14, 12.8, 15.3), difference: known(6, 4.3, 7.6) };
  expect(headMix({ ...mix, perDeal }, reader)).toBe(
    "Deals we won had 20 calls, e-mails and meetings, deals we lost 14",
  );
  expect(headMix({ ...mix, perDeal: { ...perDeal, lost: tooFew } }, reader)).toMatch(/^Too few/);
});

test("promises count from the day they were due", () => {
  const told = (kept: number, doneLate: number, stillOpen: number, toCome: number) =>
    headPromises({ kept, doneLate, stillOpen, toCome, dropped: 0, late: tooFew }, reader);
  expect(told(3, 1, 1, 0)).toBe("2 of 5 repairs promised by a day were not done by then");
  expect(told(2, 0, 0, 0)).toBe("All 2 repairs promised by a day were done by then");
  expect(told(0, 0, 0, 4)).toBe("No promised repair has come due yet");
});

test("a change is claimed only where its interval lies on one side of zero, and nothing is left out in silence", () => {
  const told = (low: number, high: number) => changeOfWork(known(0.09, low, high), "Missed", reader);
  expect(told(0.02, 0.16)).toBe("Missed 9 points more often than in the other period, likely +2 to +16 points");
  expect(told(-0.004, 0.16)).toBe("Missed: no clear change, between 0 and +16 points");
  expect([-0.2, 2.44, -0.04].map((value) => signedWords(value, 1, reader))).toEqual(["−0.2", "+2.4", "0"]);
  const parts = [
    { count: 2, one: "call", many: "calls" },
    { count: 0, one: "mail", many: "mails" },
  ];
  expect(leftOutWords(parts, reader)).toBe("Left out: 2 calls.");
  expect(leftOutWords([], reader)).toBeUndefined();
});
