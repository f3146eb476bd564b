import { Button } from "@mantine/core";
import { CalibrationPlot } from "../../../ui/CalibrationPlot.tsx";
import { Section } from "../../../ui/Page.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { countWords, numberWords } from "../../../ui/words.ts";
import type { OddsResult } from "../forecast/contract.ts";
import classes from "./Insights.module.css";
import { PointsList } from "./PointsList.tsx";
import { aucWords, brierWords, calibrationWords, inHundred } from "./tell-odds.ts";
import { useDecideField } from "./use-decide-field.ts";
import { useMayInsights } from "./use-insights.ts";

/** How far the odds can be trusted, and what they go by; or why there are none. */
export function OddsQuality({ odds }: { odds: OddsResult }) {
  return (
    <>
      {odds.kind === "too-few" && <TooFew odds={odds} />}
      {odds.kind === "no-variation" && <p className={classes.plain}>{odds.why}</p>}
      {odds.kind === "model" && <HowGood odds={odds} />}
      {odds.suspectedLeaks.length > 0 && <Leaks leaks={odds.suspectedLeaks} />}
    </>
  );
}

function TooFew({ odds: { won, lost, needed } }: { odds: Extract<OddsResult, { kind: "too-few" }> }) {
  const reader = useReader();
  const missing = (count: number) => Math.max(0, needed - count);
  const parts = [
    missing(won) > 0 && countWords(missing(won), "more win", "more wins", reader),
    missing(lost) > 0 && countWords(missing(lost), "more loss", "more losses", reader),
  ].filter(Boolean);
  return (
    <p className={classes.plain}>
      {countWords(won, "deal was", "deals were", reader)} won and {numberWords(lost, reader)} lost. Odds take{" "}
      {numberWords(needed, reader)} of each: {parts.join(" and ")} to go. Until then none are given, because they would
      be guesses in the dress of numbers.
    </p>
  );
}

type Model = Extract<OddsResult, { kind: "model" }>;

function HowGood({ odds }: { odds: Model }) {
  const reader = useReader();
  const { won, lost, auc, brier, brierOfGuessing, calibrationError, calibrationSlope, prAuc, logLoss } = odds;
  return (
    <>
      <Section title="How good they are">
        <dl className={classes.figures}>
          <div>
            <dt>Telling won from lost</dt>
            <dd>
              <strong>{inHundred(auc)} in 100</strong>
              {aucWords(auc)}
            </dd>
          </div>
          <div>
            <dt>Closeness</dt>
            <dd>
              <strong>{numberWords(brier, reader, 3)}</strong>
              {brierWords({ brier, brierOfGuessing }, reader)}
            </dd>
          </div>
          <div>
            <dt>Learned from</dt>
            <dd>
              <strong>{numberWords(won + lost, reader)} closed deals</strong>
              {numberWords(won, reader)} won, {numberWords(lost, reader)} lost.
              {odds.duplicates > 0 &&
                ` ${countWords(odds.duplicates, "exact copy is", "exact copies are", reader)} counted once.`}
            </dd>
          </div>
        </dl>
      </Section>
      <Section title="Whether they keep their word">
        <CalibrationPlot
          title={calibrationWords(calibrationError, reader)}
          cases="Deals"
          points={odds.bins.map(({ deals, ...bin }) => ({ ...bin, cases: deals }))}
          footnote={`Points on the dashed line came true as often as was said; a hollow one is off by more than chance. ${
            calibrationSlope === null
              ? ""
              : `Calibration slope ${numberWords(calibrationSlope, reader, 2)} (1 is right; below it, the odds are too sure of themselves). `
          }Average precision ${numberWords(prAuc, reader, 3)}, log-loss ${numberWords(logLoss, reader, 3)}.`}
        />
      </Section>
      <Section
        title="What they go by"
        lead="In points, on a deal that stands even otherwise. It says what goes with winning here, not what brings it about."
      >
        {odds.goesBy.length === 0 && <p className={classes.plain}>Nothing moves them by a point.</p>}
        <div className={classes.narrow}>
          <PointsList label="What the odds go by" rows={odds.goesBy.slice(0, shownAtOnce).map(asRow)} />
          {odds.goesBy.length > shownAtOnce && (
            <details className={classes.more}>
              <summary>{numberWords(odds.goesBy.length - shownAtOnce, reader)} more, weaker</summary>
              <PointsList label="What moves the odds less" rows={odds.goesBy.slice(shownAtOnce).map(asRow)} />
            </details>
          )}
        </div>
      </Section>
    </>
  );
}

const shownAtOnce = 12;

const asRow = ({ name, value, points }: Model["goesBy"][number]) => ({
  id: `${name}=${value}`,
  label: `${name}: ${value}`,
  points,
});

function Leaks({ leaks }: { leaks: OddsResult["suspectedLeaks"] }) {
  const may = useMayInsights();
  const { decide, deciding } = useDecideField();
  return (
    <Section
      title="Columns that may tell the end"
      lead="What tells the outcome too well was probably written after it. It is left out until somebody who knows says otherwise."
    >
      <ul className={classes.lines}>
        {leaks.map(({ name, why, allowed }) => (
          <li key={name} className={classes.line}>
            <span>
              <strong>{name}</strong> {why}
            </span>
            {may.change && (
              <Button
                variant="default"
                size="compact-sm"
                disabled={deciding}
                onClick={() => decide({ heading: name, use: allowed ? "left-out" : "known-at-open" })}
              >
                {allowed ? "Leave it out" : "It is known at the opening"}
                <span className="only-for-screen-readers">: {name}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
