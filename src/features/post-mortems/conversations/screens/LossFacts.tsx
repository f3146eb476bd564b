import { DayText } from "../../../../ui/DateText.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import type { PostMortemSheet } from "../contract.ts";
import classes from "./Conversation.module.css";

/** What is known of the loss, at a glance before the call. */
export function LossFacts({ sheet: { postMortem, deal } }: { sheet: PostMortemSheet }) {
  const facts = [
    {
      name: "Worth",
      value: postMortem.amount && (
        <MoneyText minorUnits={postMortem.amount.amountCents} currency={postMortem.amount.currency} />
      ),
    },
    { name: "Lost", value: <DayText on={deal.closedOn} /> },
    { name: "They chose", value: postMortem.competitor },
    { name: "It came as far as", value: deal.stageReached },
    { name: "Sold by", value: postMortem.ownerName },
    { name: "The CRM says", value: deal.crmReason },
    { name: "Major by", value: postMortem.ruleName },
    { name: "Asked for by", value: postMortem.ruleName === null ? postMortem.askedByName : null },
  ].filter(({ value }) => value);
  return (
    <section className={classes.part} aria-label="The loss">
      <h2>The loss</h2>
      <dl className={classes.facts}>
        {facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
