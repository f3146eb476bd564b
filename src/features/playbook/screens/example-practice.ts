import type { PracticeRow } from "../contract.ts";

/** What an empty playbook shows, so that it is seen what will be here. */
export const examplePractice: PracticeRow = {
  id: "example",
  title: "Ask who signs before the first demo",
  appliesWhen: "As soon as a demo is on the calendar and nobody is known to decide.",
  state: "adopted",
  source: "recommendation",
  lesson: null,
  reason: { id: "example", name: "Decision makers not identified" },
  flag: { id: "example", name: "No decision maker" },
  repair: null,
  appliesNow: 7,
  timesDone: 12,
  mine: false,
  madeByName: null,
  madeAt: "2026-01-05T09:00:00Z",
  changedAt: "2026-01-12T09:00:00Z",
  adoptedAt: "2026-01-12T09:00:00Z",
  retiredAt: null,
};
