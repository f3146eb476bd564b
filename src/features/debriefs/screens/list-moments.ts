import type { TimelineEvent } from "../../../ui/Timeline.tsx";
import type { TimelineEntry } from "../../deals/timeline/contract.ts";
import { eventKind } from "../../deals/timeline/rules.ts";

export type Moment = TimelineEvent & { isTelling: boolean };

/** Where a yes can become a no: a talk, a stage, a date that moved. Mails and notes are shown when asked for. */
const telling: ReadonlySet<TimelineEntry["kind"]> = new Set([
  "stage",
  "call",
  "meeting",
  "expected-close",
  "reopened",
  "snoozed",
]);

/** How many telling moments are shown at first: the newest ones. */
const atFirst = 8;

/** A deal's timeline, oldest first. */
export function momentsOf(timeline: readonly TimelineEntry[]): Moment[] {
  return timeline
    .map((entry, place) => ({
      // Counted from the oldest, so that a new entry leaves the others who they are.
      id: String(timeline.length - place),
      at: entry.at,
      kind: eventKind(entry),
      title: entry.title,
      detail: entry.detail || undefined,
      isTelling: telling.has(entry.kind),
    }))
    .reverse();
}

/** The newest telling moments, and the chosen one wherever it stands. */
export function shownAtFirst(moments: readonly Moment[], chosenId: string | undefined): Moment[] {
  const newest = new Set(moments.filter(({ isTelling }) => isTelling).slice(-atFirst));
  return moments.filter((moment) => newest.has(moment) || moment.id === chosenId);
}
