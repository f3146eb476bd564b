import type { ContractRouterClient } from "@orpc/contract";
import { money, number, share, text, whole, yesNo } from "../../platform/export/columns.ts";
import { type ExportedTable, listed, toldWhole } from "../../platform/export/exported-table.ts";
import type { DealRow } from "../deals/contract.ts";
import { listedDealColumns } from "../deals/export/list-columns.ts";
import { insightsContract } from "./contract.ts";
import type { LossToCut } from "./cut-losses/contract.ts";
import { exportedFigures } from "./kpis/export-figures.ts";

type Client = ContractRouterClient<typeof insightsContract>;

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
