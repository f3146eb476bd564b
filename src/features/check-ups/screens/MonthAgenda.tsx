import type { Day } from "../../../platform/dates.ts";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { longDayWords } from "../../../ui/words.ts";
import type { DayOfCalls } from "../month/contract.ts";
import classes from "./Month.module.css";

type Props = { days: readonly DayOfCalls[]; today: Day; onOpen: (day: Day) => void };

/** The same month on a phone: only days with calls, one below the other. */
export function MonthAgenda({ days, today, onOpen }: Props) {
  const reader = useReader();
  return (
    <div className={classes.agenda}>
      {days.length === 0 && <p className={classes.said}>No call stands in this month.</p>}
      {days.map(({ day, count, rows }) => (
        <section key={day} className={classes.agendaDay}>
          <h3 data-late={day < today || undefined}>{longDayWords(day, reader)}</h3>
          <ul>
            {rows.map(({ id, accountName, dealName, amount }) => (
              <li key={id}>
                <UiLink href={`/check-ups/${id}`}>{accountName ?? dealName}</UiLink>
                {amount && <MoneyText minorUnits={amount.amountCents} currency={amount.currency} short />}
              </li>
            ))}
          </ul>
          <button type="button" className={classes.more} onClick={() => onOpen(day)}>
            {count > rows.length ? `All ${count} calls` : "Move or tell how it went"}
            <span className="only-for-screen-readers">, {longDayWords(day, reader)}</span>
          </button>
        </section>
      ))}
    </div>
  );
}
