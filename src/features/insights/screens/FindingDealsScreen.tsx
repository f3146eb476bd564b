import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import { told } from "../../../platform/browser/api.ts";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { DataTable } from "../../../ui/DataTable.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { moreOf } from "../../../ui/paged.ts";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { resultColumns } from "../../../ui/result-columns.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { numberWords } from "../../../ui/words.ts";
import type { DealRow } from "../../deals/contract.ts";
import type { Judged } from "../findings/contract.ts";
import { headFinding, likelyWords, wonWords } from "../findings/naming/rules.ts";
import { dealsHref } from "./draw-finding.ts";
import classes from "./Insights.module.css";
import { InsightsPage } from "./InsightsPage.tsx";
import { SendToMarketing } from "./SendToMarketing.tsx";
import { useDecideField } from "./use-decide-field.ts";
import { insights, useMayInsights } from "./use-insights.ts";

/** The closed deals behind one row of why we lose: those that show it, and those that do not. */
export default function FindingDealsScreen() {
  const { searchStr } = useLocation();
  const search = new URLSearchParams(searchStr);
  const key = search.get("key") ?? "";
  const shows = search.get("shows") !== "false";
  const why = useQuery(insights.showWhyWeLose.queryOptions());
  const asked = insights.listFindingDeals.infiniteOptions({
    input: (after: string | undefined) => ({ key, shows, limit: 50, ...(after ? { after } : {}) }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const list = useInfiniteQuery(asked);
  const result = why.data?.result;
  const finding = [...(result?.findings ?? []), ...(result?.noDifference ?? [])].find((each) => each.key === key);
  const survived = result?.findings.some((each) => each.key === key) ?? false;
  const failure = list.error && !list.data ? told(list.error) : undefined;

  return (
    <InsightsPage
      current="/insights"
      back={{ label: "Why we lose", href: "/insights" }}
      knownBy={asked.queryKey}
      title={finding ? headFinding(finding) : "Deals behind a finding"}
      lead={finding && <Lead finding={finding} survived={survived} />}
      actions={finding && <SendToMarketing evidence={{ of: "finding", key }} />}
    >
      {failure ? (
        <ErrorState
          happened={failure.status === 404 ? "This row is not there any more." : failure.title}
          toDo={
            failure.status === 404
              ? "The deals were looked at again since, and it was not among what was judged."
              : failure.detail
          }
          {...(failure.status === 404
            ? {
                actions: (
                  <Button variant="default" component={UiLink} href="/insights">
                    See why we lose now
                  </Button>
                ),
              }
            : { onRetry: () => void list.refetch() })}
        />
      ) : (
        <>
          {finding && <WithAndWithout finding={finding} shows={shows} />}
          <DataTable
            caption={shows ? "Closed deals that show it, newest first" : "Closed deals that do not, newest first"}
            columns={columns}
            rows={list.data?.pages.flatMap(({ rows }) => rows) ?? []}
            keyOf={({ id }) => id}
            hrefOf={({ id }) => `/deals/${id}`}
            loading={list.isPending}
            more={moreOf(list)}
            files={exportLinks("finding-deals", { key, shows })}
            empty={<EmptyState line="None of these deals is yours to see. The counts are the team's." />}
          />
          {finding?.note && <p className={classes.notes}>{finding.note}</p>}
          {finding?.kind === "attribute" && <LeaveOut heading={finding.name} />}
        </>
      )}
    </InsightsPage>
  );
}

function Lead({ finding, survived }: { finding: Judged; survived: boolean }) {
  const { money } = finding;
  return (
    <>
      {survived ? sentence(wonWords(finding.difference)) : "No difference seen"}, likely {likelyWords(finding)}; each
      deal is held against its like.
      {money && (
        <>
          {" "}
          <MoneyText minorUnits={money.amountCents} currency={money.currency} short /> were lost with it.
        </>
      )}
    </>
  );
}

const sentence = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function WithAndWithout({ finding: { key, shown, notShown }, shows }: { finding: Judged; shows: boolean }) {
  const reader = useReader();
  const words = ({ won, deals }: Judged["shown"]) => `won ${numberWords(won, reader)} of ${numberWords(deals, reader)}`;
  return (
    <nav className={classes.choice} aria-label="Which deals">
      <UiLink href={dealsHref(key)} aria-current={shows ? "page" : undefined}>
        Show it, {words(shown)}
      </UiLink>
      <UiLink href={dealsHref(key, false)} aria-current={shows ? undefined : "page"}>
        Do not, {words(notShown)}
      </UiLink>
    </nav>
  );
}

function LeaveOut({ heading }: { heading: string }) {
  const may = useMayInsights();
  const { decide, deciding } = useDecideField();
  if (!may.change) return null;
  return (
    <p className={classes.line}>
      <span>
        Is “{heading}” filled in only when a deal ends? Then it tells the end rather than what led to it, and is better
        left out.
      </span>
      <Button
        variant="default"
        size="compact-sm"
        disabled={deciding}
        onClick={() => decide({ heading, use: "left-out" })}
      >
        Leave it out
      </Button>
    </p>
  );
}

const columns = resultColumns<DealRow>("How it ended");
