import { useQuery } from "@tanstack/react-query";
import { told } from "../../../../../platform/browser/api.ts";
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

const kept = <Data,>(before: Data | undefined) => before;

/** Figures of work, of one period held against another; each opens the deals behind it. */
export default function WorkScreen() {
  const reader = useReader();
  const { filter, withinHours, change } = useWorkFilter();
  const asked = insights.showResponses.queryOptions({ input: { ...filter, withinHours } });
  const responses = useQuery({ ...asked, placeholderData: kept });
  const ofCalls = insights.showMissedCalls.queryOptions({ input: { ...filter, withinHours } });
  const calls = useQuery({ ...ofCalls, placeholderData: kept });
  const preparation = useQuery({ ...insights.showPreparation.queryOptions({ input: filter }), placeholderData: kept });
  const promises = useQuery({ ...insights.showPromises.queryOptions({ input: filter }), placeholderData: kept });
  const mix = useQuery({ ...insights.showActivityMix.queryOptions({ input: filter }), placeholderData: kept });
  const failed = [responses, calls, preparation, promises, mix].find(({ error }) => error);
  const failure = failed?.error ? told(failed.error) : undefined;
  const { period, compared } = responses.data ?? {};
  return (
    <InsightsPage
      current="/insights/figures"
      knownBy={asked.queryKey}
      title={responses.data && !failure ? headResponses(responses.data.figures, reader) : "Figures of work"}
      lead={
        period &&
        !failure &&
        `${periodWords(period, reader)}${period.until >= todayOf(reader) ? ", so far" : ""}${compared ? `, held against ${periodWords(compared.period, reader)}` : ""}.`
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
          {responses.data && <ResponsesSection filter={filter} told={responses.data} />}
          {calls.data && <MissedCallsSection filter={filter} told={calls.data} />}
          {preparation.data && <LateSection filter={filter} told={preparation.data} />}
          {promises.data && <PromisesSection filter={filter} told={promises.data} />}
          {preparation.data && <PreparationSection filter={filter} told={preparation.data} />}
          {mix.data && <MixSection filter={filter} told={mix.data} />}
        </>
      )}
    </InsightsPage>
  );
}
