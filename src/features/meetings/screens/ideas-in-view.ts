import type { MeetingIdea, MeetingView } from "../live/contract.ts";
import type { DeskIdea, Kept } from "./idea-desk.ts";

/** An idea that stands by itself, as a screen shows it. */
export type ShownIdea = {
  id: string;
  words: string;
  topicId: string | null;
  groupNumber: number | null;
  votes: number;
  practiceId: string | null;
  /** I began it. */
  isMine: boolean;
  /** It is open in my hands: what I typed may be ahead of the server. */
  kept: Kept | null;
  /** What was merged into it. */
  merged: readonly MeetingIdea[];
};

const isStanding = ({ removed, mergedInto }: MeetingIdea) => !removed && mergedInto === null;

/** Every idea that stands, the oldest first, each with what was merged into it; what I type is shown as I typed it. */
export function standingIdeas(view: MeetingView, desk: readonly DeskIdea[]): ShownIdea[] {
  const open = new Map(desk.map((idea) => [idea.id, idea]));
  const standing = view.ideas.filter(isStanding).map((idea): ShownIdea => {
    const mine = open.get(idea.id);
    return {
      ...{ id: idea.id, topicId: idea.topicId, groupNumber: idea.groupNumber, votes: idea.votes },
      ...{ practiceId: idea.practiceId, words: mine?.words ?? idea.words, kept: mine?.kept ?? null },
      isMine: mine?.isBegun === true || view.me.ideaIds.includes(idea.id),
      merged: view.ideas.filter(({ mergedInto, removed }) => mergedInto === idea.id && !removed),
    };
  });
  const told = new Set(view.ideas.map(({ id }) => id));
  const begun = desk
    .filter(({ id }) => !told.has(id))
    .map(
      ({ id, words, topicId, kept }): ShownIdea => ({
        ...{ id, words, topicId, kept, votes: 0, practiceId: null, isMine: true, merged: [] },
        groupNumber: groupOf(view),
      }),
    );
  return [...standing, ...begun];
}

export const groupOf = ({ people, me }: Pick<MeetingView, "people" | "me">): number | null =>
  people.find(({ id }) => id === me.id)?.groupNumber ?? null;

/** What I see of them in this round: alone my own, then those of my group, in the end all. */
export function ideasForMe(view: MeetingView, ideas: readonly ShownIdea[]): ShownIdea[] {
  const { round, rounds } = view.meeting;
  const kind = round === null ? "all" : rounds[round]?.kind;
  const group = groupOf(view);
  if (kind === "alone") return ideas.filter(({ isMine }) => isMine);
  if (kind === "all") return ideas.filter(({ words, isMine }) => words.trim() !== "" || isMine);
  return ideas.filter(({ isMine, groupNumber }) => isMine || groupNumber === null || groupNumber === group);
}

/** For everybody's eyes: those with words, by group; group null last. */
export function ideasByGroup(ideas: readonly ShownIdea[]): { group: number | null; ideas: ShownIdea[] }[] {
  const said = ideas.filter(({ words }) => words.trim() !== "");
  const groups = [...new Set(said.map(({ groupNumber }) => groupNumber))].sort(
    (one, other) => (one ?? Number.POSITIVE_INFINITY) - (other ?? Number.POSITIVE_INFINITY),
  );
  return groups.map((group) => ({ group, ideas: said.filter(({ groupNumber }) => groupNumber === group) }));
}

/** How many votes were cast, of how many there are. */
export function votesCast(view: MeetingView, ideas: readonly ShownIdea[]): { cast: number; outOf: number } {
  const there = view.people.filter(({ joined }) => joined).length;
  return { cast: ideas.reduce((all, { votes }) => all + votes, 0), outOf: there * view.meeting.votesEach };
}
