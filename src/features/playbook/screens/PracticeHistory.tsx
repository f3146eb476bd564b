import { useInfiniteQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { ShowMore } from "../../../ui/ShowMore.tsx";
import type { PracticeChange, playbookContract } from "../contract.ts";
import classes from "./Playbook.module.css";
import { changeInWords } from "./tell-change.ts";

const playbook = apiOf<typeof playbookContract>("playbook");

/** Every version, newest first, each as it read then. */
export function PracticeHistory({ practiceId, isAdopted }: { practiceId: string; isAdopted: boolean }) {
  const list = useInfiniteQuery(
    playbook.listPracticeChanges.infiniteOptions({
      input: (after: string | undefined) => ({ id: practiceId, limit: 20, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  if (!list.data) return list.error ? <Refusal problem={told(list.error)} /> : null;
  const rows = list.data.pages.flatMap((page) => page.rows);
  return (
    <Section title="How it came to be">
      <ol className={classes.list}>
        {rows.map((change, place) => (
          <li key={change.version} className={classes.change}>
            <p className={classes.appliedLine}>
              <span>{changeInWords(change, rows[place + 1], isAdopted)}</span>
              <span className={classes.quiet}>
                <InstantText at={change.changedAt} say="when" />
              </span>
            </p>
            {change.note && <p className={classes.text}>“{change.note}”</p>}
            {place > 0 && <Version change={change} />}
          </li>
        ))}
      </ol>
      <ShowMore list={list} />
    </Section>
  );
}

/** What it said then; what it says now stands at the head of the page. */
function Version({ change: { version, title, appliesWhen, how } }: { change: PracticeChange }) {
  return (
    <details className={classes.version}>
      <summary>
        What it said<span className="only-for-screen-readers">, version {version}</span>
      </summary>
      <p className={classes.name}>{title}</p>
      {appliesWhen && <p className={classes.text}>{appliesWhen}</p>}
      {how && <p className={classes.text}>{how}</p>}
    </details>
  );
}
