import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { InstantText } from "../../../ui/DateText.tsx";
import { Intervals } from "../../../ui/Interval.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { countWords, type Reader } from "../../../ui/words.ts";
import type { playbookContract } from "../contract.ts";
import type { PracticeOutcomes as Outcomes } from "../outcomes/contract.ts";
import classes from "./Playbook.module.css";
import { findingOf } from "./tell-outcomes.ts";

const playbook = apiOf<typeof playbookContract>("playbook");

/** How the deals ended on which the practice applied, with it and without, and why that is no proof. */
export function PracticeOutcomes({ practiceId }: { practiceId: string }) {
  const reader = useReader();
  const asked = useQuery(playbook.showOutcomes.queryOptions({ input: { id: practiceId } }));
  if (!asked.data) {
    return (
      <Section title="With it and without">
        {asked.error ? <Refusal problem={told(asked.error)} /> : <Skeletons shape="text" count={3} />}
      </Section>
    );
  }
  const { since, isShown, withIt, without, leftOut } = asked.data;
  if (!isShown) {
    return (
      <Section title="With it and without">
        <p className={classes.quiet}>
          No red flag showed where this applies while it was adopted, so there are no deals to hold side by side.
        </p>
      </Section>
    );
  }
  return (
    <Section
      title="With it and without"
      lead={
        <>
          Closed deals of the whole team on which it applied
          {since && (
            <>
              {" "}
              since <InstantText at={since} />
            </>
          )}
          : its flag was up while it was adopted.
        </>
      }
    >
      {withIt.deals + without.deals === 0 ? (
        <p className={classes.quiet}>No deal on which it applied has closed yet.</p>
      ) : (
        <>
          <Compared outcomes={asked.data} reader={reader} />
          <p className={classes.care}>
            <strong>Read it with care.</strong> Nobody drew lots. Whoever applied it chose the deal, perhaps one they
            believed in, and a deal that closes soon after its flag comes up leaves no time for it. This says how these
            deals ended, not that the practice did it.
          </p>
        </>
      )}
      {leftOut > 0 && (
        <p className={classes.quiet}>
          {countWords(leftOut, "deal is", "deals are", reader)} left out: closed in bulk, so nobody knows when they were
          decided.
        </p>
      )}
    </Section>
  );
}

function Compared({ outcomes, reader }: { outcomes: Outcomes; reader: Reader }) {
  const { withIt, without, difference } = outcomes;
  return (
    <Intervals
      title={findingOf(outcomes)}
      rowsAre="Win rate"
      unit="points"
      sides={["won less often", "won more often"]}
      rows={[
        {
          id: "difference",
          label: "With it, less without",
          count: countWords(withIt.deals + without.deals, "deal", "deals", reader),
          detail: `Won ${withIt.won} of ${withIt.deals} with it done before the close, ${without.won} of ${without.deals} without`,
          estimate:
            difference.kind === "too-few"
              ? difference
              : {
                  kind: "known",
                  value: difference.estimate * 100,
                  low: difference.low * 100,
                  high: difference.high * 100,
                },
        },
      ]}
    />
  );
}
