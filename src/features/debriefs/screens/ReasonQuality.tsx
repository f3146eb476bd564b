import { useQuery } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { DayText } from "../../../ui/DateText.tsx";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { Skeletons } from "../../../ui/Skeletons.tsx";
import { countWords, numberWords, percentWords, type Reader } from "../../../ui/words.ts";
import type { debriefsContract } from "../contract.ts";
import type { ReasonQuality as Quality } from "../reason-quality/contract.ts";
import classes from "./ReasonQuality.module.css";

const debriefs = apiOf<typeof debriefsContract>("debriefs");
type Summary = Extract<Quality, { kind: "summary" }>;
type Share = Summary["clickedThrough"];
type Agreement = Summary["agreement"];

/** How far the reasons of the last year can be relied on: counts, never persons. */
export default function ReasonQuality() {
  const quality = useQuery(debriefs.showReasonQuality.queryOptions());
  if (quality.isPending) return <Skeletons shape="text" />;
  if (!quality.data) {
    const { title, detail } = told(quality.error);
    return <ErrorState happened={title} toDo={detail} onRetry={() => void quality.refetch()} />;
  }
  if (quality.data.kind === "few-people") {
    const { people, needed } = quality.data;
    return (
      <p className={classes.note}>
        How far the reasons can be relied on is told as sums over at least {needed} people, so that it shows nobody's
        own. So far {people === 1 ? "1 person has" : `${people} people have`} recorded the debrief of a loss in the last
        year.
      </p>
    );
  }
  return <InSums summary={quality.data} />;
}

function InSums({ summary }: { summary: Summary }) {
  const reader = useReader();
  const { debriefs: count, sinceOn, priceCannotSay } = summary;
  return (
    <div className={classes.quality}>
      <p className={classes.note}>
        {countWords(count, "debriefed loss", "debriefed losses", reader)} since <DayText on={sinceOn} />.
      </p>
      <dl className={classes.rows}>
        <Row
          title="Price was named, and never came up on the deal"
          share={summary.priceNeverCameUp}
          cases="losses with price as a reason that can say so"
          meaning={`No subject, answer or change of the amount mentions it. Asked then: did they say so, or do we suppose it?${
            priceCannotSay > 0
              ? ` On ${numberWords(priceCannotSay, reader)} more nothing says what was talked about.`
              : ""
          }`}
        />
        <Row
          title="They held off, and a competitor is named"
          share={summary.competitorNamed}
          cases="losses without a decision"
          meaning="Both can be true. Where it is not, the competitor is missing from what we count."
        />
        <Row
          title="Recorded within a few seconds"
          share={summary.clickedThrough}
          cases="debriefs whose time was taken"
          meaning="Less than ten seconds and two for each reason. What the record had filled in already may be all there was to say."
        />
        <AgreementRow agreement={summary.agreement} />
      </dl>
    </div>
  );
}

type RowProps = { title: string; share: Share; cases: string; meaning: string };

function Row({ title, share, cases, meaning }: RowProps) {
  const reader = useReader();
  return (
    <div className={classes.row} data-too-few={share.kind === "too-few" || undefined}>
      <dt>{title}</dt>
      <dd className={classes.figure}>
        {share.kind === "known" ? (
          <>
            <strong>
              {numberWords(share.count, reader)} of {numberWords(share.of, reader)}
            </strong>{" "}
            {percentWords(share.low, reader)} to {percentWords(share.high, reader)}
          </>
        ) : (
          fewWords(share, cases, reader)
        )}
      </dd>
      <dd className={classes.meaning}>{meaning}</dd>
    </div>
  );
}

function AgreementRow({ agreement }: { agreement: Agreement }) {
  const reader = useReader();
  return (
    <div className={classes.row} data-too-few={agreement.kind === "too-few" || undefined}>
      <dt>The CRM gives the same reason</dt>
      <dd className={classes.figure}>
        {agreement.kind === "known" ? (
          <>
            <strong>
              {numberWords(agreement.among, reader)} of {numberWords(agreement.losses, reader)}
            </strong>{" "}
            {percentWords(agreement.low, reader)} to {percentWords(agreement.high, reader)}
          </>
        ) : (
          fewWords(agreement, "losses with a reason in both", reader)
        )}
      </dd>
      <dd className={classes.meaning}>{agreement.kind === "known" ? beyondWords(agreement, reader) : sameWords}</dd>
    </div>
  );
}

const sameWords = "Whether the reason entered in the CRM is among those of the debrief.";

function beyondWords({ single }: Extract<Agreement, { kind: "known" }>, reader: Reader): string {
  if (single.kind === "too-few" || single.ac1.kind === "no-variation") return sameWords;
  const figure = (value: number) => numberWords(value, reader, 2);
  const { losses, ac1, kappa } = single;
  const one = `Of ${numberWords(losses, reader)} losses with one reason only, beyond chance ${figure(ac1.value)} of 1, between ${figure(ac1.low)} and ${figure(ac1.high)}`;
  return `${sameWords} ${one} (Gwet's AC1${kappa.kind === "known" ? `; Cohen's kappa ${figure(kappa.value)}` : ""}).`;
}

function fewWords({ outOf, needed }: { outOf: number; needed: number }, cases: string, reader: Reader): string {
  return `Too few to say: ${numberWords(outOf, reader)} ${cases}, of ${numberWords(needed, reader)} needed`;
}
