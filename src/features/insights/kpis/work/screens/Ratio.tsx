import { useReader } from "../../../../../ui/ReaderContext.tsx";
import { numberWords, percentWords, type Reader } from "../../../../../ui/words.ts";
import classes from "../../screens/Figures.module.css";
import type { RatioTold } from "../ratios/contract.ts";
import { signedWords } from "./tell-work.ts";

type Props = {
  told: RatioTold;
  /** A share is told in percent, a mean as a number, a difference of either with its sign. */
  as: "share" | "mean";
  signed?: boolean;
};

/** A share or a mean with the range it may well lie in, or that it is too few to say. */
export function Ratio({ told, as, signed = false }: Props) {
  const reader = useReader();
  if (told.kind === "too-few") return <span className={classes.quiet}>Too few to say</span>;
  const words = (value: number) => wordsOf(value, { as, signed, reader });
  return (
    <span>
      {words(told.value)}{" "}
      <span className={classes.quiet}>
        {told.kind === "alike" ? "(on every deal)" : `(${words(told.low)} to ${words(told.high)})`}
      </span>
    </span>
  );
}

function wordsOf(value: number, { as, signed, reader }: { as: "share" | "mean"; signed: boolean; reader: Reader }) {
  if (!signed) return as === "share" ? percentWords(value, reader) : numberWords(value, reader, 1);
  return as === "share" ? signedWords(value * 100, 0, reader) : signedWords(value, 1, reader);
}
