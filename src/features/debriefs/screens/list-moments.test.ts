import { expect, test } from "vitest";
import type { TimelineEntry } from "../../deals/timeline/contract.ts";
import { momentsOf, shownAtFirst } from "./list-moments.ts";

const entry = (kind: TimelineEntry["kind"], day: number): TimelineEntry => ({
  at: `2026-10-${String(day).padStart(2, "0")}T09:00:00.000Z`,
  kind,
  title: `${kind} ${day}`,
  detail: "",
});
/** Newest first, as a timeline comes. */
const timeline = Array.from({ length: 30 }, (_, place) => entry(place % 2 ? "email" : "call", 30 - place));

test("moments are told oldest first, each with an id that a newer entry does not change", () => {
  const before = momentsOf(timeline);
  expect([before[0]?.title, before.at(-1)?.title]).toEqual(["email 1", "call 30"]);
  const later = momentsOf([entry("won", 31), ...timeline]);
  expect(later.slice(0, 30).map(({ id }) => id)).toEqual(before.map(({ id }) => id));
});

test("at first the newest talks, stages and dates are shown, not every mail", () => {
  const shown = shownAtFirst(momentsOf(timeline), undefined);
  expect(shown.map(({ title }) => title)).toEqual([16, 18, 20, 22, 24, 26, 28, 30].map((day) => `call ${day}`));
});

test("a chosen moment is shown wherever it stands, in its place", () => {
  const moments = momentsOf(timeline);
  const early = moments.find(({ title }) => title === "email 3");
  const shown = shownAtFirst(moments, early?.id);
  expect(shown[0]).toBe(early);
  expect(shown).toHaveLength(9);
});
