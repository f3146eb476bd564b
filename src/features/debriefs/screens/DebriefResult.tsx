import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { Together } from "../../../platform/browser/Together.tsx";
import { ChainCard } from "../../../ui/ChainCard.tsx";
import { DayText } from "../../../ui/DateText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import type { teamContract } from "../../team/contract.ts";
import type { DebriefShape, DebriefSheet, debriefsContract } from "../contract.ts";
import { isClickedThrough } from "../reason-quality/rules.ts";
import { chainsOf } from "./chains-of.ts";
import classes from "./Debrief.module.css";

const debriefs = apiOf<typeof debriefsContract>("debriefs");
const team = apiOf<typeof teamContract>("team");

type Props = {
  sheet: DebriefSheet;
  recorded: DebriefShape;
  /** The pipeline check of these flags, from the feature that keeps it. */
  check: (flagIds: string[]) => ReactNode;
};

/** What the debrief changes at once: which open deals carry the same mistake, and the next loss that waits. */
export function DebriefResult({ sheet, recorded, check }: Props) {
  const navigate = useNavigateTo();
  const { deal } = sheet;
  const me = useQuery(team.me.queryOptions());
  const lost = recorded.outcome === "lost";
  const { reasons, missedStepIds } = recorded.answers;
  const wasQuick = isClickedThrough(recorded.secondsSpent, reasons.length + missedStepIds.length);
  const caller = deal.ownerId === me.data?.member.id ? null : deal.ownerName;
  const asked = debriefs.listWaiting.queryOptions({ input: { limit: 2, outcome: recorded.outcome } });
  const waiting = useQuery(asked);
  const next = waiting.data?.rows.find((row) => row.deal.id !== deal.id)?.deal;
  useShortcut("n", () => next && navigate(`/deals/${next.id}/debrief`), "Debrief the next one", {
    enabled: next !== undefined,
  });

  // The form is gone and with it what had the focus; reading begins at the top.
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    window.scrollTo(0, 0);
    top.current?.focus({ preventScroll: true });
  }, []);

  const flagIds = [...new Set(recorded.answers.commitments.map((one) => one.flagId))];
  return (
    <div ref={top} tabIndex={-1} className={classes.result}>
      <Together knownBy={asked.queryKey} waiting={<Skeletons shape="page" />}>
        <Page
          title={lost ? "Recorded. Now the open deals" : "Recorded"}
          lead={
            lost ? (
              <>
                The loss of {deal.name} is behind you.
                {recorded.answers.checkUpOn && (
                  <>
                    {" "}
                    {caller ? `${caller} calls` : "You call"} them again on <DayText on={recorded.answers.checkUpOn} />.
                  </>
                )}
              </>
            ) : (
              `What won ${deal.name} is written down.`
            )
          }
          back={{ label: deal.name, href: `/deals/${deal.id}` }}
          actions={
            <>
              <Button component={UiLink} href="/" variant="default">
                Back to today
              </Button>
              {next && (
                <Button component={UiLink} href={`/deals/${next.id}/debrief`}>
                  Next: {next.accountName ?? next.name}
                </Button>
              )}
            </>
          }
        >
          {lost && wasQuick && (
            <p className={classes.asked} role="note">
              That was quick. Would the customer give the same reason? The next call is a good moment to ask them.
            </p>
          )}
          {flagIds.length > 0
            ? check(flagIds)
            : lost && (
                <p className={classes.hint}>
                  You made no commitment this time, so there is nothing new to hold your open deals against.
                </p>
              )}
          {chainsOf(sheet, recorded.answers).map((chain) => (
            <ChainCard key={chain.redFlag.label} {...chain} />
          ))}
        </Page>
      </Together>
    </div>
  );
}
