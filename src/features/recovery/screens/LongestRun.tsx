import { useReader } from "../../../ui/ReaderContext.tsx";
import { dayOf, dayWords, numberWords } from "../../../ui/words.ts";
import { Beside, Key } from "./Beside.tsx";
import { Finding, Nothing, TooFew } from "./Finding.tsx";
import type { RecordShape } from "./record-shape.ts";
import { rangeWords, tenthsWords, type Whose } from "./record-words.ts";

/** The longest losing run, beside how long chance alone makes it at this win rate. */
export function LongestRun({ figure, whose }: { figure: RecordShape["longestLosingRun"]; whose: Whose }) {
  const reader = useReader();
  const title = "The longest losing run";
  if (figure.kind === "too-few") return <TooFew title={title} figure={figure} what="results" />;
  if (figure.kind === "no-variation")
    return <Nothing title={title}>Everything ended the same way so far, so there is no run to compare.</Nothing>;
  const { length, firstAt, lastAt, atBeginning, won, of, chanceMiddle, chanceLow, chanceHigh } = figure;
  const dayAt = (instant: string) => dayOf(instant, reader.timeZone);
  const tenths = tenthsWords(won, of);
  const max = Math.max(length, chanceHigh) + 1;
  return (
    <Finding
      title={title}
      figure={`${numberWords(length, reader)} in a row`}
      beside={
        <>
          <Key mark="usual" />
          usually {numberWords(chanceMiddle, reader)}
        </>
      }
      lane={<Beside value={length} usual={chanceMiddle} chance={{ low: chanceLow, high: chanceHigh }} max={max} />}
      ends={[
        "0",
        <>
          <Key mark="chance" />
          {rangeWords(chanceLow, chanceHigh, reader)} by chance alone
        </>,
        numberWords(max, reader),
      ]}
    >
      {dayWords(dayAt(firstAt), reader)} to {dayWords(dayAt(lastAt), reader)}. {tenths} in {numberWords(of, reader)}{" "}
      deals, chance alone gives {rangeWords(chanceLow, chanceHigh, reader)} in a row somewhere
      {length > chanceHigh
        ? atBeginning
          ? "; it stands at the beginning of the record, where losses come sooner than wins."
          : "; something was different then."
        : "."}
      {whose === "team" && " It is the run of the team's deals as they closed, nobody's own."}
    </Finding>
  );
}
