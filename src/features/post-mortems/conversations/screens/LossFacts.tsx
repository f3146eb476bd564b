import { DayText } from "../../../../ui/DateText.tsx";
import { Facts } from "../../../../ui/Facts.tsx";
import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { LeaveOut } from "../../exclusions/screens/LeaveOut.tsx";
import type { PostMortemSheet } from "../contract.ts";
import classes from "./Conversation.module.css";
import { modeWords } from "./conversation-words.ts";

/** What is known of the loss, at a glance before the call; and, once it took place, how it was held. */
export function LossFacts({ sheet: { postMortem, deal, checkUp } }: { sheet: PostMortemSheet }) {
  const isHeld = postMortem.state === "held";
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
    { name: "Led by", value: isHeld ? postMortem.leadName : null },
    { name: "How", value: isHeld ? modeWords.find(({ mode }) => mode === postMortem.mode)?.name : null },
    { name: "Next call", value: checkUp.waits && <DayText on={checkUp.dueOn} /> },
  ];
  return (
    <section className={classes.part} aria-label="The loss">
      <h2>The loss</h2>
      <Facts facts={facts} />
      {postMortem.seesDeal && (
        <LeaveOut dealId={postMortem.dealId} name={postMortem.dealName} leftOutOf={postMortem.leftOutOf} />
      )}
    </section>
  );
}
