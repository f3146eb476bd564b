import { Button } from "@mantine/core";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { dayOf } from "../../../ui/words.ts";
import type { MeetingRow } from "../plan/contract.ts";
import { EndUnled } from "./EndUnled.tsx";
import classes from "./Meetings.module.css";
import { peopleWords, stateNames, whenPlanned } from "./meeting-words.ts";

/** A meeting that is to come or under way, and the way in. */
export function ComingCard({ meeting }: { meeting: MeetingRow }) {
  const reader = useReader();
  const { id, title, plannedFor, state, people, leadName, isMine, mayEdit, mayEnd } = meeting;
  const isOn = state === "running" || state === "worksheet";
  const day = dayOf(plannedFor, reader.timeZone);
  const part = (format: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en", { timeZone: "UTC", ...format }).format(new Date(`${day}T00:00:00Z`));
  return (
    <article className={classes.card} data-on={isOn || undefined}>
      <p className={classes.date} aria-hidden="true">
        <span>{part({ month: "short" })}</span>
        <strong>{part({ day: "numeric" })}</strong>
      </p>
      <div className={classes.cardWords}>
        <h3 className={classes.cardTitle}>
          <UiLink className={classes.cardLink} href={`/team/meetings/${id}`}>
            {title}
          </UiLink>
        </h3>
        <p className={classes.about}>
          {isOn ? <strong className={classes.now}>{stateNames[state]}</strong> : whenPlanned(plannedFor, reader)}
          {` · ${peopleWords(people, reader)}`}
          {leadName && ` · led by ${leadName}`}
        </p>
        {mayEnd && <EndUnled meeting={meeting} />}
      </div>
      {(isMine || mayEdit) && (
        <Button component={UiLink} href={`/team/meetings/${id}`} variant={isOn ? "filled" : "default"} tabIndex={-1}>
          {isOn ? "Join" : "Open"}
          <span className="only-for-screen-readers">: {title}</span>
        </Button>
      )}
    </article>
  );
}
