import { describe, expect, test } from "vitest";
import type { MeetingIdea, MeetingView } from "../live/contract.ts";
import type { DeskIdea } from "./idea-desk.ts";
import { ideasByGroup, ideasForMe, standingIdeas, votesCast } from "./ideas-in-view.ts";
import { meetingView } from "./meeting-view.fixture.ts";

const idea = (id: string, groupNumber: number | null, more: Partial<MeetingIdea> = {}): MeetingIdea => ({
  ...{ id, groupNumber, words: `${id}’s words`, topicId: null, mergedInto: null, removed: false, practiceId: null },
  ...{ votes: 0, begunAt: "2026-11-23T09:00:00Z", ...more },
});
const inRound = (round: number | null, more: Partial<MeetingView> = {}) => {
  const view = meetingView();
  return { ...view, ...more, meeting: { ...view.meeting, state: "running" as const, round } };
};
const idsOf = (ideas: readonly { id: string }[]) => ideas.map(({ id }) => id);

const ideas = [
  idea("mine", 1),
  idea("neighbour", 1),
  idea("other", 2),
  idea("merged", 2, { mergedInto: "other" }),
  idea("gone", 1, { removed: true }),
  idea("empty", 2, { words: "" }),
];
const me = { ...meetingView().me, ideaIds: ["mine"] };

describe("which ideas a screen shows", () => {
  test("alone my own, then those of my group, in the end everybody's; merged and removed ones stand nowhere", () => {
    const seen = (round: number | null) => {
      const view = inRound(round, { ideas, me });
      return idsOf(ideasForMe(view, standingIdeas(view, [])));
    };
    expect(seen(0)).toEqual(["mine"]);
    expect(seen(1)).toEqual(["mine", "neighbour"]);
    expect(seen(3)).toEqual(["mine", "neighbour", "other"]);
    expect(seen(null)).toEqual(["mine", "neighbour", "other"]);
  });

  test("what I type is shown as I typed it, and stands in my group before the server knows of it", () => {
    const desk: DeskIdea[] = [
      { id: "mine", topicId: null, words: "ahead of the server", kept: { kind: "saving" }, isBegun: false },
      { id: "fresh", topicId: null, words: "not sent yet", kept: { kind: "waiting" }, isBegun: true },
    ];
    const shown = standingIdeas(inRound(1, { ideas, me }), desk);
    expect(shown.find(({ id }) => id === "mine")).toMatchObject({ words: "ahead of the server", isMine: true });
    expect(shown.at(-1)).toMatchObject({ id: "fresh", groupNumber: 1, isMine: true, kept: { kind: "waiting" } });
  });

  test("for everybody's eyes they stand by group, with what was merged into them, without empty ones", () => {
    const groups = ideasByGroup(standingIdeas(inRound(3, { ideas: [...ideas, idea("all", null)], me }), []));
    expect(groups.map(({ group, ideas: those }) => [group, idsOf(those)])).toEqual([
      [1, ["mine", "neighbour"]],
      [2, ["other"]],
      [null, ["all"]],
    ]);
    expect(groups[1]?.ideas[0]?.merged.map(({ id }) => id)).toEqual(["merged"]);
  });

  test("votes are counted against those who are there", () => {
    const view = inRound(null, { ideas: [idea("mine", 1, { votes: 2 }), idea("other", 2, { votes: 3 })] });
    expect(votesCast(view, standingIdeas(view, []))).toEqual({ cast: 5, outOf: 9 });
  });
});
