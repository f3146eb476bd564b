import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { type IntervalRow, Intervals } from "../../../../ui/Interval.tsx";
import { Section } from "../../../../ui/Page.tsx";
import { useReader } from "../../../../ui/ReaderContext.tsx";
import { Refusal } from "../../../../ui/Refusal.tsx";
import { countWords, numberWords, type Reader } from "../../../../ui/words.ts";
import type { postMortemsContract } from "../../contract.ts";
import { listSpeakers, speakerWords } from "../../voices/screens/name-speakers.ts";
import type { AgreedShare, PairAgreement, ReasonAgreement } from "../contract.ts";
import classes from "./SameReason.module.css";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");
const shownAtOnce = 8;

/** How often two voices name the same reason of a loss: seller and customer first, since only one of them knows. */
export function SameReason() {
  const shown = useQuery(postMortems.showAgreement.queryOptions());
  const [chosen, setChosen] = useState(0);
  if (shown.error && !shown.data) return <Refusal problem={told(shown.error)} />;
  const pairs = shown.data?.pairs ?? [];
  const pair = pairs[chosen] ?? pairs[0];
  if (!pair) return null;
  return (
    <Section
      title="Do we name the reasons they name?"
      lead="Seller, manager and customer each say why a deal was lost, in the same catalogue. Nothing here is by person."
      actions={
        <div className={classes.pairs} role="radiogroup" aria-label="Whose reasons">
          {pairs.map(({ one, other }, place) => (
            <label key={`${one} ${other}`} data-chosen={place === chosen || undefined}>
              <input type="radio" name="voices" checked={place === chosen} onChange={() => setChosen(place)} />
              {listSpeakers([one, other], true)}
            </label>
          ))}
        </div>
      }
    >
      <Pair pair={pair} />
    </Section>
  );
}

function Pair({ pair }: { pair: PairAgreement }) {
  const reader = useReader();
  const { one, other, shared, reasons } = pair;
  const two = listSpeakers([one, other], true);
  if (shared.kind === "too-few") {
    return (
      <p className={classes.few}>
        {shared.outOf === 0
          ? `${two} have not both said why on any loss yet.`
          : `${two} have both said why on ${countWords(shared.outOf, "loss", "losses", reader)}.`}{" "}
        From {numberWords(shared.needed, reader)} losses on, it is told how often they say the same.
      </p>
    );
  }
  const told = reasons.filter(({ both }) => both.kind === "known");
  const few = reasons.length - told.length;
  const title = `${two} have a reason in common on ${numberWords(shared.count, reader)} of ${countWords(shared.of, "loss", "losses", reader)}`;
  const rows = [
    { id: "in common", label: "Any reason in common", ...figuresOf(shared, reader), clear: true },
    ...told.map((reason) => rowOf(reason, pair, reader)),
  ];
  const same = { unit: "%", rowsAre: "Reason", signed: false, axis: { low: 0, high: 100 } };
  return (
    <div className={classes.pair}>
      <Intervals
        title={title}
        {...same}
        rows={rows.slice(0, shownAtOnce + 1)}
        footnote={
          <>
            Of the losses where at least one of the two named it: both did. Bars: where the true share lies in 95 of 100
            cases.
            {few > 0 &&
              ` ${countWords(few, "reason was", "reasons were", reader)} named on fewer than five losses: too few to say.`}
          </>
        }
      />
      {rows.length > shownAtOnce + 1 && (
        <details className={classes.more}>
          <summary>{numberWords(rows.length - shownAtOnce - 1, reader)} more, named less often</summary>
          <Intervals title="Named less often" {...same} rows={rows.slice(shownAtOnce + 1)} grey />
        </details>
      )}
    </div>
  );
}

function rowOf(
  { reasonId, name, both, alone }: ReasonAgreement,
  { one, other }: PairAgreement,
  reader: Reader,
): IntervalRow {
  const only = alone && [
    ...(alone.one > 0 ? [`${numberWords(alone.one, reader)} only the ${speakerWords[one]}`] : []),
    ...(alone.other > 0 ? [`${numberWords(alone.other, reader)} only the ${speakerWords[other]}`] : []),
  ];
  return {
    ...{ id: reasonId, label: name, clear: false, ...figuresOf(both, reader) },
    ...(only && only.length > 0 ? { detail: `${only.join(", ")}.` } : {}),
  };
}

function figuresOf(share: AgreedShare, reader: Reader): Pick<IntervalRow, "count" | "estimate"> {
  if (share.kind === "too-few") return { count: "", estimate: share };
  const { count, of, low, high } = share;
  return {
    count: `${numberWords(count, reader)} of ${countWords(of, "loss", "losses", reader)}`,
    estimate: { kind: "known", value: (100 * count) / of, low: 100 * low, high: 100 * high },
  };
}
