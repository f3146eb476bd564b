import { InstantText } from "../../../ui/DateText.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import type { DealRow } from "../../deals/contract.ts";

const said = { lost: { first: "Lost", after: "lost" }, won: { first: "Won", after: "won" } };

/** Which deal it was, for the memory, and what the two minutes are for. */
export function DebriefLead({ deal }: { deal: DealRow }) {
  const lost = deal.status === "lost";
  return (
    <>
      {deal.amount && (
        <>
          <MoneyText minorUnits={deal.amount.amountCents} currency={deal.amount.currency} />
          {", "}
        </>
      )}
      {deal.closedAt && (
        <>
          {said[lost ? "lost" : "won"][deal.amount ? "after" : "first"]} <InstantText at={deal.closedAt} say="when" />
          {". "}
        </>
      )}
      {lost
        ? "Two minutes: what was ours, and where else it is about to happen."
        : "Two minutes: what did we do right, and can it be repeated?"}
    </>
  );
}
