import { Button, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { told } from "../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { DayText } from "../../../ui/DateText.tsx";
import { DayInput } from "../../../ui/DayInput.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Section } from "../../../ui/Page.tsx";
import { ProgressBar } from "../../../ui/ProgressBar.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import { countWords, numberWords, todayOf } from "../../../ui/words.ts";
import type { BacktestResult, BacktestShown } from "../forecast/contract.ts";
import backtest from "./BacktestSection.module.css";
import classes from "./Insights.module.css";
import { agesIn } from "./read-ages.ts";
import { inHundred } from "./tell-odds.ts";
import { insights, useMayInsights } from "./use-insights.ts";

const askAgainMs = 1_500;

/** How good the odds would have been, had somebody asked on a day in the past. */
export function BacktestSection() {
  const reader = useReader();
  const may = useMayInsights();
  const known = useQueryClient();
  const today = todayOf(reader);
  // The one that was there when another was asked for: the next is another one.
  const [waitingFor, setWaitingFor] = useState<{ after: string | null } | null>(null);
  const shown = useQuery(
    insights.showBacktest.queryOptions({
      refetchInterval: ({ state }) =>
        waitingFor && (state.data?.madeAt ?? null) === waitingFor.after ? askAgainMs : false,
    }),
  );
  const isWaiting = waitingFor !== null && (shown.data?.madeAt ?? null) === waitingFor.after;
  const [cutoffOn, setCutoffOn] = useState<string | null>(null);
  const [ages, setAges] = useState("7, 14, 21, 30");
  const atDays = agesIn(ages);
  const ask = useMutation({
    mutationFn: (asked: { cutoffOn: string; atDays: number[] }) => insights.askBacktest.call(asked),
    onSuccess: () => {
      setWaitingFor({ after: shown.data?.madeAt ?? null });
      void known.invalidateQueries({ queryKey: insights.showBacktest.key() });
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (cutoffOn && atDays) ask.mutate({ cutoffOn, atDays });
  };
  return (
    <Section
      title="How good would they have been?"
      lead="Learned only from what had closed before a day, asked about deals that were open after it, at these ages."
    >
      {may.ask && (
        <form className={backtest.form} onSubmit={submit}>
          <DayInput label="As of" value={cutoffOn} onChange={setCutoffOn} max={today} required />
          <TextInput
            label="At these ages, in days"
            value={ages}
            onChange={(event) => setAges(event.currentTarget.value)}
            error={atDays ? undefined : "Up to 12 whole numbers from 0 to 720, with commas between them."}
            required
          />
          <Button type="submit" variant="default" loading={ask.isPending} disabled={isWaiting || !atDays || !cutoffOn}>
            Work it out
          </Button>
        </form>
      )}
      {ask.error && <Refusal problem={told(ask.error)} />}
      {isWaiting && (
        <div className={classes.computing}>
          <ProgressBar label="Learning from what had closed by then" value={null} detail="You can go on meanwhile." />
        </div>
      )}
      {shown.error && !shown.data && (
        <ErrorState happened={told(shown.error).title} onRetry={() => void shown.refetch()} />
      )}
      {shown.data?.result && !isWaiting && <Judged result={shown.data.result} />}
    </Section>
  );
}

type Row = BacktestResult["rows"][number];

function Judged({ result }: { result: BacktestShown }) {
  const reader = useReader();
  if ("kind" in result) {
    if (result.kind === "failed")
      return (
        <p className={classes.plain}>
          As of <DayText on={result.cutoffOn} />: something went wrong on our side. Ask once more.
        </p>
      );
    return (
      <p className={classes.plain}>
        As of <DayText on={result.cutoffOn} />:{" "}
        {result.kind === "no-variation"
          ? result.why
          : `by then ${countWords(result.won, "deal was", "deals were", reader)} won and ${numberWords(result.lost, reader)} lost; odds take ${numberWords(result.needed, reader)} of each. Choose a later day.`}
      </p>
    );
  }
  const { cutoffOn, trained, rows } = result;
  const columns: Column<Row>[] = [
    { id: "age", heading: "Age of the deal", cell: ({ atDays }) => countWords(atDays, "day", "days", reader) },
    {
      id: "deals",
      heading: "Deals",
      align: "right",
      onPhone: "value",
      cell: ({ deals }) => numberWords(deals, reader),
    },
    {
      id: "auc",
      heading: "Picks the won one",
      align: "right",
      cell: ({ auc, tooFew }) =>
        auc === null ? (
          <span className={classes.quiet}>
            Too few to say{tooFew ? `: ${tooFew.won} won and ${tooFew.lost} lost of ${tooFew.needed} each` : ""}
          </span>
        ) : (
          `${inHundred(auc)} times in 100`
        ),
    },
    {
      id: "brier",
      heading: "Brier score",
      align: "right",
      cell: ({ brier }) => brier !== null && numberWords(brier, reader, 3),
    },
    {
      id: "off",
      heading: "Off by, on average",
      align: "right",
      cell: ({ calibrationError }) =>
        calibrationError !== null && `${numberWords(calibrationError * 100, reader, 1)} points`,
    },
  ];
  return (
    <div>
      <p className={classes.plain}>
        As of <DayText on={cutoffOn} />: learned from {numberWords(trained.won, reader)} won and{" "}
        {numberWords(trained.lost, reader)} lost deals.
      </p>
      <DataTable
        caption="How good the odds would have been, by the age of the deal"
        columns={columns}
        rows={rows}
        keyOf={({ atDays }) => String(atDays)}
        keys={false}
      />
    </div>
  );
}
