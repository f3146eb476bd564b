import { areaUnderCurve } from "../../../../statistics/area-under-curve.ts";
import { brierScore } from "../../../../statistics/brier-score.ts";
import { calibrationError } from "../../../../statistics/calibration-error.ts";
import { calibrationSlope } from "../../../../statistics/calibration-slope.ts";
import { logLoss } from "../../../../statistics/log-loss.ts";
import { precisionRecall } from "../../../../statistics/precision-recall.ts";
import type { OddsQuality } from "../contract.ts";

/** How good stated odds were. Null where all ended alike. `deals`: which rows are looks at one deal. */
export function judgeOdds(ask: {
  /** Calibrated log-odds. */
  logOdds: Float64Array;
  outcomes: Uint8Array;
  weights?: Float64Array | undefined;
  deals: Int32Array;
}): Omit<OddsQuality, "repeats"> | null {
  const { logOdds, outcomes, weights, deals: clusters } = ask;
  const probabilities = logOdds.map((each) => 1 / (1 + Math.exp(-each)));
  const area = areaUnderCurve({ scores: logOdds, outcomes, weights, clusters });
  const precision = precisionRecall({ scores: logOdds, outcomes, weights });
  const brier = brierScore({ probabilities, outcomes, weights });
  const surprise = logLoss({ probabilities, outcomes, weights });
  const slope = calibrationSlope({ logOdds, outcomes, weights });
  const calibration = calibrationError({ probabilities, outcomes, weights, clusters });
  if (
    area.kind !== "area" ||
    precision.kind !== "average-precision" ||
    brier.kind !== "score" ||
    surprise.kind !== "score" ||
    calibration.kind !== "calibration"
  )
    return null;
  return {
    auc: area.area,
    aucStandardError: area.standardError,
    prAuc: precision.averagePrecision,
    brier: brier.score,
    brierOfGuessing: brier.ofGuessing,
    logLoss: surprise.score,
    // Odds that hardly differ have no slope to speak of.
    calibrationSlope: slope.kind === "calibration" && slope.slopeStandardError < 1 ? slope.slope : null,
    calibrationError: calibration.error,
    bins: [...calibration.bins],
  };
}

/** The mean of several repeats; bins of the first, since each repeat cuts them elsewhere. */
export function averageQuality(repeats: readonly Omit<OddsQuality, "repeats">[]): OddsQuality | null {
  const [first] = repeats;
  if (first === undefined) return null;
  const mean = (read: (quality: Omit<OddsQuality, "repeats">) => number) =>
    repeats.reduce((sum, each) => sum + read(each), 0) / repeats.length;
  const slopes = repeats.flatMap(({ calibrationSlope: slope }) => (slope === null ? [] : [slope]));
  return {
    auc: mean(({ auc }) => auc),
    aucStandardError: mean(({ aucStandardError }) => aucStandardError),
    prAuc: mean(({ prAuc }) => prAuc),
    brier: mean(({ brier }) => brier),
    brierOfGuessing: first.brierOfGuessing,
    logLoss: mean(({ logLoss: loss }) => loss),
    calibrationSlope: slopes.length === 0 ? null : slopes.reduce((sum, each) => sum + each, 0) / slopes.length,
    calibrationError: mean(({ calibrationError: error }) => error),
    bins: first.bins,
    repeats: repeats.length,
  };
}
