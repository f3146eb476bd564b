import { Button } from "@mantine/core";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { dayWords } from "../../../../ui/words.ts";
import type { DateOrder, ImportPreview } from "../contract.ts";
import classes from "./ImportScreen.module.css";
import { readSampleDate } from "./read-sample-date.ts";

type Props = { data: ImportPreview; onChoose: (column: number, order: DateOrder) => void };

/** What only a person can say, each question with its answers beside it. */
export function ToSettle({ data, onChoose }: Props) {
  const undecided = data.columns.filter(({ dateOrderUndecided }) => dateOrderUndecided);
  const about = (question: string) => undecided.some(({ heading }) => question.startsWith(`In “${heading}”`));
  const others = data.questions.filter((question) => !about(question));
  if (undecided.length + others.length === 0) return null;
  return (
    <section className={classes.settle} aria-label="To settle first">
      <h2 className={classes.settleTitle}>Settle this first</h2>
      {others.map((question) => (
        <p key={question} className={classes.question}>
          {question} Choose it below, under “Read as”.
        </p>
      ))}
      {undecided.map((column) => (
        <fieldset key={column.column} className={classes.choice}>
          <legend>In “{column.heading}”, is the day or the month written first?</legend>
          <p className={classes.fits}>Every value fits both, such as {column.samples.slice(0, 3).join(", ")}.</p>
          <div className={classes.orders}>
            <OrderButton column={column} order="day-first" onChoose={onChoose} />
            <OrderButton column={column} order="month-first" onChoose={onChoose} />
          </div>
        </fieldset>
      ))}
    </section>
  );
}

type OrderProps = {
  column: ImportPreview["columns"][number];
  order: "day-first" | "month-first";
  onChoose: Props["onChoose"];
};

function OrderButton({ column, order, onChoose }: OrderProps) {
  const reader = useReader();
  const sample = column.samples.find((text) => readSampleDate(text, order));
  const day = sample ? readSampleDate(sample, order) : null;
  return (
    <Button variant="default" onClick={() => onChoose(column.column, order)}>
      {order === "day-first" ? "The day" : "The month"}
      {day && `: ${sample} is ${dayWords(day, reader)}`}
    </Button>
  );
}
