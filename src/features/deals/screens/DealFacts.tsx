import type { ReactNode } from "react";
import { DayText, InstantText } from "../../../ui/DateText.tsx";
import { MoneyText } from "../../../ui/MoneyText.tsx";
import { Section } from "../../../ui/Page.tsx";
import type { DealPage } from "../contract.ts";
import classes from "./DealFacts.module.css";
import { usePipelines } from "./use-pipelines.ts";

type Fact = { name: string; value: ReactNode };

/** What is written about the deal, and below it whatever an import brought along. */
export function DealFacts({ deal }: { deal: DealPage }) {
  const pipelines = usePipelines().data?.rows ?? [];
  const pipeline = pipelines.length > 1 ? pipelines.find(({ id }) => id === deal.pipelineId)?.name : undefined;
  const facts: Fact[] = [
    { name: "Account", value: deal.accountName },
    { name: "Owner", value: deal.ownerName ?? "Nobody" },
    {
      name: "Amount",
      value: deal.amount && <MoneyText minorUnits={deal.amount.amountCents} currency={deal.amount.currency} />,
    },
    { name: "Pipeline", value: pipeline },
    { name: "Began", value: deal.createdAt && <InstantText at={deal.createdAt} say="day" /> },
    { name: "Expected close", value: deal.expectedCloseOn && <DayText on={deal.expectedCloseOn} /> },
    { name: "Presented", value: deal.pitchedOn && <DayText on={deal.pitchedOn} /> },
    { name: "Offered term", value: deal.offeredTermMonths && monthsInWords(deal.offeredTermMonths) },
    { name: "Closed", value: deal.closedAt && <InstantText at={deal.closedAt} say="day" /> },
    { name: "Competitor", value: deal.competitor },
    { name: "Source", value: deal.leadSource },
    { name: "Reason in the CRM", value: deal.crmReason },
  ];
  const attributes = Object.entries(deal.attributes).filter(([, value]) => value !== "");
  return (
    <Section title="Facts">
      <Facts facts={facts.filter(({ value }) => value)} />
      {attributes.length > 0 && (
        <details className={classes.more} open={attributes.length <= 6}>
          <summary>From the import ({attributes.length})</summary>
          <Facts facts={attributes.map(([name, value]) => ({ name, value }))} />
        </details>
      )}
    </Section>
  );
}

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.facts}>
      {facts.map(({ name, value }) => (
        <div key={name} className={classes.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const monthsInWords = (months: number) => `${months} ${months === 1 ? "month" : "months"}`;
