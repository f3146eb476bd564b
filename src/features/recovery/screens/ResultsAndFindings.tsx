import { FormStrip } from "../../../ui/FormStrip.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords, dayOf, dayWords, instantWords } from "../../../ui/words.ts";
import { AfterLoss } from "./AfterLoss.tsx";
import classes from "./Comeback.module.css";
import { LongestRun } from "./LongestRun.tsx";
import { NextConversation } from "./NextConversation.tsx";
import type { RecordShape } from "./record-shape.ts";
import { formWords, leftOutWords, type Whose } from "./record-words.ts";
import { WinsWithin } from "./WinsWithin.tsx";

/** The strip, large, and four things it says. */
export function ResultsAndFindings({ record, whose }: { record: RecordShape; whose: Whose }) {
  const reader = useReader();
  const dayAt = (instant: string) => dayOf(instant, reader.timeZone);
  const [first, last] = [record.form[0], record.form.at(-1)];
  return (
    <>
      <section className={classes.form}>
        <h2 className={classes.formTitle}>{formWords(record, whose, reader)}</h2>
        <FormStrip
          size="lg"
          label={whose === "me" ? "Your last results" : "The team's last results"}
          results={record.form.map(({ dealId, name, outcome, closedAt }, place) => ({
            // A deal won back stands here twice.
            id: `${place} ${dealId}`,
            name,
            result: outcome,
            closedOn: dayAt(closedAt),
            href: `/deals/${dealId}`,
          }))}
        />
        {first && last && (
          <p className={classes.formEnds}>
            {dayWords(dayAt(first.closedAt), reader)} to {dayWords(dayAt(last.closedAt), reader)}, oldest first. ● won,
            ○ lost; the deal after a loss is raised.
          </p>
        )}
      </section>
      <div className={classes.findings}>
        <AfterLoss figure={record.afterLoss} />
        <LongestRun figure={record.longestLosingRun} whose={whose} />
        <WinsWithin figures={record.winsWithin} />
        <NextConversation figure={record.nextConversation} />
      </div>
      <footer className={classes.footnotes}>
        {whose === "team" && (
          <p>
            Sums of {countWords(record.people, "person", "people", reader)}, each held against their own other deals;
            nobody is shown alone. Added up {instantWords(record.madeAt, reader)}.
          </p>
        )}
        {leftOutWords(record.leftOut, reader).map((words) => (
          <p key={words}>{words}</p>
        ))}
        <p>
          What follows a loss need not come from it: people also rest, change their customers, or have a better quarter.
        </p>
      </footer>
    </>
  );
}
