import type { MeetingView } from "../live/contract.ts";
import { usualRounds } from "../running/rules.ts";

/** A meeting of four, three of whom are there, as one rep in group 1 sees it. */
export function meetingView(): MeetingView {
  const person = (id: string, name: string, groupNumber: number, joined = true) => ({
    ...{ id, name, groupNumber, joined, role: "rep" as const, worksheetDone: false },
  });
  return {
    meeting: {
      ...{ id: "m", title: "November", periodFrom: "2026-11-01", periodTo: "2026-11-30", leadId: "lead" },
      ...{ plannedFor: "2026-11-23T09:00:00Z", leadName: "Mara Lind", state: "planned", rounds: usualRounds },
      ...{ round: null, roundEndsAt: null, roundLeftMs: null, votesEach: 3, version: 1 },
      ...{ startedAt: null, endedAt: null },
    },
    lastEvent: 0,
    now: "2026-11-23T09:00:00Z",
    me: { id: "ada", leads: false, mayEdit: false, mayEnd: false, invited: true, ideaIds: [], votedIdeaIds: [] },
    people: [
      person("ada", "Ada", 1),
      person("ben", "Ben", 1),
      person("cleo", "Cleo", 2),
      person("dora", "Dora", 2, false),
    ],
    topics: [],
    ideas: [],
    practices: [],
    before: null,
  };
}
