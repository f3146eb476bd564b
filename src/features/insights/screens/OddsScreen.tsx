import { useQuery } from "@tanstack/react-query";
import { BacktestSection } from "./BacktestSection.tsx";
import { InsightsPage } from "./InsightsPage.tsx";
import { OddsQuality } from "./OddsQuality.tsx";
import { ShownResult } from "./ShownResult.tsx";
import { titleOfOdds } from "./tell-odds.ts";
import { insights } from "./use-insights.ts";

/** How good the odds of open deals are, what they go by, and how good they would have been. */
export default function OddsScreen() {
  const asked = insights.showOddsQuality.queryOptions();
  const shown = useQuery(asked);
  return (
    <InsightsPage
      current="/insights/odds"
      knownBy={asked.queryKey}
      title={titleOfOdds(shown.data?.result ?? null)}
      lead="Learned from closed deals as each of them was known while it was open, and judged on deals it had not seen."
    >
      <ShownResult asked={shown} line="What an open deal's odds are learned from, and how far they can be trusted.">
        {(odds) => (
          <>
            <OddsQuality odds={odds} />
            <BacktestSection />
          </>
        )}
      </ShownResult>
    </InsightsPage>
  );
}
