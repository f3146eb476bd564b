import {
  ArrowRightIcon,
  CalendarCheckIcon,
  MailIcon,
  PencilIcon,
  PhoneIcon,
  StickyNoteIcon,
  UsersIcon,
} from "@lucide/icons";
import { Fragment, useId } from "react";
import { Icon } from "./Icon.tsx";
import { useReader } from "./ReaderContext.tsx";
import { StatusMark } from "./StatusMark.tsx";
import classes from "./Timeline.module.css";
import { dayOf, daysBetween, dayWords, longDayWords } from "./words.ts";

export type TimelineEvent = {
  id: string;
  /** ISO instant. */
  at: string;
  kind: "stage" | "call" | "email" | "meeting" | "note" | "change" | "task" | "won" | "lost";
  /** "Moved to Proposal", "Call with Ada Park, not answered" */
  title: string;
  detail?: string | undefined;
  /** Who did it. */
  who?: string | undefined;
};

type Props = {
  /** Oldest first. */
  events: TimelineEvent[];
  /** Names the timeline for a screen reader; when the turning point can be chosen, this is the question asked. */
  label: string;
  /** The event where the almost-yes became a no. */
  turningPointId?: string | null | undefined;
  /** With it, each event can be chosen as the turning point: arrow keys walk, the choice is made as they go. */
  onTurningPoint?: ((id: string) => void) | undefined;
  /** From how many days without an event the silence itself is shown. */
  quietAfterDays?: number | undefined;
};

const ICONS = {
  call: PhoneIcon,
  email: MailIcon,
  meeting: UsersIcon,
  note: StickyNoteIcon,
  change: PencilIcon,
  task: CalendarCheckIcon,
  stage: ArrowRightIcon,
};

function Shape({ kind }: { kind: TimelineEvent["kind"] }) {
  if (kind === "won" || kind === "lost") return <StatusMark status={kind} bare />;
  return <Icon of={ICONS[kind]} size={16} strokeWidth={1.7} />;
}

/**
 * What happened on a deal, oldest first, with the silences in between. The turning point is a notch in the line: solid
 * before, broken after. Choosing it is a group of radio buttons, so keyboard and screen reader need nothing special.
 */
export function Timeline({ events, label, turningPointId, onTurningPoint, quietAfterDays = 7 }: Props) {
  const reader = useReader();
  const group = useId();
  const thisYear = dayOf(reader.now, reader.timeZone).slice(0, 4);
  const tellsYears = events.some(({ at }) => dayOf(at, reader.timeZone).slice(0, 4) !== thisYear);
  const turnedAt = events.findIndex((event) => event.id === turningPointId);

  const items = events.map((event, index) => {
    const day = dayOf(event.at, reader.timeZone);
    const before = events[index - 1];
    const previousDay = before && dayOf(before.at, reader.timeZone);
    const silence = previousDay ? daysBetween(previousDay, day) : 0;
    const isTurn = index === turnedAt;
    const past = turnedAt >= 0 && index > turnedAt;
    const body = (
      <>
        <span className={classes.day}>
          {day !== previousDay && (
            <time dateTime={day} title={longDayWords(day, reader)}>
              {dayWords(day, reader)}
            </time>
          )}
        </span>
        <span className={classes.rail}>
          {isTurn && (
            <svg className={classes.notch} viewBox="0 0 24 40" width="24" height="40" aria-hidden="true">
              <path d="M12 0V8L22 20L12 32V40" />
            </svg>
          )}
          {!isTurn && (
            <span className={classes.shape}>
              <Shape kind={event.kind} />
            </span>
          )}
        </span>
        <span className={classes.words}>
          <span className={classes.title}>{event.title}</span>
          {event.who && <span className={classes.who}>{event.who}</span>}
          {isTurn && <span className={classes.turn}>Turning point</span>}
          {/* "Missed call" below "Missed call from Ada Park" says nothing more. */}
          {event.detail && !event.title.startsWith(event.detail) && (
            <span className={classes.detail}>{event.detail}</span>
          )}
        </span>
      </>
    );
    const props = {
      className: classes.event,
      "data-kind": event.kind,
      "data-turn": isTurn || undefined,
      "data-past": past || undefined,
      "data-first": index === 0 || undefined,
      "data-last": index === events.length - 1 || undefined,
    };
    return (
      <Fragment key={event.id}>
        {silence >= quietAfterDays && (
          <li className={classes.silence} data-past={past || undefined}>
            <span>{silence} quiet days</span>
          </li>
        )}
        <li>
          {onTurningPoint ? (
            <label {...props}>
              {body}
              <input
                className={classes.radio}
                type="radio"
                name={group}
                checked={isTurn}
                onChange={() => onTurningPoint(event.id)}
              />
            </label>
          ) : (
            <div {...props}>{body}</div>
          )}
        </li>
      </Fragment>
    );
  });

  if (events.length === 0) return <p className={classes.none}>Nothing has been noted on this deal yet.</p>;
  if (!onTurningPoint) {
    return (
      <ol className={classes.timeline} data-years={tellsYears || undefined} aria-label={label}>
        {items}
      </ol>
    );
  }
  return (
    <fieldset className={classes.choice}>
      <legend className="only-for-screen-readers">{label}</legend>
      <ol className={classes.timeline} data-years={tellsYears || undefined}>
        {items}
      </ol>
    </fieldset>
  );
}
