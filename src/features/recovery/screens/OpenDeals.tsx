import { Button } from "@mantine/core";
import { useState } from "react";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { countWords, numberWords } from "../../../ui/words.ts";
import type { OpenDealInGap } from "../quota-gap/contract.ts";
import classes from "./Quota.module.css";
import { type KnownGap, money, oddsWords } from "./quota-words.ts";

const fewAtFirst = 12;

/** Each open deal, its odds and whether it can come in time. */
export function OpenDeals({ deals, more, mine }: { deals: readonly OpenDealInGap[]; more: number; mine: boolean }) {
  const reader = useReader();
  const [all, setAll] = useState(false);
  const columns: Column<OpenDealInGap>[] = [
    { id: "name", heading: "Deal", cell: ({ name }) => name },
    { id: "stage", heading: "Stage", cell: ({ stageName }) => stageName, needsRoom: true, onPhone: "hidden" },
    {
      id: "amount",
      heading: "Amount",
      align: "right",
      onPhone: "value",
      cell: ({ amount }) => <MoneyText minorUnits={amount.amountCents} currency={amount.currency} />,
    },
    {
      id: "odds",
      heading: "Odds",
      wrap: true,
      onPhone: "plain",
      cell: (deal) => oddsWords(deal, mine, reader),
    },
    {
      id: "worth",
      heading: "On average in time",
      align: "right",
      cell: ({ amount, probability, inTime }) => (
        <MoneyText
          minorUnits={Math.round(amount.amountCents * probability * (inTime ?? 1))}
          currency={amount.currency}
          short
        />
      ),
    },
  ];
  return (
    <>
      <DataTable
        caption="Open deals, what brings most on average first"
        columns={columns}
        rows={all ? deals : deals.slice(0, fewAtFirst)}
        keyOf={({ dealId }) => dealId}
        hrefOf={({ dealId }) => `/deals/${dealId}`}
      />
      {!all && deals.length > fewAtFirst && (
        <Button variant="subtle" color="gray" size="compact-sm" className={classes.more} onClick={() => setAll(true)}>
          Show all {numberWords(deals.length, reader)}
        </Button>
      )}
      {(all || deals.length <= fewAtFirst) && more > 0 && (
        <p className={classes.quiet}>
          {countWords(more, "smaller one is", "smaller ones are", reader)} in the figures as well.
        </p>
      )}
    </>
  );
}

/** Open deals that cannot be counted, by their names: nothing is taken one to one. */
export function UnknownDeals({ deals, currency }: { deals: KnownGap["openUnknown"]; currency: string }) {
  const reader = useReader();
  const shown = deals.slice(0, 10);
  return (
    <p className={classes.quiet}>
      Not in the figures, as they have no amount in {currency}:{" "}
      {shown.map(({ dealId, name, amount }, place) => (
        <span key={dealId}>
          {place > 0 && ", "}
          <UiLink href={`/deals/${dealId}`}>{name}</UiLink>
          {amount && ` (${money(amount, reader)})`}
        </span>
      ))}
      {deals.length > shown.length && ` and ${deals.length - shown.length} more`}.
    </p>
  );
}
