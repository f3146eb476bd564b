import { DayText } from "../../../ui/DateText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { todayOf } from "../../../ui/words.ts";
import classes from "./Today.module.css";
import { TodayList } from "./TodayList.tsx";
import type { TodayShape } from "./today-shape.ts";

type Props = { checkUps: TodayShape["checkUps"]; me: string | undefined };

/** Lost customers to call within the week. */
export function CheckUpsDue({ checkUps, me }: Props) {
  const today = todayOf(useReader());
  return (
    <TodayList
      title="Check-ups due"
      count={checkUps.count}
      all={{ label: "All check-ups", href: "/check-ups" }}
      none="No lost customer to call this week."
      isEmpty={checkUps.rows.length === 0}
    >
      {checkUps.rows.map((checkUp) => (
        <li key={checkUp.id} className={classes.row}>
          <div className={classes.what}>
            <UiLink className={classes.name} href={`/check-ups/${checkUp.id}`} data-row-focus="">
              {checkUp.accountName ?? checkUp.dealName}
            </UiLink>
            {checkUp.ownerName && checkUp.ownerId !== me && <span className={classes.about}>{checkUp.ownerName}</span>}
          </div>
          <span className={classes.due} data-late={checkUp.dueOn < today || undefined}>
            <DayText on={checkUp.dueOn} say="when" />
          </span>
        </li>
      ))}
    </TodayList>
  );
}
