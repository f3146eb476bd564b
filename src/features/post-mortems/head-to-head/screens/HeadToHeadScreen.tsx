import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { PrintReport } from "../../../../platform/browser/PrintReport.tsx";
import { Together } from "../../../../platform/browser/Together.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { type IntervalRow, Intervals } from "../../../../ui/Interval.tsx";
import { Page } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import { Views } from "../../../../ui/Views.tsx";
import { countWords, numberWords, type Reader } from "../../../../ui/words.ts";
import { teamViews } from "../../../team/team-views/rules.ts";
import { SameReason } from "../../agreement/screens/SameReason.tsx";
import type { postMortemsContract } from "../../contract.ts";
import { CustomerQuotes } from "../../quotes/screens/CustomerQuotes.tsx";
import type { ComparedPriority, HeadToHead } from "../contract.ts";
import { headFinding } from "../rules.ts";
import { figuresOf, leadOf, titleOf } from "./finding-words.ts";
import classes from "./HeadToHead.module.css";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");

/** How customers of lost deals compare us with the winner, in figures and in their own words. */
export default function HeadToHeadScreen() {
  const reader = useReader();
  const { searchStr } = useLocation();
  const against = new URLSearchParams(searchStr).get("against")?.replace(/^"(.*)"$/s, "$1") || undefined;
  const asked = postMortems.showHeadToHead.queryOptions({ input: against ? { against } : {} });
  // Choosing a winner leaves what is there in its place until the answer has come.
  const shown = useQuery({ ...asked, placeholderData: (before) => before });
  const found = shown.data;
  return (
    <Together knownBy={postMortems.showHeadToHead.queryKey({ input: {} })} waiting={<Skeletons shape="page" />}>
      <Page
        title={found && found.answers > 0 ? titleOf(found, reader) : "Head-to-head"}
        lead={found && found.answers > 0 ? leadOf(found, reader) : undefined}
        actions={found && found.answers > 0 && <PrintReport />}
        views={<Views label="Team" views={teamViews} current="/team/head-to-head" />}
      >
        {shown.isPending && <Skeletons shape="page" />}
        {shown.error && !found && (
          <ErrorState
            happened={told(shown.error).title}
            toDo={told(shown.error).detail}
            onRetry={() => void shown.refetch()}
          />
        )}
        {found && found.answers === 0 && found.against === null && <NoAnswers />}
        {found && (found.answers > 0 || found.against !== null) && <Compared found={found} reader={reader} />}
        <CustomerQuotes />
        <SameReason />
      </Page>
    </Together>
  );
}

function Compared({ found, reader }: { found: HeadToHead; reader: Reader }) {
  const { priorities, against, ownPriorities } = found;
  const compared = priorities.filter((priority) => priority.compared.kind === "known").length;
  const isSure = headFinding(priorities) !== undefined;
  return (
    <div className={classes.compared}>
      <Winners found={found} reader={reader} />
      <Intervals
        title="What customers decide by, what counts most first"
        rows={priorities.map((priority) => rowOf(priority, against, reader))}
        rowsAre="Priority"
        unit="points"
        decimals={1}
        sides={[`${against ?? "the winner"} ahead`, "we ahead"]}
        footnote={
          <>
            {compared > 0 && (
              <>
                Each bar holds the true difference in 95 of 100 cases. {isSure ? "Coloured is what" : "None of them"} is
                more than chance brings to whoever looks at {countWords(compared, "priority", "priorities", reader)}.{" "}
              </>
            )}
            {ownPriorities.groups > 0 &&
              `${countWords(ownPriorities.groups, "priority was", "priorities were", reader)} named by ${countWords(ownPriorities.answers, "customer themselves", "customers themselves", reader)}, each by too few to be told. `}
            Said by customers who answered, each lost deal once; not all do.
          </>
        }
      />
    </div>
  );
}

function rowOf(priority: ComparedPriority, against: string | null, reader: Reader): IntervalRow {
  const { key, name, compared } = priority;
  const row = { id: key, label: name, detail: figuresOf(priority, against, reader) };
  if (compared.kind === "too-few") return { ...row, count: "", estimate: compared };
  const { of, difference, low, high, isFinding } = compared;
  return {
    ...row,
    count: countWords(of, "answer", "answers", reader),
    estimate: { kind: "known", value: difference, low, high },
    clear: isFinding,
  };
}

/** Against whom: everybody, or one of those with answers enough to be told alone. */
function Winners({ found: { winners, otherWinners, against }, reader }: { found: HeadToHead; reader: Reader }) {
  const known = against === null || winners.some(({ name }) => name === against);
  if (winners.length === 0 && known) return null;
  return (
    <nav className={`${classes.winners} not-in-print`} aria-label="Against whom">
      <UiLink href="/team/head-to-head" aria-current={against === null ? "page" : undefined}>
        Every winner
      </UiLink>
      {winners.map(({ name, answers }) => (
        <UiLink
          key={name}
          href={`/team/head-to-head?${new URLSearchParams({ against: name })}`}
          aria-current={name === against ? "page" : undefined}
        >
          {name} <span className={classes.count}>{numberWords(answers, reader)}</span>
        </UiLink>
      ))}
      {otherWinners.groups > 0 && (
        <span className={classes.others}>
          {countWords(otherWinners.groups, "other", "others", reader)} with too few answers to be looked at alone
        </span>
      )}
    </nav>
  );
}

function NoAnswers() {
  return (
    <EmptyState
      line="What lost customers decide by, and how they rated us and the winner on it. It begins with the first form or conversation, and says something from five on."
      example={
        <Intervals
          title="Customers rate the winner 1.2 points higher on “Quick to get going”"
          rowsAre="Priority"
          unit="points"
          decimals={1}
          rows={[
            {
              ...{ id: "an example", label: "Quick to get going", count: "14 answers" },
              detail: "Counts 4.4 of 5. We 2.9, the winner 4.1.",
              estimate: { kind: "known", value: -1.2, low: -1.8, high: -0.6 },
            },
          ]}
        />
      }
      action={
        <Button component={UiLink} href="/team/post-mortems">
          See whom to talk to
        </Button>
      }
    />
  );
}
