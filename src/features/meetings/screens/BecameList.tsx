import { DayText } from "../../../ui/DateText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, numberWords, type Reader } from "../../../ui/words.ts";
import type { Became } from "../record/contract.ts";
import { dealWords, listWords } from "./meeting-words.ts";
import classes from "./Record.module.css";

/** What became of a meeting's practices: how many deals they were ticked for, what was done, and how those deals stand. */
export function BecameList({ became, printsMine = false }: { became: Became; printsMine?: boolean }) {
  const reader = useReader();
  const { practices, mine } = became;
  if (practices.length === 0) return <p className={classes.quiet}>No practice was adopted in it.</p>;
  return (
    <div className={classes.became}>
      <ul className={classes.practices}>
        {practices.map((practice) => (
          <li key={practice.id} className={classes.practice}>
            <UiLink className={classes.practiceTitle} href={`/team/playbook/${practice.id}`}>
              {practice.title}
            </UiLink>
            <span className={classes.quiet}>
              {stateNote[practice.state]}
              {doneWords(practice, reader)}
            </span>
          </li>
        ))}
      </ul>
      {mine.length > 0 && (
        <div className={printsMine ? undefined : "not-in-print"}>
          <h3 className={classes.small}>
            {countWords(mine.length, "of your ticks still waits", "of your ticks still wait", reader)}
          </h3>
          <ul className={classes.mine}>
            {mine.map(({ dealId, dealName, practiceTitle, dueOn }) => (
              <li key={`${dealId} ${practiceTitle}`}>
                <UiLink href={`/deals/${dealId}`}>{dealName}</UiLink>
                <span className={classes.quiet}>
                  {practiceTitle}, due <DayText on={dueOn} say="when" />
                </span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

const stateNote = { draft: "", "in-review": "", adopted: "", retired: "Retired since. " } as const;

/** "Ticked for 12 deals: 7 done, 4 wait, 1 dropped. 3 of them are won, 2 lost." */
function doneWords({ ticks, done, waiting, dropped, won, lost }: Became["practices"][number], reader: Reader): string {
  if (ticks === 0) return "Ticked for no deal.";
  const number = (count: number) => numberWords(count, reader);
  const parts = [
    done > 0 ? `${number(done)} done` : "",
    waiting > 0 ? `${number(waiting)} waiting` : "",
    dropped > 0 ? `${number(dropped)} dropped` : "",
  ].filter(Boolean);
  const closed = [won > 0 ? `${number(won)} won` : "", lost > 0 ? `${number(lost)} lost` : ""].filter(Boolean);
  const since = closed.length > 0 ? ` Since then: ${listWords(closed)}.` : "";
  return `Ticked for ${dealWords(ticks, reader)}: ${parts.join(", ")}.${since}`;
}
