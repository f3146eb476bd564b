import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { PrintReport } from "../../../platform/browser/PrintReport.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { FormStrip } from "../../../ui/FormStrip.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { Views } from "../../../ui/Views.tsx";
import type { teamContract } from "../../team/contract.ts";
import { maySeeTeamRecord } from "../access.ts";
import { comebackViews } from "../comeback-views/rules.ts";
import type { recoveryContract } from "../contract.ts";
import classes from "./Comeback.module.css";
import { exampleForm } from "./example-form.ts";
import { ResultsAndFindings } from "./ResultsAndFindings.tsx";

const recovery = apiOf<typeof recoveryContract>("recovery");
const team = apiOf<typeof teamContract>("team");

const askAgainMs = 4_000;

/** What follows a loss: the last results, and what can be said of them honestly. */
export default function ComebackScreen() {
  const { searchStr } = useLocation();
  const of = new URLSearchParams(searchStr).get("of") === "team" ? "team" : "me";
  const me = useQuery(team.me.queryOptions());
  const record = useQuery(
    recovery.showComebackRecord.queryOptions({
      input: { of },
      // The team's figures are on their way: look again until they are here.
      refetchInterval: ({ state }) => (state.data?.kind === "being-made" ? askAgainMs : false),
    }),
  );
  const mayChoose = me.data !== undefined && maySeeTeamRecord(me.data.member);

  return (
    <Page
      title="Comeback"
      views={<Views label="Comeback" views={comebackViews} current="/comeback" />}
      lead="What you do after a loss, beside what you do anyway and what chance alone would bring."
      actions={
        <>
          {mayChoose && (
            <nav className={classes.views} aria-label="Whose results">
              <UiLink href="/comeback" aria-current={of === "me" ? "page" : undefined}>
                Mine
              </UiLink>
              <UiLink href="/comeback?of=team" aria-current={of === "team" ? "page" : undefined}>
                My team's
              </UiLink>
            </nav>
          )}
          <PrintReport />
        </>
      }
    >
      {record.isPending && <Skeletons shape="page" />}
      {record.error && !record.data && (
        <ErrorState
          happened={told(record.error).title}
          toDo={told(record.error).detail}
          {...(told(record.error).code === "NOT_ALLOWED"
            ? {
                actions: (
                  <Button variant="default" component={UiLink} href="/comeback">
                    Show mine
                  </Button>
                ),
              }
            : { onRetry: () => void record.refetch() })}
        />
      )}
      {record.data?.kind === "record" && <ResultsAndFindings record={record.data} whose={of} />}
      {record.data?.kind === "no-results" && (
        <Waiting line="Your results will stand here in their order, with what you do after a loss.">
          <Button component={UiLink} href="/deals">
            Go to your deals
          </Button>
        </Waiting>
      )}
      {record.data?.kind === "few-people" && (
        <Waiting
          line={`A team's results are shown as sums over at least ${record.data.needed} people, so that they show nobody's own. So far ${record.data.people === 1 ? "1 person has" : `${record.data.people} people have`} results.`}
        />
      )}
      {record.data?.kind === "being-made" && (
        <Waiting line="Your team's results are being added up. They stand here in a minute, without anything to press." />
      )}
    </Page>
  );
}

function Waiting({ line, children }: { line: string; children?: ReactNode }) {
  return (
    <EmptyState
      line={line}
      example={<FormStrip results={exampleForm} label="An example: somebody's last results" />}
      action={children}
    />
  );
}
