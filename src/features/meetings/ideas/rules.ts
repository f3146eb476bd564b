import type { MeetingIdea, MeetingPerson, MeetingShape } from "../live/contract.ts";
import { phaseOf } from "../running/rules.ts";

/** An idea is a thought for a practice, no essay. */
export const mostIdeaLength = 600;
export const mostIdeas = 2_000;

type Writer = { leads: boolean; isInvited: boolean; groupNumber: MeetingPerson["groupNumber"] };

/**
 * While rounds run, whoever is in an idea's group writes in it (in the last one, with all together, everybody); in the votes only
 * who leads puts a word right. An idea that was merged or removed is written in by nobody.
 */
export function mayWrite(
  meeting: Pick<MeetingShape, "state" | "round" | "rounds">,
  writer: Writer,
  idea: Pick<MeetingIdea, "groupNumber" | "mergedInto" | "removed">,
): boolean {
  if (idea.removed || idea.mergedInto !== null) return false;
  const phase = phaseOf(meeting);
  if (phase !== "round") return phase === "voting" && writer.leads;
  if (writer.leads) return true;
  if (!writer.isInvited) return false;
  const isTogether = meeting.round !== null && meeting.rounds[meeting.round]?.kind === "all";
  return isTogether || idea.groupNumber === null || idea.groupNumber === writer.groupNumber;
}

/** The ideas somebody's votes stand for: what was merged counts where it stands now. */
export function votedFor(
  ideas: readonly Pick<MeetingIdea, "id" | "mergedInto">[],
  votedIdeaIds: readonly string[],
): string[] {
  const into = new Map(ideas.map(({ id, mergedInto }) => [id, mergedInto ?? id]));
  return [...new Set(votedIdeaIds.map((id) => into.get(id) ?? id))];
}
