import { SegmentedControl } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { FlagMark } from "../../../ui/Flag.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { countWords, moneyWords } from "../../../ui/words.ts";
import type { CheckedDeal, CheckedRule, pipelineCheckContract } from "../contract.ts";
import classes from "./PipelineCheck.module.css";
import { RepairButton } from "./RepairButton.tsx";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");

type Kind = CheckedDeal["reading"]["kind"];
const isKind = (value: string): value is Kind => value === "up" || value === "down" || value === "unknown";

type Props = { rule: CheckedRule; ownerId: string | undefined; readAt: string | null; refreshing: number };

/** One rule over the open deals: how many are at risk, safe or unknown, and which, worst money first. */
export function RuleCheck({ rule, ownerId, readAt, refreshing }: Props) {
  const reader = useReader();
  const [kind, setKind] = useState<Kind>("up");
  const shownKind = kind === "up" && rule.atRisk === 0 && rule.unknown > 0 && rule.safe === 0 ? "unknown" : kind;
  const deals = useInfiniteQuery(
    pipelineCheck.listCheckedDeals.infiniteOptions({
      input: (after: string | undefined) => ({
        flagId: rule.flagId,
        kind: shownKind,
        limit: 20,
        ...(ownerId ? { ownerId } : {}),
        ...(after ? { after } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
      // A newer reading is another list.
      queryKey: [...pipelineCheck.listCheckedDeals.key(), rule.flagId, shownKind, ownerId ?? "", readAt, refreshing],
      placeholderData: (before) => before,
    }),
  );
  const rows = deals.data?.pages.flatMap((page) => page.rows) ?? [];
  const money = rule.moneyAtRisk.map(({ amountCents, currency }) =>
    moneyWords({ minorUnits: amountCents, currency }, reader),
  );

  const columns: Column<CheckedDeal>[] = [
    { id: "deal", heading: "Deal", cell: ({ deal }) => deal.name, onPhone: "title" },
    { id: "account", heading: "Account", cell: ({ deal }) => deal.accountName ?? "" },
    { id: "stage", heading: "Stage", cell: ({ deal }) => deal.stageName },
    {
      id: "amount",
      heading: "Amount",
      align: "right",
      onPhone: "value",
      cell: ({ deal }) =>
        deal.amount && <MoneyText minorUnits={deal.amount.amountCents} currency={deal.amount.currency} />,
    },
    {
      id: "evidence",
      heading: "What the record shows",
      onPhone: "plain",
      cell: ({ reading }) => (
        <span className={classes.evidence}>
          <FlagMark state={reading.kind} />
          {reading.evidence}
        </span>
      ),
    },
    ...(shownKind === "down"
      ? []
      : [
          {
            id: "repair",
            heading: "Repair",
            onPhone: "plain" as const,
            cell: (row: CheckedDeal) => <RepairButton row={row} rule={rule} />,
          },
        ]),
  ];

  return (
    <Section title={rule.commitment?.wording ?? rule.flagName} lead={sentence(rule, money)}>
      <SegmentedControl
        aria-label={`Which open deals, for ${rule.flagName}`}
        size="xs"
        data={[
          { value: "up", label: `▲ At risk ${rule.atRisk}` },
          { value: "unknown", label: `? Not known ${rule.unknown}` },
          { value: "down", label: `✓ Safe ${rule.safe}` },
        ]}
        value={shownKind}
        onChange={(value) => isKind(value) && setKind(value)}
      />
      {deals.error ? (
        <Refusal problem={told(deals.error)} />
      ) : (
        <DataTable
          caption={`Open deals, ${rule.flagName}, worst money first`}
          columns={columns}
          rows={rows}
          keyOf={({ deal }) => deal.id}
          hrefOf={({ deal }) => `/deals/${deal.id}`}
          loading={deals.isPending}
          more={
            deals.hasNextPage
              ? { loading: deals.isFetchingNextPage, load: () => void deals.fetchNextPage() }
              : undefined
          }
          empty={<p className={classes.none}>{noneOf[shownKind]}</p>}
        />
      )}
    </Section>
  );

  function sentence({ atRisk, safe, unknown, resting, commitment, flagName }: CheckedRule, sums: string[]): string {
    const all = atRisk + safe + unknown;
    return [
      commitment ? `${flagName}:` : "A flag that costs the whole team:",
      `${atRisk} of ${countWords(all, "open deal", "open deals", reader)} at risk${sums.length > 0 && atRisk > 0 ? ` (${sums.join(", ")})` : ""},`,
      `${unknown} not known${resting > 0 ? `, ${resting} resting` : ""}.`,
    ].join(" ");
  }
}

const noneOf: Record<Kind, string> = {
  up: "No open deal carries this mistake right now.",
  down: "No open deal is known to be safe from it yet.",
  unknown: "The record can say of every open deal.",
};
