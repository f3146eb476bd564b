import classes from "./MoneyText.module.css";
import { useReader } from "./ReaderContext.tsx";
import { moneyWords } from "./words.ts";

type Props = {
  /** Whole minor units (cents); null when no amount is known. */
  minorUnits: number | null;
  /** ISO 4217: "EUR". */
  currency: string;
  /** "€1.2M", with the exact amount in its title. */
  short?: boolean | undefined;
  /** Writes + as well as −. */
  signed?: boolean | undefined;
};

/** Money as the reader's locale writes it; never breaks across lines. */
export function MoneyText({ minorUnits, currency, short, signed }: Props) {
  const reader = useReader();
  if (minorUnits === null) return <span className={classes.none}>No amount</span>;
  const words = moneyWords(minorUnits, currency, reader, { short, signed });
  return (
    <span className={classes.money} title={short ? moneyWords(minorUnits, currency, reader, { signed }) : undefined}>
      {words}
    </span>
  );
}
