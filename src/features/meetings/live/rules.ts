import type { MeetingEvent, MeetingNews, MeetingView } from "./contract.ts";

/**
 * A meeting after the news. News that is known already changes nothing; null: something between is missing, so the meeting
 * is to be asked for whole.
 */
export function applyNews(
  view: MeetingView,
  news: Pick<MeetingNews, "after" | "upTo" | "now" | "events">,
): MeetingView | null {
  if (news.after > view.lastEvent) return null;
  const fresh = news.events.filter(({ number }) => number > view.lastEvent);
  const after = fresh.reduce(applyEvent, view);
  return { ...after, lastEvent: Math.max(view.lastEvent, news.upTo), now: news.now };
}

function applyEvent(view: MeetingView, event: MeetingEvent): MeetingView {
  switch (event.kind) {
    case "meeting":
      return {
        ...view,
        meeting: event.detail,
        me: {
          ...view.me,
          leads: event.detail.leadId === view.me.id,
          mayEnd: view.me.mayEnd && event.detail.leadId === null,
        },
      };
    case "people": {
      const { people, gone } = event.detail;
      const left = withChanged(view.people, people).filter(({ id }) => !gone.includes(id));
      return {
        ...view,
        people: left.sort((one, other) => (one.name < other.name ? -1 : 1)),
        me: { ...view.me, invited: left.some(({ id }) => id === view.me.id) },
      };
    }
    case "topics":
      return { ...view, topics: event.detail.topics };
    case "ideas": {
      const known = new Map(view.ideas.map((idea) => [idea.id, idea]));
      const changed = event.detail.ideas.map(({ update: _, ...idea }) => ({
        ...idea,
        votes: known.get(idea.id)?.votes ?? 0,
      }));
      return { ...view, ideas: withChanged(view.ideas, changed) };
    }
    case "votes": {
      const votes = new Map(event.detail.votes.map((each) => [each.ideaId, each.votes]));
      return { ...view, ideas: view.ideas.map((idea) => ({ ...idea, votes: votes.get(idea.id) ?? idea.votes })) };
    }
    case "practices":
      return { ...view, practices: event.detail.practices };
  }
}

/** Those that changed in their places, new ones at the end. */
function withChanged<Row extends { id: string }>(rows: readonly Row[], changed: readonly Row[]): Row[] {
  const fresh = new Map(changed.map((row) => [row.id, row]));
  const kept = rows.map((row) => {
    const newer = fresh.get(row.id);
    fresh.delete(row.id);
    return newer ?? row;
  });
  return [...kept, ...fresh.values()];
}
