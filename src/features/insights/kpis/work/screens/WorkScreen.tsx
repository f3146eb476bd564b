import { useQuery } from "@tanstack/react-query";
import { told } from "../../../../../platform/browser/api.ts";
import { KeptNote } from "../../../../../platform/browser/KeptNote.tsx";
import { whileKept } from "../../../../../platform/browser/while-kept.ts";
import { ErrorState } from "../../../../../ui/ErrorState.tsx";
import { useReader } from "../../../../../ui/ReaderContext.tsx";
import { todayOf } from "../../../../../ui/words.ts";
import { InsightsPage } from "../../../screens/InsightsPage.tsx";
import { insights } from "../../../screens/use-insights.ts";
import { FiguresFilterBar, Narrowed } from "../../screens/FiguresFilterBar.tsx";
import { FiguresTabs } from "../../screens/FiguresTabs.tsx";
import { hrefOfWork } from "../../screens/figures-address.ts";
import { periodWords } from "../../screens/tell-figures.ts";
import { LateSection, PromisesSection } from "./LateSections.tsx";
import { MissedCallsSection } from "./MissedCallsSection.tsx";
import { MixSection } from "./MixSection.tsx";
import { PreparationSection } from "./PreparationSection.tsx";
import { ResponsesSection } from "./ResponsesSection.tsx";
import { headResponses } from "./tell-work.ts";
import { useWorkFilter } from "./use-work.ts";

/** Figures of work, of one period held against another; each opens the deals behind it. */
export default function WorkScreen() {
  const reader = useReader();
  const { filter, withinHours, change } = useWorkFilter();
  const asked = insights.showResponses.queryOptions({ input: { ...filter, withinHours } });
  const responses = useQuery({ ...asked, ...whileKept });
  const ofCalls = insights.showMissedCalls.queryOptions({ input: { ...filter, withinHours } });
  const calls = useQuery({ ...ofCalls, ...whileKept });
  const preparation = useQuery({ ...insights.showPreparation.queryOptions({ input: filter }), ...whileKept });
  const promises = useQuery({ ...insights.showPromises.queryOptions({ input: filter }), ...whileKept });
  const mix = useQuery({ ...insights.showActivityMix.queryOptions({ input: filter }), ...whileKept });
  const all = [responses, calls, preparation, promises, mix];
  const failed = all.find(({ error }) => error);
  const failure = failed?.error ? told(failed.error) : undefined;
  const answered = responses.data?.report;
  const prepared = preparation.data?.report;
  const { period, compared } = answered ?? {};
  return (
    <InsightsPage
      current="/insights/figures"
      knownBy={asked.queryKey}
      title={answered && !failure ? headResponses(answered.figures, reader) : "Figures of work"}
      lead={
        period &&
        !failure &&
        `${periodWords(period, reader)}${period.until >= todayOf(reader) ? ", so far" : ""}${compared ? `, compared with ${periodWords(compared.period, reader)}` : ""}.`
      }
    >
      <FiguresTabs filter={filter} current="work" />
      <FiguresFilterBar filter={filter} period={period} change={change} />
      <Narrowed filter={filter} hrefOf={(wider) => hrefOfWork(wider, withinHours)} />
      {failure ? (
        <ErrorState
          happened={failure.status === 404 ? "These deals are not yours to see." : failure.title}
          toDo={failure.status === 404 ? "Choose other people's above." : failure.detail}
          onRetry={() => void failed?.refetch()}
        />
      ) : (
        <>
          <KeptNote reports={all.map(({ data }) => data)} />
          {answered && <ResponsesSection filter={filter} told={answered} />}
          {calls.data?.report && <MissedCallsSection filter={filter} told={calls.data.report} />}
          {prepared && <LateSection filter={filter} told={prepared} />}
          {promises.data?.report && <PromisesSection filter={filter} told={promises.data.report} />}
          {prepared && <PreparationSection filter={filter} told={prepared} />}
          {mix.data?.report && <MixSection filter={filter} told={mix.data.report} />}
        </>
      )}
    </InsightsPage>
  );
}
