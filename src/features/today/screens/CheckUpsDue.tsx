import { DayText } from "../../../ui/DateText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { RowFigure, ShortList, ShortListRow } from "../../../ui/ShortList.tsx";
import { todayOf } from "../../../ui/words.ts";
import type { TodayShape } from "./today-shape.ts";

type Props = { checkUps: TodayShape["checkUps"]; me: string | undefined };

/** Lost customers to call within the week. */
export function CheckUpsDue({ checkUps, me }: Props) {
  const today = todayOf(useReader());
  return (
    <ShortList
      title="Check-ups due"
      count={checkUps.count}
      all={{ label: "All check-ups", href: "/check-ups" }}
      none="No lost customer to call this week."
      isEmpty={checkUps.rows.length === 0}
    >
      {checkUps.rows.map((checkUp) => (
        <ShortListRow
          key={checkUp.id}
          href={`/check-ups/${checkUp.id}`}
          name={checkUp.accountName ?? checkUp.dealName}
          about={checkUp.ownerId !== me && checkUp.ownerName}
        >
          <RowFigure late={checkUp.dueOn < today}>
            <DayText on={checkUp.dueOn} say="when" />
          </RowFigure>
        </ShortListRow>
      ))}
    </ShortList>
  );
}
