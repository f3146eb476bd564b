import { useInfiniteQuery } from "@tanstack/react-query";
import { told } from "../../../../platform/browser/api.ts";
import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { DataTable } from "../../../../ui/DataTable.tsx";
import { EmptyState } from "../../../../ui/EmptyState.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { moreOf } from "../../../../ui/paged.ts";
import { resultColumns } from "../../../../ui/result-columns.tsx";
import type { DealRow } from "../../../deals/contract.ts";
import { InsightsPage } from "../../screens/InsightsPage.tsx";
import { SendToMarketing } from "../../screens/SendToMarketing.tsx";
import { insights } from "../../screens/use-insights.ts";
import type { DealFigure } from "../contract.ts";
import { workFigureTitles } from "../work/screens/name-figures.ts";
import { hrefOfReportWith, readFigure } from "./figures-address.ts";
import { useFiguresFilter, usePipelines, useSteps } from "./use-figures.ts";

/** Whose deals marketing can be asked about. */
const sent = new Set<DealFigure>(["closed", "won", "lost", "created", "reached", "left-at"]);

/** The deals behind one figure: exactly those it counts. */
export default function FigureDealsScreen() {
  const { search, filter } = useFiguresFilter();
  const asking = readFigure(search);
  const { figure, stageId } = asking;
  const stages = usePipelines().flatMap((pipeline) => pipeline.stages);
  const stage = stages.find(({ id }) => id === stageId)?.name ?? "this stage";
  const step = useSteps().find(({ id }) => id === asking.stepId)?.name;
  const title = [titleOf(figure, stage), step && `“${step}”`].filter(Boolean).join(": ");
  const asked = insights.listFigureDeals.infiniteOptions({
    input: (after: string | undefined) => ({ ...filter, ...asking, limit: 50, ...(after ? { after } : {}) }),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const list = useInfiniteQuery(asked);
  const failure = list.error && !list.data ? told(list.error) : undefined;
  return (
    <InsightsPage
      current="/insights/figures"
      back={{ label: "Figures", href: hrefOfReportWith(filter, asking) }}
      knownBy={asked.queryKey}
      title={title}
      actions={
        (list.data?.pages[0]?.rows.length ?? 0) > 0 &&
        sent.has(figure) &&
        asking.cause === undefined && <SendToMarketing evidence={{ ...filter, of: "figure", figure, stageId }} />
      }
    >
      {failure ? (
        <ErrorState happened={failure.title} toDo={failure.detail} onRetry={() => void list.refetch()} />
      ) : (
        <DataTable
          caption={`${title}, newest first`}
          columns={columns}
          rows={list.data?.pages.flatMap(({ rows }) => rows) ?? []}
          keyOf={({ id }) => id}
          hrefOf={({ id }) => `/deals/${id}`}
          files={exportLinks("figure-deals", { ...filter, ...asking })}
          loading={list.isPending}
          more={moreOf(list)}
          empty={<EmptyState line="No deal is behind this figure." />}
        />
      )}
    </InsightsPage>
  );
}

function titleOf(figure: DealFigure, stage: string): string {
  const titles: Record<DealFigure, string> = {
    closed: "Deals that closed",
    won: "Deals we won",
    lost: "Deals we lost",
    "no-amount": "Closed deals without an amount",
    "no-rate": "Closed deals in a currency without a rate",
    reached: `Deals that came as far as ${stage}`,
    "left-at": `Deals we lost at ${stage}`,
    "left-for": "Deals we lost for this",
    created: "Deals that began",
    stayed: `Deals that came to ${stage}`,
    "still-there": `Deals that came to ${stage} and stand there still`,
    "quota-won": "Deals won towards these quotas",
    "quota-open": "Open deals of people whose quotas run",
    ...workFigureTitles,
  };
  return titles[figure];
}

const columns = resultColumns<DealRow>("Stands", { began: true });
