import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import { ExportMenu } from "../../../ui/ExportMenu.tsx";
import { Intervals } from "../../../ui/Interval.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { numberWords } from "../../../ui/words.ts";
import { headFinding, wonWords } from "../findings/naming/rules.ts";
import { CausesFound } from "./CausesFound.tsx";
import { InsightsPage } from "./InsightsPage.tsx";
import { worstOf } from "./name-findings.ts";
import { ShownResult } from "./ShownResult.tsx";
import { insights } from "./use-insights.ts";

/** Why we lose and what it costs: what survives of all that was looked at, and what cannot be said. */
export default function WhyWeLoseScreen({ reasonQuality }: { reasonQuality?: ReactNode }) {
  const reader = useReader();
  const asked = insights.showWhyWeLose.queryOptions();
  const shown = useQuery(asked);
  const result = shown.data?.result ?? null;
  const worst = result ? worstOf(result.findings) : undefined;
  return (
    <InsightsPage
      current="/insights"
      actions={<ExportMenu files={exportLinks("findings")} what="findings" />}
      knownBy={asked.queryKey}
      title={worst ? `${headFinding(worst)}: ${wonWords(worst.difference)}` : "Why we lose"}
      lead={
        result && (
          <>
            {numberWords(worst?.shown.won ?? result.won, reader)} of{" "}
            {numberWords(worst?.shown.deals ?? result.won + result.lost, reader)}{" "}
            {worst
              ? `such deals were won, ${numberWords(worst.notShown.won, reader)} of ${numberWords(worst.notShown.deals, reader)} others.`
              : "closed deals were won."}
          </>
        )
      }
    >
      <ShownResult
        asked={shown}
        line="What lost deals have in common that won ones have not, with what it costs and how sure that is."
        example={
          <Intervals
            title="No decision maker by Proposal: won 14 points less often"
            rowsAre="What was seen"
            unit="points"
            rows={[
              {
                id: "an example",
                label: "No decision maker by Proposal",
                count: "61 deals",
                estimate: { kind: "known", value: -14, low: -22, high: -6 },
              },
            ]}
          />
        }
      >
        {(found) => <CausesFound found={found} reasonQuality={reasonQuality} />}
      </ShownResult>
    </InsightsPage>
  );
}
