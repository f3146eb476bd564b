import { Button } from "@mantine/core";
import { useState } from "react";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Timeline, type TimelineEvent } from "../../../ui/Timeline.tsx";
import { countWords } from "../../../ui/words.ts";
import type { DealPage } from "../contract.ts";
import { eventKind } from "../timeline/rules.ts";
import { ActivityList } from "./ActivityList.tsx";
import classes from "./DealTimeline.module.css";

const shownAtFirst = 15;

/** What happened, oldest first: at first the newest of it. The activities can be read in full beside it. */
export function DealTimeline({ deal }: { deal: DealPage }) {
  const reader = useReader();
  const [all, setAll] = useState(false);
  const [inFull, setInFull] = useState(false);
  const events = deal.timeline.map(
    (entry, place): TimelineEvent => ({
      // Counted from the oldest, so that a new entry leaves the others who they are.
      id: String(deal.timeline.length - place),
      at: entry.at,
      kind: eventKind(entry),
      title: entry.title,
      detail: entry.detail || undefined,
    }),
  );
  const shown = all ? events : events.slice(0, shownAtFirst);
  const earlier = events.length - shown.length;
  const isTalk = ({ kind }: TimelineEvent) =>
    kind === "call" || kind === "email" || kind === "meeting" || kind === "note";
  const hasMore = deal.timelineCut || events.some(isTalk);
  return (
    <Section
      title="What happened"
      actions={
        hasMore && (
          <Button variant="subtle" size="compact-sm" onClick={() => setInFull(!inFull)}>
            {inFull ? "Show the timeline" : "Read calls and notes in full"}
          </Button>
        )
      }
    >
      {inFull ? (
        <ActivityList dealId={deal.id} />
      ) : (
        <div className={classes.timeline}>
          {earlier > 0 && (
            <Button className={classes.earlier} variant="default" size="compact-sm" onClick={() => setAll(true)}>
              Show {countWords(earlier, "earlier entry", "earlier entries", reader)}
            </Button>
          )}
          {all && deal.timelineCut && (
            <p className={classes.cut}>
              These are the newest {events.length}. All calls and notes are in the full list.
            </p>
          )}
          <Timeline events={shown.toReversed()} label={`What happened on ${deal.name}, oldest first`} />
        </div>
      )}
    </Section>
  );
}
