import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { DayText } from "../../../ui/DateText.tsx";
import { Page } from "../../../ui/Page.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { UiLink, useNavigateTo } from "../../../ui/UiLink.tsx";
import type { DebriefShape, DebriefSheet, debriefsContract } from "../contract.ts";
import classes from "./Debrief.module.css";

const debriefs = apiOf<typeof debriefsContract>("debriefs");

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
  const lost = deal.status === "lost";
  const waiting = useQuery(debriefs.listWaiting.queryOptions({ input: { limit: 2, outcome: recorded.outcome } }));
  const next = waiting.data?.rows.find((row) => row.deal.id !== deal.id)?.deal;
  useShortcut("n", () => next && navigate(`/deals/${next.id}/debrief`), "Debrief the next one", {
    enabled: next !== undefined,
  });

  const flagIds = [...new Set(recorded.answers.commitments.map((one) => one.flagId))];
  return (
    <Page
      title={lost ? "Recorded. Now the open deals" : "Recorded"}
      lead={
        lost ? (
          <>
            The loss of {deal.name} is behind you.
            {recorded.answers.checkUpOn && (
              <>
                {" "}
                You call them again on <DayText on={recorded.answers.checkUpOn} />.
              </>
            )}
          </>
        ) : (
          `What won ${deal.name} is written down.`
        )
      }
      back={{ label: deal.name, href: `/deals/${deal.id}` }}
    >
      {flagIds.length > 0 ? (
        check(flagIds)
      ) : (
        <p className={classes.hint}>
          You made no commitment this time, so there is nothing new to hold your open deals against.
        </p>
      )}
      <div className={classes.next}>
        {next && (
          <Button component={UiLink} href={`/deals/${next.id}/debrief`} variant="default">
            Next: {next.name}
          </Button>
        )}
        <Button component={UiLink} href="/" variant="subtle">
          Back to today
        </Button>
      </div>
    </Page>
  );
}
