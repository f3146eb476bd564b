import { useQuery } from "@tanstack/react-query";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { dayOf, dayWords } from "../../../ui/words.ts";
import type { MeetingView } from "../live/contract.ts";
import { meetings } from "./ask-meetings.ts";
import { BecameList } from "./BecameList.tsx";
import classes from "./Record.module.css";

/** A meeting opens with what became of the one before. */
export function LastMeeting({ before }: { before: NonNullable<MeetingView["before"]> }) {
  const reader = useReader();
  const became = useQuery(meetings.showBecame.queryOptions({ input: { id: before.id } }));
  if (!became.data) return null;
  return (
    <Section title="What became of the last one">
      <p className={classes.quiet}>
        <UiLink href={`/team/meetings/${before.id}/record`}>{before.title}</UiLink>,{" "}
        {dayWords(dayOf(before.plannedFor, reader.timeZone), reader)}
      </p>
      <BecameList became={became.data} />
    </Section>
  );
}
