import type { ContractRouterClient } from "@orpc/contract";
import { number, share, text, whole, yesNo } from "../../../platform/export/columns.ts";
import { type ExportedTable, listed, toldWhole } from "../../../platform/export/exported-table.ts";
import type { DealRow } from "../../deals/contract.ts";
import { listedDealColumns } from "../../deals/export/list-columns.ts";
import { type FitRow, idealCustomerContract } from "./contract.ts";

type Client = ContractRouterClient<typeof idealCustomerContract>;

/** The scorecard of our ideal customer, the deals behind its rows, and every open deal's fit. */
export function exportedIdealCustomer(client: Client): ExportedTable[] {
  return [
    toldWhole({
      name: "scorecard",
      title: "Ideal customer",
      says: "The scorecard's rows with their points and evidence.",
    }, async () => {
      const { result } = await client.showIdealCustomer();
      return result?.kind === "card" ? result.rows : [];
    }, [
      text("Known when the deal begins", ({ is }) => is.heading),
      text("Value", ({ is }) => (is.kind === "value" ? is.value : null)),
      number("From", ({ is }) => (is.kind === "range" ? inUnits(is.from, is.money) : null)),
      number("Below", ({ is }) => (is.kind === "range" ? inUnits(is.below, is.money) : null)),
      whole("Points", ({ points }) => points),
      whole("Won with it", ({ shown }) => shown.won),
      whole("Deals with it", ({ shown }) => shown.deals),
      share("Win rate with it", ({ shown }) => shown.value),
      share("At least", ({ shown }) => shown.low),
      share("At most", ({ shown }) => shown.high),
      whole("Won without it", ({ notShown }) => notShown.won),
      whole("Deals without it", ({ notShown }) => notShown.deals),
      number("p corrected", ({ adjustedP }) => adjustedP),
      text("Key", ({ key }) => key),
    ]),
    listed(
      { name: "fits", title: "Open deals by fit", says: "Every open deal with its points on the scorecard." },
      idealCustomerContract.listFits,
      client.listFits,
      [
        ...listedDealColumns<FitRow>(({ deal }) => deal),
        whole("Points", ({ points }) => points),
        text("Fit", ({ fit }) => fit),
        yesNo("Never going to buy", ({ neverBuys }) => neverBuys),
        text("Not known", ({ unknown }) => unknown.join(", ")),
      ],
    ),
    listed(
      {
        needsFilter: true,
        name: "scorecard-deals",
        title: "Deals behind the scorecard",
        says: "By the row's key; shows=false for the others.",
      },
      idealCustomerContract.listCardDeals,
      client.listCardDeals,
      listedDealColumns<DealRow>((deal) => deal),
    ),
  ];
}

/** Money travels in hundredths. */
const inUnits = (value: number | null, money: boolean) => (value === null || !money ? value : value / 100);
