import { addDays, startOfDay } from "../../../platform/dates.ts";
import { dayOf } from "../../../ui/words.ts";
import type { MeetingRound, MeetingTopic, MeetingView } from "../live/contract.ts";
import type { MeetingPlan, MeetingProposal, ProposedTopic } from "../plan/contract.ts";

/** A plan as its form holds it; what is still open is null. */
export type PlanDraft = {
  title: string;
  periodFrom: string | null;
  periodTo: string | null;
  day: string | null;
  time: string;
  leadId: string;
  memberIds: readonly string[];
  topics: readonly MeetingTopic[];
  rounds: readonly MeetingRound[];
  votesEach: number;
};

/** A meeting is about few things: so many of those proposed are on the agenda at first. */
const proposedAtFirst = 5;
const minuteMs = 60_000;
const dayMinutes = 24 * 60;

/** Clocks are changed in the small hours, so a time of day is counted back from the end of its day. */
export function instantOf(day: string | null, time: string, timeZone: string): string | null {
  const [hours, minutes] = time.split(":").map(Number);
  if (!day || hours === undefined || minutes === undefined || Number.isNaN(hours + minutes)) return null;
  const left = dayMinutes - hours * 60 - minutes;
  return new Date(startOfDay(addDays(day, 1), timeZone) - left * minuteMs).toISOString();
}

export function timeOf(instant: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" });
  return parts.format(new Date(instant));
}

/** A new plan, as the period's losses and the last meeting propose it: on the next full hour of tomorrow's like. */
export function newDraft(proposal: MeetingProposal, me: string, today: string, freshId: () => string): PlanDraft {
  const mine = proposal.people.filter((person) => person.mine);
  const invited = mine.length > 1 ? mine : proposal.people;
  return {
    ...{ title: proposal.title, periodFrom: proposal.periodFrom, periodTo: proposal.periodTo },
    ...{ day: addDays(today, 1), time: "09:00", leadId: me },
    memberIds: invited.map(({ id }) => id),
    topics: proposal.topics.slice(0, proposedAtFirst).map((topic) => takeUp(topic, freshId())),
    ...{ rounds: proposal.rounds, votesEach: proposal.votesEach },
  };
}

export function draftOf({ meeting, people, topics }: MeetingView, timeZone: string): PlanDraft {
  const { title, periodFrom, periodTo, plannedFor, leadId, rounds, votesEach } = meeting;
  return {
    ...{ title, periodFrom, periodTo, rounds, votesEach, topics },
    ...{ day: dayOf(plannedFor, timeZone), time: timeOf(plannedFor, timeZone), leadId: leadId ?? "" },
    memberIds: people.map(({ id }) => id),
  };
}

/** What is sent; null while anything of it is still open. */
export function planOf(draft: PlanDraft, timeZone: string): MeetingPlan | null {
  const plannedFor = instantOf(draft.day, draft.time, timeZone);
  const { title, periodFrom, periodTo, leadId, memberIds, topics, rounds, votesEach } = draft;
  if (!plannedFor || !periodFrom || !periodTo || leadId === "") return null;
  const said = topics.flatMap(({ words, ...topic }) => (words.trim() ? { ...topic, words: words.trim() } : []));
  return {
    ...{ title: title.trim(), periodFrom, periodTo, plannedFor, leadId, votesEach },
    ...{ memberIds: [...memberIds], topics: said, rounds: [...rounds] },
  };
}

export function takeUp({ because: _, ...topic }: ProposedTopic, id: string): MeetingTopic {
  return { ...topic, id };
}

/** Proposals that are not on the agenda yet, whatever words they were given there; what several say in one sentence, once. */
export function stillProposed(proposed: readonly ProposedTopic[], agenda: readonly MeetingTopic[]): ProposedTopic[] {
  const keyOf = ({ kind, dealId, sourceId, reasonId, words }: Omit<MeetingTopic, "id">) =>
    dealId || sourceId || reasonId ? [kind, dealId, sourceId, reasonId].join(" ") : `${kind} ${words}`;
  const taken = new Set(agenda.map(keyOf));
  const said = new Set(agenda.map(({ words }) => words.toLowerCase()));
  return proposed.filter((topic) => {
    const words = topic.words.toLowerCase();
    if (taken.has(keyOf(topic)) || said.has(words)) return false;
    said.add(words);
    return true;
  });
}

/** One place up or down; at the edge it stays. */
export function moved<Row>(rows: readonly Row[], at: number, by: 1 | -1): Row[] {
  const to = at + by;
  const [row, other] = [rows[at], rows[to]];
  if (row === undefined || other === undefined) return [...rows];
  return rows.map((each, place) => (place === at ? other : place === to ? row : each));
}
