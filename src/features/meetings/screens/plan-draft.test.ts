import { describe, expect, test } from "vitest";
import type { ProposedTopic } from "../plan/contract.ts";
import { instantOf, moved, newDraft, planOf, stillProposed, takeUp, timeOf } from "./plan-draft.ts";

const topic = (words: string, reasonId: string | null = null): ProposedTopic => ({
  ...{ kind: "loss", words, because: "4 losses", dealId: null, sourceId: null, reasonId },
});

describe("the plan of a meeting", () => {
  test("a time of day is the instant it stands for, also on a day when clocks are changed", () => {
    expect(instantOf("2026-11-23", "09:00", "Europe/Berlin")).toBe("2026-11-23T08:00:00.000Z");
    // Summer time ended that night: the day has 25 hours, and nine o'clock is nine o'clock.
    expect(instantOf("2026-10-25", "09:00", "Europe/Berlin")).toBe("2026-10-25T08:00:00.000Z");
    expect(timeOf("2026-10-25T08:00:00.000Z", "Europe/Berlin")).toBe("09:00");
    expect(instantOf("2026-11-23", "", "Europe/Berlin")).toBeNull();
  });

  test("what is on the agenda is not proposed again, whatever words it was given", () => {
    const [price, champion] = [topic("Price", "r1"), topic("No champion", "r2")];
    const agenda = [{ ...takeUp(price, "t1"), words: "How do we talk about price?" }];
    expect(stillProposed([price, champion], agenda)).toEqual([champion]);
    expect(stillProposed([champion, topic("no champion", "r3"), price], agenda)).toEqual([champion]);
  });

  test("a new plan invites the asker's own team, and only where there is one", () => {
    const proposal = {
      ...{ title: "November", periodFrom: "2026-11-01", periodTo: "2026-11-30", topics: [topic("Price", "r1")] },
      ...{ rounds: [{ kind: "alone" as const, seconds: 60 }], votesEach: 3, before: null, unquoted: 0, unshared: 0 },
      people: [
        { id: "ada", name: "Ada", mine: true },
        { id: "ben", name: "Ben", mine: true },
        { id: "cleo", name: "Cleo", mine: false },
      ],
    };
    const draft = newDraft(proposal, "ada", "2026-11-22", () => "t1");
    expect(draft.memberIds).toEqual(["ada", "ben"]);
    expect(planOf(draft, "Europe/Berlin")?.plannedFor).toBe("2026-11-23T08:00:00.000Z");
    const alone = { ...proposal, people: proposal.people.map((person) => ({ ...person, mine: person.id === "ada" })) };
    expect(newDraft(alone, "ada", "2026-11-22", () => "t1").memberIds).toEqual(["ada", "ben", "cleo"]);
  });

  test("a topic without words is left out of what is sent", () => {
    const draft = newDraft(
      {
        ...{ title: "November", periodFrom: "2026-11-01", periodTo: "2026-11-30", topics: [topic("Price")] },
        ...{ rounds: [{ kind: "alone" as const, seconds: 60 }], votesEach: 3, before: null, unquoted: 0, unshared: 0 },
        people: [{ id: "ada", name: "Ada", mine: true }],
      },
      "ada",
      "2026-11-22",
      () => "t1",
    );
    const empty = { ...takeUp(topic("  "), "t2"), kind: "question" as const };
    expect(planOf({ ...draft, topics: [...draft.topics, empty] }, "UTC")?.topics.map(({ words }) => words)).toEqual([
      "Price",
    ]);
  });

  test("rows are moved by one place and stay at the edge", () => {
    expect(moved(["a", "b", "c"], 1, 1)).toEqual(["a", "c", "b"]);
    expect(moved(["a", "b", "c"], 0, -1)).toEqual(["a", "b", "c"]);
  });
});
