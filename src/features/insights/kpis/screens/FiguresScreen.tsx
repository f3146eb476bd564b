import { useQuery } from "@tanstack/react-query";
import { told } from "../../../../platform/browser/api.ts";
import { KeptNote } from "../../../../platform/browser/KeptNote.tsx";
import { whileKept } from "../../../../platform/browser/while-kept.ts";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { todayOf } from "../../../../ui/words.ts";
import { InsightsPage } from "../../screens/InsightsPage.tsx";
import { SendToMarketing } from "../../screens/SendToMarketing.tsx";
import { insights } from "../../screens/use-insights.ts";
import { CycleSection } from "./CycleSection.tsx";
import { ExitsSections } from "./ExitsSections.tsx";
import { FiguresFilterBar, Narrowed } from "./FiguresFilterBar.tsx";
import { FiguresTabs } from "./FiguresTabs.tsx";
import { FunnelSections } from "./FunnelSections.tsx";
import { QuotaSection } from "./QuotaSection.tsx";
import { StageTimesSections } from "./StageTimesSections.tsx";
import { headWins, periodWords } from "./tell-figures.ts";
import { useFiguresFilter } from "./use-figures.ts";
import { WinRateSection } from "./WinRateSection.tsx";

/** Figures of deals, of one period held against another; each opens the deals behind it. */
export default function FiguresScreen() {
  const reader = useReader();
  const { filter, by, leftBy, change } = useFiguresFilter();
  const asked = insights.showWinRate.queryOptions({ input: { ...filter, by } });
  const wins = useQuery({ ...asked, ...whileKept });
  const funnels = useQuery({ ...insights.showFunnels.queryOptions({ input: filter }), ...whileKept });
  const exits = useQuery({ ...insights.showExits.queryOptions({ input: { ...filter, leftBy } }), ...whileKept });
  const stageTimes = useQuery({ ...insights.showStageTimes.queryOptions({ input: filter }), ...whileKept });
  const cycle = useQuery({ ...insights.showCycle.queryOptions({ input: filter }), ...whileKept });
  const quota = useQuery({ ...insights.showQuotaFigures.queryOptions({ input: filter }), ...whileKept });
  const all = [wins, funnels, exits, cycle, stageTimes, quota];
  const failed = all.find(({ error }) => error);
  const failure = failed?.error ? told(failed.error) : undefined;
  const won = wins.data?.report;
  const { period, compared } = won ?? {};
  return (
    <InsightsPage
      current="/insights/figures"
      knownBy={asked.queryKey}
      title={won && !failure ? headWins(won.figures, reader) : "Figures"}
      actions={won && !failure && <SendToMarketing evidence={{ ...filter, of: "figure" }} />}
      lead={
        period &&
        !failure &&
        `${periodWords(period, reader)}${period.until >= todayOf(reader) ? ", so far" : ""}${compared ? `, compared with ${periodWords(compared.period, reader)}` : ""}.`
      }
    >
      <FiguresTabs filter={filter} current="deals" />
      <FiguresFilterBar filter={filter} period={period} change={change} />
      <Narrowed filter={filter} />
      {failure ? (
        <ErrorState
          happened={failure.status === 404 ? "These deals are not yours to see." : failure.title}
          toDo={failure.status === 404 ? "Choose other people's above." : failure.detail}
          onRetry={() => void failed?.refetch()}
        />
      ) : (
        <>
          <KeptNote reports={all.map(({ data }) => data)} />
          {won && <WinRateSection filter={filter} by={by} told={won} />}
          {funnels.data?.report && <FunnelSections filter={filter} told={funnels.data.report} />}
          {exits.data?.report && <ExitsSections filter={filter} by={by} told={exits.data.report} />}
          {cycle.data?.report && <CycleSection filter={filter} told={cycle.data.report} />}
          {stageTimes.data?.report && <StageTimesSections filter={filter} told={stageTimes.data.report} />}
          {quota.data?.report && <QuotaSection filter={filter} told={quota.data.report} />}
        </>
      )}
    </InsightsPage>
  );
}
