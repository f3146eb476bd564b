import { useReader } from "../../../ui/ReaderContext.tsx";
import { numberWords } from "../../../ui/words.ts";
import { Beside, Key } from "./Beside.tsx";
import { Finding, Nothing, TooFew } from "./Finding.tsx";
import type { RecordShape } from "./record-shape.ts";
import { rangeWords, verdictWords } from "./record-words.ts";

/** The deal after a loss: counts first, then what the other deals would bring. */
export function AfterLoss({ figure }: { figure: RecordShape["afterLoss"] }) {
  const reader = useReader();
  const title = "In the deal after a loss";
  if (figure.kind === "too-few") return <TooFew title={title} figure={figure} what="deals after a loss" />;
  if (figure.kind === "no-variation")
    return <Nothing title={title}>Nothing was won yet, so there is nothing to compare.</Nothing>;
  const { wins, losses, usualWins, chanceLow, chanceHigh } = figure;
  const of = wins + losses;
  return (
    <Finding
      title={title}
      figure={`${numberWords(wins, reader)} won, ${numberWords(losses, reader)} lost`}
      beside={
        <>
          <Key mark="usual" />
          usually {numberWords(Math.round(usualWins), reader)} of {numberWords(of, reader)}
        </>
      }
      lane={<Beside value={wins} usual={usualWins} chance={{ low: chanceLow, high: chanceHigh }} max={of} />}
      ends={[
        "0",
        <>
          <Key mark="chance" />
          {rangeWords(chanceLow, chanceHigh, reader)} wins by chance alone
        </>,
        numberWords(of, reader),
      ]}
    >
      {verdictWords(figure, reader)}
    </Finding>
  );
}
