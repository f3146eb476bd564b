import { useInfiniteQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { ShowMore } from "../../../ui/ShowMore.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { playbookContract } from "../contract.ts";
import classes from "./Playbook.module.css";

const playbook = apiOf<typeof playbookContract>("playbook");

/** Who applied it, and on which deals one sees; in the order of time, nobody before another. */
export function PracticeUses({ practiceId }: { practiceId: string }) {
  const list = useInfiniteQuery(
    playbook.listPracticeUses.infiniteOptions({
      input: (after: string | undefined) => ({
        ...{ practiceId, state: "done" as const, limit: 10 },
        ...(after ? { after } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  if (!list.data) return list.error ? <Refusal problem={told(list.error)} /> : null;
  const rows = list.data.pages.flatMap((page) => page.rows);
  return (
    <Section title="Who applied it">
      {rows.length === 0 ? (
        <p className={classes.quiet}>Nobody yet. Ask whoever does first how it went.</p>
      ) : (
        <ul className={classes.list}>
          {rows.map(({ id, memberName, deal, doneAt, note }) => (
            <li key={id} className={classes.applied}>
              <p className={classes.appliedLine}>
                <span>
                  {memberName ?? "Somebody who left"}
                  {deal && (
                    <>
                      {", "}
                      <UiLink href={`/deals/${deal.id}`}>{deal.name}</UiLink>
                    </>
                  )}
                </span>
                <span className={classes.quiet}>{doneAt && <InstantText at={doneAt} say="when" />}</span>
              </p>
              {note && <p className={classes.text}>{note}</p>}
            </li>
          ))}
        </ul>
      )}
      <ShowMore list={list} />
    </Section>
  );
}
