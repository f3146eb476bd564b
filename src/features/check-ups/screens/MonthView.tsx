import { ChevronLeftIcon, ChevronRightIcon } from "@lucide/icons";
import { ActionIcon, Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import type { Day } from "../../../platform/dates.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, todayOf } from "../../../ui/words.ts";
import type { CheckUpShape, checkUpsContract } from "../contract.ts";
import { DayDialog } from "./DayDialog.tsx";
import classes from "./Month.module.css";
import { MonthAgenda } from "./MonthAgenda.tsx";
import { MonthGrid } from "./MonthGrid.tsx";
import { monthBefore, weekShapeOf, weeksOf } from "./month-grid.ts";
import { useMoveCall } from "./use-move-call.ts";

const checkUps = apiOf<typeof checkUpsContract>("checkUps");
const each = 3;

type Props = {
  month: string;
  me: string | undefined;
  mayCall: boolean;
  onMonth: (month: string) => void;
  onFinish: (checkUp: CheckUpShape) => void;
  onMove: (checkUp: CheckUpShape) => void;
};

const hrefOf = (month: string) => `/check-ups?view=month&month=${month}`;

/** A month of calls: a calendar where there is room, an agenda on a phone. */
export function MonthView({ month, me, mayCall, onMonth, onFinish, onMove }: Props) {
  const reader = useReader();
  const today = todayOf(reader);
  const week = weekShapeOf(reader.locale);
  const weeks = weeksOf(month, week);
  const shown = { from: weeks[0]?.[0] ?? `${month}-01`, to: weeks.at(-1)?.[6] ?? `${month}-28`, each };
  const calendar = useQuery(checkUps.showCalendar.queryOptions({ input: shown, placeholderData: (before) => before }));
  const move = useMoveCall(shown);
  const [opened, setOpened] = useState<Day | null>(null);
  const days = calendar.data?.days ?? [];
  const inMonth = days.filter(({ day }) => day.startsWith(month)).reduce((sum, { count }) => sum + count, 0);
  const name = monthWords(month, reader.locale);
  return (
    <section className={classes.month} aria-label={name}>
      <div className={classes.head}>
        <h2 className={classes.name}>{name}</h2>
        <span className={classes.count} aria-live="polite">
          {calendar.isPending ? "" : inMonth === 0 ? "No calls" : countWords(inMonth, "call", "calls", reader)}
        </span>
        <nav className={classes.turn} aria-label="Month">
          <ActionIcon
            component={UiLink}
            href={hrefOf(monthBefore(month, -1))}
            variant="default"
            aria-label="Month before"
          >
            <Icon of={ChevronLeftIcon} size={16} />
          </ActionIcon>
          <Button component={UiLink} href={hrefOf(today.slice(0, 7))} variant="default" size="compact-sm">
            This month
          </Button>
          <ActionIcon
            component={UiLink}
            href={hrefOf(monthBefore(month, 1))}
            variant="default"
            aria-label="Month after"
          >
            <Icon of={ChevronRightIcon} size={16} />
          </ActionIcon>
        </nav>
      </div>
      {calendar.error && !calendar.data ? (
        <ErrorState
          happened={told(calendar.error).title}
          toDo={told(calendar.error).detail}
          onRetry={() => void calendar.refetch()}
        />
      ) : (
        <>
          <MonthGrid
            {...{ month, weeks, week, days, today, mayCall, onMonth }}
            onOpen={setOpened}
            onMoveTo={(call, day) => void move(call, day)}
          />
          <MonthAgenda days={days.filter(({ day }) => day.startsWith(month))} today={today} onOpen={setOpened} />
        </>
      )}
      <DayDialog day={opened} {...{ me, mayCall, onFinish, onMove }} onClose={() => setOpened(null)} />
    </section>
  );
}

function monthWords(month: string, locale: string): string {
  const words = new Intl.DateTimeFormat(locale.startsWith("en") ? locale : "en-GB", {
    timeZone: "UTC",
    month: "long",
    year: "numeric",
  });
  return words.format(new Date(`${month}-01T00:00:00Z`));
}
