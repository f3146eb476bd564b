import { InstantText } from "../../../ui/DateText.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import type { DealRow } from "../../deals/contract.ts";

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
          {lost ? "lost " : "won "}
          <InstantText at={deal.closedAt} say="when" />
          {". "}
        </>
      )}
      {lost
        ? "Two minutes: what was ours, and where else it is about to happen."
        : "Two minutes: what did we do right, and can it be repeated?"}
    </>
  );
}
