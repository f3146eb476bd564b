import type { ContractRouterClient } from "@orpc/contract";
import { money, share, text, whole } from "../../../platform/export/columns.ts";
import { type ExportedTable, inputOf, listed, toldBy } from "../../../platform/export/exported-table.ts";
import type { DealRow } from "../../deals/contract.ts";
import { listedDealColumns } from "../../deals/export/list-columns.ts";
import { insightsContract } from "../contract.ts";
import { untilTold } from "./kept/until-told.ts";
import type { Period } from "./rules.ts";
import type { StayFigures } from "./stage-times/contract.ts";
import { bothPeriods, highOf, lowOf, medianColumns, type OfPeriod, periodColumns, shareOf } from "./tell-columns.ts";
import type { CycleFigures } from "./times/contract.ts";
import type { WinFigures } from "./win-rate/contract.ts";
import { exportedWorkFigures } from "./work/export-work.ts";

type Client = ContractRouterClient<typeof insightsContract>;
type Asked<Route extends keyof Client> = Parameters<Client[Route]>[0];

const dealColumns = listedDealColumns<DealRow>((deal) => deal);

/** The figures of deals and of work, each with the deals behind it. */
export const exportedFigures = (client: Client): ExportedTable[] => [
  ...exportedDealFigures(client),
  ...exportedWorkFigures(client),
];

const exportedDealFigures = (client: Client): ExportedTable[] => [
  toldBy(
    { name: "win-rate", title: "Win rate", says: "By count and money; by person, pipeline, source or column." },
    inputOf(insightsContract.showWinRate),
    async (input: Asked<"showWinRate">) => {
      const { period, figures, compared, segments } = await untilTold(() => client.showWinRate(input));
      return [
        { ...period, name: "All", figures },
        ...(compared ? [{ ...compared.period, name: "All, compared period", figures: compared.figures }] : []),
        ...(segments?.rows ?? []).map((row) => ({ ...period, name: row.name, figures: row.figures })),
      ];
    },
    [
      text("Of", ({ name }) => name),
      text("From", ({ from }) => from),
      text("Until", ({ until }) => until),
      whole("Won", ({ figures }) => figures.won),
      whole("Lost", ({ figures }) => figures.lost),
      share("Win rate", ({ figures }) => shareOf(figures.rate)),
      share("At least", ({ figures }) => lowOf(figures.rate)),
      share("At most", ({ figures }) => highOf(figures.rate)),
      ...money<WinRow>("Money won", ({ figures }) => figures.money.won),
      ...money<WinRow>("Money lost", ({ figures }) => figures.money.lost),
      share("Win rate by money", ({ figures }) => shareOf(figures.money.rate)),
      whole("Without an amount", ({ figures }) => figures.money.noAmount),
      whole("Without a rate", ({ figures }) => figures.money.noRate),
    ],
  ),
  toldBy(
    { name: "funnels", title: "Funnels", says: "How far closed deals came, stage by stage." },
    inputOf(insightsContract.showFunnels),
    async (input: Asked<"showFunnels">) =>
      (await untilTold(() => client.showFunnels(input))).funnels.flatMap(({ name, stages }) =>
        stages.map((stage) => ({ ...stage, pipeline: name })),
      ),
    [
      text("Pipeline", ({ pipeline }) => pipeline),
      text("Stage", ({ name }) => name),
      whole("Reached", ({ reached }) => reached),
      whole("Left here", ({ left }) => left),
      share("Share that left", ({ leftShare }) => shareOf(leftShare)),
      share("At least", ({ leftShare }) => lowOf(leftShare)),
      share("At most", ({ leftShare }) => highOf(leftShare)),
      share("Compared period", ({ leftShareBefore }) => shareOf(leftShareBefore)),
      text("Stage ID", ({ stageId }) => stageId),
    ],
  ),
  toldBy(
    { name: "exits", title: "Where lost deals left", says: "From which stage lost deals left, and for what." },
    inputOf(insightsContract.showExits),
    async (input: Asked<"showExits">) =>
      (await untilTold(() => client.showExits(input))).pipelines.flatMap(({ name, stages, causes, links }) => {
        const stageName = new Map(stages.map((stage) => [stage.stageId, stage.name]));
        const causeName = new Map(causes.map((cause) => [cause.key, cause.name]));
        return links.map(({ stageId, cause, left }) => ({
          ...{ pipeline: name, stage: stageName.get(stageId) ?? null, cause: causeName.get(cause) ?? null, left },
        }));
      }),
    [
      text("Pipeline", ({ pipeline }) => pipeline),
      text("Left at", ({ stage }) => stage),
      text("For", ({ cause }) => cause),
      whole("Lost deals", ({ left }) => left),
    ],
  ),
  toldBy(
    { name: "stage-times", title: "Time in stages", says: "How long deals stay in each stage, and how they leave it." },
    inputOf(insightsContract.showStageTimes),
    async (input: Asked<"showStageTimes">) => {
      const { period, compared, pipelines } = await untilTold(() => client.showStageTimes(input));
      return pipelines.flatMap(({ name: pipeline, stages }) =>
        stages.flatMap(({ name: stage, figures, compared: before }) =>
          bothPeriods({
            ...{ period, figures },
            compared: before && compared && { period: compared, figures: before.figures },
          }).map((row) => ({ ...row, pipeline, stage })),
        ),
      );
    },
    [
      text("Pipeline", ({ pipeline }) => pipeline),
      text("Stage", ({ stage }) => stage),
      ...periodColumns<OfStage>(),
      whole("Stays", ({ figures }) => figures.stays),
      whole("Deals", ({ figures }) => figures.deals),
      whole("Moved on", ({ figures }) => figures.movedOn),
      whole("Won", ({ figures }) => figures.won),
      whole("Lost", ({ figures }) => figures.lost),
      whole("Still there", ({ figures }) => figures.still),
      ...medianColumns<OfStage>(({ figures }) => figures.waiting),
    ],
  ),
  toldBy(
    {
      name: "cycle",
      title: "How long deals take",
      says: "From the beginning of deals to their close, open ones counted.",
    },
    inputOf(insightsContract.showCycle),
    async (input: Asked<"showCycle">) => bothPeriods(await untilTold(() => client.showCycle(input))),
    [
      ...periodColumns<OfPeriod<CycleFigures>>(),
      whole("Deals begun", ({ figures }) => figures.deals),
      whole("Closed", ({ figures }) => figures.closed),
      whole("Open", ({ figures }) => figures.open),
      ...medianColumns<OfPeriod<CycleFigures>>(({ figures }) => figures.waiting),
    ],
  ),
  toldBy(
    { name: "quota", title: "Quotas", says: "How much of the quotas within a period is won, by currency." },
    inputOf(insightsContract.showQuotaFigures),
    async (input: Asked<"showQuotaFigures">) => {
      const told = await untilTold(() => client.showQuotaFigures(input));
      if (told.kind === "narrowed") return [];
      return bothPeriods(told).flatMap(({ figures, ...period }) =>
        figures.byCurrency.map((attained) => ({ ...period, ...attained })),
      );
    },
    [
      ...periodColumns<OfQuota>(),
      whole("Quotas", ({ quotas }) => quotas),
      ...money<OfQuota>("Quota", ({ quota }) => quota),
      ...money<OfQuota>("Won", ({ won }) => won),
      share("Won of the quota", (row) => row.share),
    ],
  ),
  listed(
    {
      needsFilter: true,
      name: "figure-deals",
      title: "Deals behind a figure",
      says: "By the filter of the figures, and the figure.",
    },
    insightsContract.listFigureDeals,
    client.listFigureDeals,
    dealColumns,
  ),
];
type WinRow = { figures: WinFigures };
type OfStage = OfPeriod<StayFigures> & { pipeline: string; stage: string };
type Attained = { quotas: number; quota: Sum; won: Sum; share: number };
type Sum = { amountCents: number; currency: string };
type OfQuota = Period & { which: string } & Attained;
