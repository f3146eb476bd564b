import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Together } from "../../../platform/browser/Together.tsx";
import { DayText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import type { debriefsContract } from "../../debriefs/contract.ts";
import { mayCommit } from "../../pipeline-check/access.ts";
import type { teamContract } from "../../team/contract.ts";
import type { recoveryContract } from "../contract.ts";
import { guardFrom } from "../streak-guard/rules.ts";
import type { WhatNow } from "../what-now/contract.ts";
import { Colleagues } from "./Colleagues.tsx";
import { EasyConversations } from "./EasyConversations.tsx";
import { FillPipeline } from "./FillPipeline.tsx";
import { LeaveBehind } from "./LeaveBehind.tsx";
import { TakeBreather } from "./TakeBreather.tsx";
import classes from "./WhatNow.module.css";

const recovery = apiOf<typeof recoveryContract>("recovery");
const debriefs = apiOf<typeof debriefsContract>("debriefs");
const team = apiOf<typeof teamContract>("team");

/** After a loss: what can be done, each with one tap, beside what its debrief found. */
export function WhatNowScreen({ result }: { result: (dealId: string) => ReactNode }) {
  const { dealId = "" } = useParams({ strict: false });
  const asked = recovery.showWhatNow.queryOptions({ input: { dealId } });
  const shown = useQuery(asked);
  // Whoever comes from the long form, which is gone with what had the focus, begins to read at the top.
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    top.current?.focus({ preventScroll: true });
  }, []);
  if (shown.error && !shown.data) {
    const { code, status, title, detail } = told(shown.error);
    const isNowhere = status === 404 || status === 400;
    return (
      <Page title="What now?" back={{ label: "Deals", href: "/deals" }}>
        <ErrorState
          happened={isNowhere ? "This deal is not here, or not yours to see." : title}
          toDo={detail}
          {...(isNowhere || code === "DEAL_NOT_LOST" ? {} : { onRetry: () => void shown.refetch() })}
          {...(code === "DEAL_NOT_LOST"
            ? {
                actions: (
                  <Button component={UiLink} href={`/deals/${dealId}`} variant="default">
                    Open the deal
                  </Button>
                ),
              }
            : {})}
        />
      </Page>
    );
  }
  return (
    <div ref={top} tabIndex={-1} className={classes.top}>
      <Together key={dealId} knownBy={asked.queryKey} waiting={<Skeletons shape="page" />}>
        {shown.data && <Shown now={shown.data} result={shown.data.deal.debriefed && result(dealId)} />}
      </Together>
    </div>
  );
}

function Shown({ now, result }: { now: WhatNow; result: ReactNode }) {
  const navigate = useNavigateTo();
  const { deal } = now;
  const waiting = useQuery(debriefs.listWaiting.queryOptions({ input: { limit: 2, outcome: "lost" } }));
  const next = waiting.data?.rows.find((row) => row.deal.id !== deal.id)?.deal;
  useShortcut("n", () => next && navigate(`/deals/${next.id}/debrief`), "Debrief the next one", {
    enabled: next !== undefined,
  });
  const me = useQuery(team.me.queryOptions()).data?.member;
  const mayDebrief = me !== undefined && mayCommit({ ...me, memberId: me.id });
  const isGuarded = now.lossInRow !== null && now.lossInRow >= guardFrom;
  const talk = <EasyConversations key="talk" conversations={now.conversations} first={isGuarded} />;
  const { colleagues, manager } = now;
  const lean = <Colleagues key="colleagues" colleagues={colleagues} manager={manager} debriefed={deal.debriefed} />;
  const breather = <TakeBreather key="breather" dealId={deal.id} breather={now.breather} />;
  return (
    <Page
      title="What now?"
      lead={<Lead now={now} />}
      back={{ label: deal.name, href: `/deals/${deal.id}` }}
      actions={
        <>
          <Button component={UiLink} href="/" variant="default">
            Back to today
          </Button>
          {!deal.debriefed && mayDebrief && (
            <Button component={UiLink} href={`/deals/${deal.id}/debrief`}>
              Debrief it first
            </Button>
          )}
          {deal.debriefed && mayDebrief && next && (
            <Button component={UiLink} href={`/deals/${next.id}/debrief`}>
              Next: {next.accountName ?? next.name}
            </Button>
          )}
        </>
      }
    >
      <div className={classes.columns} data-alone={result ? undefined : true}>
        <ul className={classes.steps}>
          {isGuarded ? [talk, lean, breather] : [breather, talk]}
          <FillPipeline dealId={deal.id} />
          <LeaveBehind deal={deal} reset={now.reset} standing={now.standing} />
        </ul>
        {result && <div className={classes.result}>{result}</div>}
      </div>
    </Page>
  );
}

function Lead({ now: { deal, checkUp } }: { now: WhatNow }) {
  const me = useQuery(team.me.queryOptions()).data?.member.id;
  const caller = deal.ownerId === me ? null : deal.ownerName;
  if (!deal.debriefed) return <>We lost {deal.name}. Nothing here has to be done, and nobody else sees what you do.</>;
  return (
    <>
      The loss of {deal.name} is behind you.
      {checkUp && (
        <>
          {" "}
          {caller ? `${caller} calls` : "You call"} them again on <DayText on={checkUp.dueOn} />.
        </>
      )}{" "}
      Nothing here has to be done, and nobody else sees what you do.
    </>
  );
}
