import { XIcon } from "@lucide/icons";
import { ActionIcon } from "@mantine/core";
import { DayText } from "../../../../ui/DateText.tsx";
import { Icon } from "../../../../ui/Icon.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { countWords, todayOf } from "../../../../ui/words.ts";
import type { Holiday } from "../contract.ts";
import { weekdayOf } from "../rules.ts";
import { weekdayNames } from "./name-weekdays.ts";
import classes from "./WorkingDays.module.css";

type Props = {
  holidays: readonly Holiday[];
  /** Absent: this person only reads. */
  onRemove?: ((holiday: Holiday) => void) | undefined;
  /** The day that is being removed. */
  removing?: string | undefined;
};

/** The days to come, year by year; those that have passed are folded away. */
export function HolidayList({ holidays, onRemove, removing }: Props) {
  const reader = useReader();
  const today = todayOf(reader);
  const coming = holidays.filter(({ heldOn }) => heldOn >= today);
  const passed = holidays.filter(({ heldOn }) => heldOn < today);
  const years = [...new Set(coming.map(({ heldOn }) => heldOn.slice(0, 4)))];
  const rows = (days: readonly Holiday[], label: string) => (
    <ul className={classes.days} aria-label={label}>
      {days.map((holiday) => (
        <li key={holiday.heldOn} className={classes.day}>
          <span className={classes.date}>
            {weekdayNames[weekdayOf(holiday.heldOn) - 1]?.slice(0, 3)} <DayText on={holiday.heldOn} />
          </span>
          <span className={classes.dayName}>{holiday.name}</span>
          {onRemove && (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Remove ${holiday.name}, ${holiday.heldOn}`}
              loading={removing === holiday.heldOn}
              onClick={() => onRemove(holiday)}
            >
              <Icon of={XIcon} size={16} />
            </ActionIcon>
          )}
        </li>
      ))}
    </ul>
  );
  return (
    <>
      {years.map((year) => (
        <div key={year} className={classes.year}>
          <h4 className={classes.yearName}>{year}</h4>
          {rows(
            coming.filter(({ heldOn }) => heldOn.startsWith(year)),
            `Holidays of ${year}`,
          )}
        </div>
      ))}
      {passed.length > 0 && (
        <details className={classes.passed}>
          <summary>{countWords(passed.length, "day that has passed", "days that have passed", reader)}</summary>
          {rows(passed.toReversed(), "Holidays that have passed")}
        </details>
      )}
    </>
  );
}
