import { expect, test } from "vitest";
import { consequenceWords, daysBeforeWords, verdictWords } from "./tell-track.ts";

const reader = { locale: "en-GB" };
const share = (count: number, of: number) => ({ count, of, value: count / of, low: 0, high: 1 });
const at = { reach: share(61, 180), falseAlarms: share(22, 150), openDealsUp: 14 };

test("a threshold's consequence is one sentence of counts", () => {
  expect(consequenceWords(at, reader)).toBe(
    "It was up before 61 of 180 losses, and on 22 of 150 wins; 14 open deals show it today.",
  );
  expect(consequenceWords({ ...at, openDealsUp: 1 }, reader)).toMatch(/; 1 open deal shows it today\.$/);
  expect(consequenceWords({ ...at, openDealsUp: 0 }, reader)).toMatch(/; no open deal shows it today\.$/);
  expect(consequenceWords({ ...at, openDealsUp: null }, reader)).toMatch(/ wins\.$/);
});

test("days before the loss are whole days, and none is said to be the last", () => {
  expect(daysBeforeWords({ median: 11.6, low: 5.2, high: 20.9, deals: 61 }, reader)).toBe(
    "It typically came up 12 days before the loss, half of the time 5 to 21.",
  );
  expect(daysBeforeWords({ median: 0.2, low: 0, high: 1, deals: 3 }, reader)).toBe(
    "It usually came up on the last day.",
  );
});

test("a flag that is up as often on wins is said to tell little, and one that is up more often to warn of nothing", () => {
  const between = (low: number, high: number) => ({ ...share(1, 2), low, high });
  expect(verdictWords({ reach: between(0.3, 0.4), falseAlarms: between(0.1, 0.2) })).toBeNull();
  expect(verdictWords({ reach: between(0.3, 0.4), falseAlarms: between(0.35, 0.45) })).toMatch(/about as often/);
  expect(verdictWords({ reach: between(0.1, 0.2), falseAlarms: between(0.3, 0.4) })).toMatch(
    /on wins more often; they also live longer/,
  );
});
