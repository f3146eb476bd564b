import { expect, test } from "vitest";
import { announcementOf, lengthWords, readClock } from "./round-clock.ts";

const now = Date.parse("2026-11-23T09:00:00Z");

test("a running round counts down by the server's instants, a halted one keeps what is left", () => {
  expect(readClock({ endsAt: "2026-11-23T09:01:00Z", leftMs: null }, now)).toEqual({
    kind: "running",
    leftSeconds: 60,
  });
  expect(readClock({ endsAt: "2026-11-23T09:01:00Z", leftMs: null }, now + 1)).toEqual({
    ...{ kind: "running", leftSeconds: 60 },
  });
  expect(readClock({ endsAt: "2026-11-23T09:01:00Z", leftMs: null }, now + 70_000)).toEqual({
    ...{ kind: "over", leftSeconds: 0 },
  });
  expect(readClock({ endsAt: null, leftMs: 90_500 }, now)).toEqual({ kind: "halted", leftSeconds: 91 });
});

test("the clock is read out when it matters and not every second", () => {
  const said = [125, 61, 60, 59, 31, 30, 12, 10, 1, 0].map((leftSeconds) =>
    announcementOf({ kind: leftSeconds === 0 ? "over" : "running", leftSeconds }),
  );
  expect([...new Set(said)]).toEqual([
    "",
    "One minute left.",
    "Half a minute left.",
    "Ten seconds left.",
    "The time of this round is up.",
  ]);
});

test("the length of a round in words", () => {
  expect([60, 300, 45, 90, 150].map(lengthWords)).toEqual(["1 min", "5 min", "45 s", "90 s", "2:30 min"]);
});
