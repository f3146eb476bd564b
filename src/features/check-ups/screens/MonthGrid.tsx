import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { Day } from "../../../platform/dates.ts";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, longDayWords } from "../../../ui/words.ts";
import type { CheckUpShape } from "../contract.ts";
import type { DayOfCalls } from "../month/contract.ts";
import classes from "./Month.module.css";
import { dayByKey, type WeekShape, weekdayOf } from "./month-grid.ts";

type Props = {
  month: string;
  weeks: Day[][];
  week: WeekShape;
  days: readonly DayOfCalls[];
  today: Day;
  mayCall: boolean;
  onMonth: (month: string) => void;
  onOpen: (day: Day) => void;
  onMoveTo: (call: CheckUpShape, day: Day) => void;
};

const nameOf = ({ accountName, dealName }: CheckUpShape) => accountName ?? dealName;

/**
 * The calendar. One day is in the tab's way, arrow keys lead from day to day and over the month's edge. M takes up a call of
 * the day one stands on (again: the next one), Enter puts it on another day; with a mouse it is dragged there.
 */
export function MonthGrid({ month, weeks, week, days, today, mayCall, onMonth, onOpen, onMoveTo }: Props) {
  const reader = useReader();
  const shownDays = weeks.flat();
  const [at, setAt] = useState<Day>(today.startsWith(month) ? today : `${month}-01`);
  const here = shownDays.includes(at) ? at : `${month}-01`;
  const [moving, setMoving] = useState<CheckUpShape | null>(null);
  const [said, setSaid] = useState("");
  const [over, setOver] = useState<Day | null>(null);
  const grid = useRef<HTMLTableElement>(null);
  const wantsFocus = useRef(false);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    grid.current?.querySelector<HTMLElement>(`[data-day="${here}"]`)?.focus();
  });

  const callsOn = (day: Day) => days.find((one) => one.day === day);
  const goTo = (day: Day) => {
    wantsFocus.current = true;
    setAt(day);
    if (!day.startsWith(month)) onMonth(day.slice(0, 7));
  };
  const drop = (call: CheckUpShape | null, day: Day) => {
    setOver(null);
    if (!call) return;
    if (day < today) {
      setSaid("A call can be moved to today or a day to come.");
      return;
    }
    setMoving(null);
    setSaid("");
    wantsFocus.current = true;
    setAt(day);
    onMoveTo(call, day);
  };
  const takeUp = () => {
    const rows = callsOn(here)?.rows ?? [];
    const next = rows[(rows.findIndex(({ id }) => id === moving?.id) + 1) % rows.length];
    if (!next) return;
    setMoving(next);
    setSaid(`Moving ${nameOf(next)}. Arrow keys choose the day, Enter sets it, Escape leaves it where it is.`);
  };
  useShortcut("m", takeUp, "Move a call of this day", { enabled: mayCall, group: "In the month" });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = dayByKey(event.key, here, week);
    if (next) {
      event.preventDefault();
      goTo(next);
    } else if (event.key === "Escape" && moving) {
      event.preventDefault();
      setMoving(null);
      setSaid(`${nameOf(moving)} stays where it was.`);
    } else if (event.key === "Enter" && event.target instanceof HTMLElement && event.target.dataset.day) {
      event.preventDefault();
      if (moving) drop(moving, here);
      else if (callsOn(here)) onOpen(here);
    }
  };

  return (
    <div className={classes.gridHolder}>
      <table
        className={classes.grid}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a calendar is a grid that keys walk through
        role="grid"
        ref={grid}
        onKeyDown={onKeyDown}
        data-moving={moving !== null || undefined}
      >
        <thead>
          <tr>
            {(weeks[0] ?? []).map((day) => (
              <th key={day} scope="col" abbr={weekdayName(day, "long", reader.locale)}>
                {weekdayName(day, "short", reader.locale)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((days7) => (
            <tr key={days7[0]}>
              {days7.map((day) => {
                const calls = callsOn(day);
                return (
                  <td
                    key={day}
                    // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a day of the grid
                    role="gridcell"
                    data-day={day}
                    data-today={day === today || undefined}
                    data-past={day < today || undefined}
                    data-off={week.weekend.includes(weekdayOf(day)) || undefined}
                    data-other={!day.startsWith(month) || undefined}
                    data-over={over === day || undefined}
                    tabIndex={day === here ? 0 : -1}
                    aria-label={`${longDayWords(day, reader)}, ${calls ? countWords(calls.count, "call", "calls", reader) : "no calls"}`}
                    aria-current={day === today ? "date" : undefined}
                    onFocus={() => setAt(day)}
                    onDragOver={(event) => {
                      if (!moving || day < today) return;
                      event.preventDefault();
                      setOver(day);
                    }}
                    onDragLeave={() => setOver((before) => (before === day ? null : before))}
                    onDrop={(event) => {
                      event.preventDefault();
                      drop(moving, day);
                    }}
                  >
                    <DayCell {...{ day, calls, today, mayCall, moving, onOpen }} onTake={setMoving} />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className={classes.said} aria-live="polite">
        {said || (mayCall ? "Drag a call to another day, or press M on a day." : "")}
      </p>
    </div>
  );
}

type CellProps = {
  day: Day;
  calls: DayOfCalls | undefined;
  today: Day;
  mayCall: boolean;
  moving: CheckUpShape | null;
  onOpen: (day: Day) => void;
  onTake: (call: CheckUpShape | null) => void;
};

function DayCell({ day, calls, today, mayCall, moving, onOpen, onTake }: CellProps) {
  const more = calls ? calls.count - calls.rows.length : 0;
  return (
    <>
      <span className={classes.number}>{Number(day.slice(8))}</span>
      {calls?.rows.map((call) => (
        <UiLink
          key={call.id}
          className={classes.call}
          href={`/check-ups/${call.id}`}
          tabIndex={-1}
          title={`${nameOf(call)}${call.accountName ? `: ${call.dealName}` : ""}`}
          data-late={day < today || undefined}
          data-moving={moving?.id === call.id || undefined}
          draggable={mayCall}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = "move";
            event.dataTransfer.setData("text/plain", nameOf(call));
            onTake(call);
          }}
          onDragEnd={() => onTake(null)}
        >
          {nameOf(call)}
        </UiLink>
      ))}
      {more > 0 && (
        <button type="button" className={classes.more} tabIndex={-1} onClick={() => onOpen(day)}>
          {more} more
        </button>
      )}
    </>
  );
}

function weekdayName(day: Day, length: "short" | "long", locale: string): string {
  const words = new Intl.DateTimeFormat(locale.startsWith("en") ? locale : "en-GB", {
    timeZone: "UTC",
    weekday: length,
  });
  return words.format(new Date(`${day}T00:00:00Z`));
}
