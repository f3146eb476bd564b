import { Button, Textarea } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { exportLinks } from "../../../../platform/browser/export-links.ts";
import { type Column, DataTable } from "../../../../ui/DataTable.tsx";
import { DayText } from "../../../../ui/DateText.tsx";
import { ErrorState } from "../../../../ui/ErrorState.tsx";
import { showNotice, showUndo } from "../../../../ui/notices.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { moreOf } from "../../../../ui/paged.ts";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { Skeletons } from "../../../../ui/Skeletons.tsx";
import { countWords, numberWords } from "../../../../ui/words.ts";
import { mayManageTeam } from "../../access.ts";
import type { teamContract } from "../../contract.ts";
import type { currencyRatesContract, RateShape } from "../contract.ts";
import classes from "./CurrencyRates.module.css";
import { readRates } from "./read-rates.ts";

const team = apiOf<typeof teamContract>("team");
const currencyRates = apiOf<typeof currencyRatesContract>("currencyRates");

/** What other currencies are worth, day by day: without a rate, money in them is unknown, and left out of sums. */
export default function CurrencyRates() {
  const known = useQueryClient();
  const reader = useReader();
  const me = useQuery(team.me.queryOptions());
  const list = useInfiniteQuery(
    currencyRates.listRates.infiniteOptions({
      input: (after: string | undefined) => ({ limit: 20, ...(after ? { after } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: (page) => page.next ?? undefined,
    }),
  );
  // Figures of money are made with them.
  const write = useMutation({
    mutationFn: (change: () => Promise<unknown>) => change(),
    onSuccess: () => known.invalidateQueries(),
  });
  const add = (rates: RateShape[], done?: () => void) =>
    write.mutate(() => currencyRates.addRates.call({ rates }), { onSuccess: () => done?.() });
  const remove = ({ currency, fromOn, rate }: RateShape) =>
    write.mutate(() => currencyRates.removeRates.call({ rates: [{ currency, fromOn }] }), {
      onSuccess: () => showUndo(`The rate of ${currency} is removed.`, () => add([{ currency, fromOn, rate }])),
    });
  if (list.error && !list.data)
    return (
      <ErrorState
        happened="The currency rates did not load."
        means={told(list.error).title}
        toDo="Nothing was changed."
        onRetry={() => void list.refetch()}
      />
    );
  const into = list.data?.pages[0]?.into;
  if (!me.data || into === undefined) return <Skeletons shape="text" count={4} />;
  const mayChange = mayManageTeam(me.data.member);
  return (
    <Section
      title="Currency rates"
      lead={`What one unit of another currency is worth in ${into}. A rate holds until the next one, for a year at most; money in a currency without a rate is left out of sums, and they say so.${mayChange ? "" : " Admins tell the rates."}`}
    >
      {write.error && <Refusal problem={told(write.error)} />}
      <DataTable
        caption="Currency rates, the latest day first"
        columns={columnsOf(into, mayChange ? remove : undefined)}
        rows={list.data?.pages.flatMap(({ rows }) => rows) ?? []}
        keyOf={({ currency, fromOn }) => `${currency} ${fromOn}`}
        files={exportLinks("currency-rates")}
        keys={false}
        more={moreOf(list)}
        empty={<p className={classes.none}>None yet: only money in {into} is counted.</p>}
      />
      {mayChange && (
        <AddRates
          into={into}
          saving={write.isPending}
          onAdd={(rates, done) =>
            add(rates, () => {
              done();
              showNotice({ message: `${countWords(rates.length, "rate is", "rates are", reader)} kept.` });
            })
          }
        />
      )}
    </Section>
  );
}

function columnsOf(into: string, remove: ((rate: RateShape) => void) | undefined): Column<RateShape>[] {
  return [
    { id: "currency", heading: "Currency", onPhone: "title", cell: ({ currency }) => currency },
    { id: "since", heading: "From", cell: ({ fromOn }) => <DayText on={fromOn} /> },
    { id: "rate", heading: `In ${into}`, align: "right", onPhone: "value", cell: ({ rate }) => <Worth rate={rate} /> },
    ...(remove
      ? [
          {
            id: "remove",
            heading: "",
            align: "right" as const,
            cell: (rate: RateShape) => (
              <Button variant="subtle" size="compact-sm" onClick={() => remove(rate)}>
                Remove
                <span className="only-for-screen-readers">
                  {" "}
                  the rate of {rate.currency} from {rate.fromOn}
                </span>
              </Button>
            ),
          },
        ]
      : []),
  ];
}

function Worth({ rate }: { rate: number }) {
  return numberWords(rate, useReader(), 6);
}

type AddProps = { into: string; saving: boolean; onAdd: (rates: RateShape[], done: () => void) => void };

/** One rate or a whole file of them. What cannot be read stays where it was typed. */
function AddRates({ into, saving, onAdd }: AddProps) {
  const reader = useReader();
  const [text, setText] = useState("");
  const { rates, unread } = readRates(text);
  const [first] = rates;
  const rest = () => setText(unread.join("\n"));
  return (
    <div className={classes.add}>
      <Textarea
        label="Add rates, one a line: its day, the currency, what one unit is worth"
        placeholder={"2026-01-01, USD, 0.92\n2026-01-01, GBP, 1.17"}
        description={`Lines of a CSV file can be pasted as they are. Worth is told in ${into}.`}
        autosize
        minRows={2}
        maxRows={12}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p role="status" className={classes.read}>
        {first &&
          `From ${first.fromOn} on, 1 ${first.currency} is worth ${numberWords(first.rate, reader, 6)} ${into}. `}
        {unread.length > 0 &&
          `${countWords(unread.length, "line holds", "lines hold", reader)} no rate that can be read, such as “${unread[0]?.slice(0, 60)}”. Write days as 2026-12-25.`}
      </p>
      <div>
        <Button variant="default" loading={saving} disabled={rates.length === 0} onClick={() => onAdd(rates, rest)}>
          {rates.length === 0 ? "Add rates" : `Add ${countWords(rates.length, "rate", "rates", reader)}`}
        </Button>
      </div>
    </div>
  );
}
