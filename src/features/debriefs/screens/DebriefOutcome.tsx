import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { ChainCard } from "../../../ui/ChainCard.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { DebriefShape, DebriefSheet, debriefsContract } from "../contract.ts";
import { isClickedThrough } from "../reason-quality/rules.ts";
import { chainsOf } from "./chains-of.ts";
import classes from "./Debrief.module.css";

const debriefs = apiOf<typeof debriefsContract>("debriefs");

type Check = (flagIds: string[]) => ReactNode;

/** What the debrief of a loss changes at once: which open deals carry the same mistake. */
export function LossOutcome({ dealId, check }: { dealId: string; check: Check }) {
  const opened = useQuery(debriefs.openDebrief.queryOptions({ input: { dealId } }));
  const recorded = opened.data?.debrief;
  if (opened.error && !opened.data) return <Refusal problem={told(opened.error)} />;
  if (!opened.data || recorded?.state !== "recorded") return null;
  return (
    <Section title="Recorded. Now the open deals">
      <DebriefOutcome sheet={opened.data} recorded={recorded} check={check} />
    </Section>
  );
}

type Props = {
  sheet: DebriefSheet;
  recorded: DebriefShape;
  /** The pipeline check of these flags, from the feature that keeps it. */
  check: Check;
};

export function DebriefOutcome({ sheet, recorded, check }: Props) {
  const lost = recorded.outcome === "lost";
  const { reasons, missedStepIds, commitments } = recorded.answers;
  const wasQuick = isClickedThrough(recorded.secondsSpent, reasons.length + missedStepIds.length);
  const flagIds = [...new Set(commitments.map((one) => one.flagId))];
  return (
    <>
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
    </>
  );
}
