import { MoneyText } from "../../../../ui/MoneyText.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../../ui/UiLink.tsx";
import type { PostMortemRow } from "../contract.ts";
import { sinceLossWords } from "./conversation-words.ts";

/** Which loss it is about, in one line. */
export function ConversationLead({ postMortem }: { postMortem: PostMortemRow }) {
  const reader = useReader();
  const { dealId, dealName, amount, competitor, seesDeal, isReopened, state } = postMortem;
  return (
    <>
      {seesDeal ? <UiLink href={`/deals/${dealId}`}>{dealName}</UiLink> : dealName}
      {amount && (
        <>
          {", "}
          <MoneyText minorUnits={amount.amountCents} currency={amount.currency} />
        </>
      )}
      {competitor && `, lost to ${competitor}`}
      {state !== "held" && `. ${sinceLossWords(postMortem, reader)}`}
      {isReopened && ". The deal was opened again since"}.
    </>
  );
}
