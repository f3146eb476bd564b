import type { ContractRouterClient } from "@orpc/contract";
import { money, number, share, text, whole, yesNo } from "../../platform/export/columns.ts";
import { type ExportedTable, inputOf, listed, toldBy, toldWhole } from "../../platform/export/exported-table.ts";
import type { DealRow } from "../deals/contract.ts";
import { listedDealColumns } from "../deals/export/list-columns.ts";
import { insightsContract } from "./contract.ts";
import type { LossToCut } from "./cut-losses/contract.ts";
import type { ShareTold } from "./kpis/contract.ts";
import { untilTold } from "./kpis/kept/until-told.ts";
import type { WinFigures } from "./kpis/win-rate/contract.ts";

type Client = ContractRouterClient<typeof insightsContract>;

const shareOf = (told: ShareTold | null) => (told?.kind === "known" ? told.value : null);
const lowOf = (told: ShareTold | null) => (told?.kind === "known" ? told.low : null);
const highOf = (told: ShareTold | null) => (told?.kind === "known" ? told.high : null);
const dealColumns = listedDealColumns<DealRow>((deal) => deal);

/** What deals say together, and the figures, each with the deals behind it. */
export function exportedInsights(client: Client): ExportedTable[] {
  return [...exportedFindings(client), ...exportedFigures(client)];
}

const exportedFindings = (client: Client): ExportedTable[] => [
  toldWhole({
    name: "findings",
    title: "Why we lose",
    says: "Each reason, step and flag looked at, with its difference.",
  }, async () => {
    const { result } = await client.showWhyWeLose();
    const found = (result?.findings ?? []).map((row) => ({ ...row, isFinding: true }));
    return [...found, ...(result?.noDifference ?? []).map((row) => ({ ...row, isFinding: false }))];
  }, [
    text("What", ({ name }) => name),
    text("Value or stage", ({ value }) => value),
    text("Kind", ({ kind }) => kind),
    text("Whose", ({ side }) => side),
    yesNo("Finding", ({ isFinding }) => isFinding),
    share("Difference in win rate", ({ difference }) => difference),
    share("At least", ({ low }) => low),
    share("At most", ({ high }) => high),
    share("Win rate with it", ({ shown }) => shown.value),
    whole("Deals with it", ({ shown }) => shown.deals),
    share("Win rate without it", ({ notShown }) => notShown.value),
    whole("Deals without it", ({ notShown }) => notShown.deals),
    ...money<{ money: { amountCents: number; currency: string } | null }>("Lost with it", (row) => row.money),
    number("p", ({ p }) => p),
    number("p corrected", ({ adjustedP }) => adjustedP),
    text("Keep in mind", ({ note }) => note),
    text("Key", ({ key }) => key),
  ]),
  listed(
    {
      needsFilter: true,
      name: "finding-deals",
      title: "Deals behind a finding",
      says: "By the finding's key; shows=false for the others.",
    },
    insightsContract.listFindingDeals,
    client.listFindingDeals,
    dealColumns,
  ),
  toldWhole(
    { name: "track-records", title: "Track records", says: "How each red flag did on past deals, by threshold." },
    async () =>
      ((await client.showTrackRecords()).result?.records ?? []).flatMap(({ thresholds, ...record }) =>
        thresholds.map((at) => ({ ...record, at })),
      ),
    [
      text("Flag", ({ name }) => name),
      text("Threshold", ({ at }) => at.threshold),
      yesNo("Set", ({ at }) => at.set),
      share("Losses it was up on", ({ at }) => at.reach.value),
      whole("Of losses", ({ at }) => at.reach.of),
      share("Lost where it was up", ({ at }) => at.precision?.value ?? null),
      share("Wins it was up on", ({ at }) => at.falseAlarms.value),
      whole("Of wins", ({ at }) => at.falseAlarms.of),
      number("Days before the loss, median", ({ at }) => at.daysBefore?.median ?? null),
      whole("Open deals up today", ({ at }) => at.openDealsUp),
      text("Flag ID", ({ flagId }) => flagId),
    ],
  ),
  toldWhole(
    { name: "same-mistakes", title: "Same mistake again", says: "How often each reason came back, and what it cost." },
    async () => (await client.showSameMistakes()).rows,
    [
      text("Reason", ({ name }) => name),
      text("Whose", ({ side }) => side),
      whole("Losses named in", ({ named }) => named),
      whole("Repeats after a promise", ({ repeats }) => repeats),
      ...money<{ repeatsMoney: { amountCents: number; currency: string } | null }>(
        "Lost by repeats",
        ({ repeatsMoney }) => repeatsMoney,
      ),
      whole("Promises", ({ promises }) => promises),
      whole("Repaired and won", ({ repairedWon }) => repairedWon),
      whole("Repaired and lost", ({ repairedLost }) => repairedLost),
      whole("Left and won", ({ leftWon }) => leftWon),
      whole("Left and lost", ({ leftLost }) => leftLost),
      text("Reason ID", ({ reasonId }) => reasonId),
    ],
  ),
  listed(
    { name: "losses-to-cut", title: "Deals to let go", says: "Open deals where effort outruns the odds." },
    insightsContract.listLossesToCut,
    client.listLossesToCut,
    [
      share("Odds", ({ probability }) => probability),
      number("Hours spent", ({ hoursSpent }) => hoursSpent),
      number("Hours still needed", ({ hoursNeeded }) => hoursNeeded),
      ...money<LossToCut>("Worth", ({ worth }) => worth),
      ...money<LossToCut>("Elsewhere", ({ elsewhere }) => elsewhere),
      ...listedDealColumns<LossToCut>(({ deal }) => deal),
    ],
  ),
];

const exportedFigures = (client: Client): ExportedTable[] => [
  toldBy(
    { name: "win-rate", title: "Win rate", says: "By count and money; by person, pipeline, source or column." },
    inputOf(insightsContract.showWinRate),
    async (input: Parameters<Client["showWinRate"]>[0]) => {
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
    async (input: Parameters<Client["showFunnels"]>[0]) =>
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
