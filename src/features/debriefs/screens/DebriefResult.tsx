import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { Together } from "../../../platform/browser/Together.tsx";
import { Page } from "../../../ui/Page.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import type { DebriefShape, DebriefSheet, debriefsContract } from "../contract.ts";
import classes from "./Debrief.module.css";
import { DebriefOutcome } from "./DebriefOutcome.tsx";

const debriefs = apiOf<typeof debriefsContract>("debriefs");

type Props = {
  sheet: DebriefSheet;
  recorded: DebriefShape;
  /** The pipeline check of these flags, from the feature that keeps it. */
  check: (flagIds: string[]) => ReactNode;
};

/** What the debrief of a win brings, and the next win that waits. A loss leads to what can be done now. */
export function DebriefResult({ sheet, recorded, check }: Props) {
  const navigate = useNavigateTo();
  const { deal } = sheet;
  const asked = debriefs.listWaiting.queryOptions({ input: { limit: 2, outcome: "won" } });
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
  return (
    <div ref={top} tabIndex={-1} className={classes.result}>
      <Together knownBy={asked.queryKey} waiting={<Skeletons shape="page" />}>
        <Page
          title="Recorded"
          lead={`What won ${deal.name} is written down.`}
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
          <DebriefOutcome sheet={sheet} recorded={recorded} check={check} />
        </Page>
      </Together>
    </div>
  );
}
