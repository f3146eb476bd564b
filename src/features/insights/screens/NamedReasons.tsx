import { axisOf, type IntervalRow, Intervals } from "../../../ui/Interval.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import { moneyWords, numberWords } from "../../../ui/words.ts";
import type { FindingsResult, Judged } from "../findings/contract.ts";
import { nameFinding, wonWords } from "../findings/naming/rules.ts";
import { dealsHref } from "./draw-finding.ts";
import classes from "./Insights.module.css";
import { useMayInsights } from "./use-insights.ts";

const shownAtOnce = 8;

type Reason = FindingsResult["reasons"][number];
type Props = { reasons: readonly Reason[]; findings: readonly Judged[] };

/** How often debriefs name each reason. It is known only after the close, so the track of its flag or step says the rest. */
export function NamedReasons({ reasons, findings }: Props) {
  const reader = useReader();
  const { change: mayAsk } = useMayInsights();
  const [first] = reasons;
  if (!first) return null;
  const number = (value: number) => numberWords(value, reader);
  const draw = (reason: Reason): IntervalRow => {
    const { reasonId, name, named, of, low, high, money } = reason;
    return {
      id: reasonId,
      label: name,
      href: `/settings/reasons?open=${reasonId}`,
      estimate: { kind: "known", value: (100 * named) / of, low: 100 * low, high: 100 * high },
      count: money ? `${moneyWords(money.amountCents, money.currency, reader, { short: true })} lost` : "",
      detail: (
        <>
          {number(named)} of {number(of)} debriefs. <SeenBefore finding={findings.find((each) => isOf(reason, each))} />
          {mayAsk && (
            <>
              {" "}
              <UiLink className="not-in-print" href={`/audience/packets/new?of=reason&reasonId=${reasonId}`}>
                Send to marketing<span className="only-for-screen-readers">: {name}</span>
              </UiLink>
            </>
          )}
        </>
      ),
    };
  };
  const rows = reasons.map(draw);
  const same = { unit: "in 100", rowsAre: "Reason", signed: false, axis: axisOf(rows) };
  return (
    <Section
      title="As debriefs name it"
      lead="A reason is known only after the close, so it is counted, not compared; what could be seen of it beforehand is beside it."
    >
      <Intervals
        title={`“${first.name}” is named in ${number(first.named)} of ${number(first.of)} debriefs of losses.`}
        rows={rows.slice(0, shownAtOnce)}
        {...same}
      />
      {rows.length > shownAtOnce && (
        <details className={classes.more}>
          <summary>{number(rows.length - shownAtOnce)} more, named less often</summary>
          <Intervals title="Named less often" rows={rows.slice(shownAtOnce)} {...same} grey />
        </details>
      )}
    </Section>
  );
}

const isOf = ({ flagId, stepId }: Reason, finding: Judged) =>
  (flagId !== null && finding.flagId === flagId) || (stepId !== null && finding.stepId === stepId);

function SeenBefore({ finding }: { finding: Judged | undefined }) {
  if (!finding) return null;
  return (
    <>
      Seen beforehand: <UiLink href={dealsHref(finding.key)}>{nameFinding(finding)}</UiLink>,{" "}
      {wonWords(finding.difference)}.
    </>
  );
}
