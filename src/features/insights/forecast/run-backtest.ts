import { type Day, dayMs, type Instant } from "../../../platform/dates.ts";
import { areaUnderCurve } from "../../../statistics/area-under-curve.ts";
import { brierScore } from "../../../statistics/brier-score.ts";
import { calibrationError } from "../../../statistics/calibration-error.ts";
import type { TeamHistory } from "../history/build-history.ts";
import { oddsOf } from "../odds/rules.ts";
import type { FieldUse } from "./choose-columns.ts";
import type { BacktestResult, BacktestShown } from "./contract.ts";
import { learnOdds } from "./learn-odds.ts";
import { whyNoVariation } from "./rules.ts";
import { columnsOf, rowOf } from "./table-looks.ts";

/** Fewer won, or fewer lost, deals to judge by say nothing about how good the odds were. */
const fewestToJudge = 10;

type Ask = {
  cutoffOn: Day;
  cutoff: Instant;
  atDays: readonly number[];
  fewest: number;
  fields: FieldUse;
  onlyNamed?: boolean | undefined;
  throwIfCancelled?: (() => void) | undefined;
};

/**
 * How good the odds would have been: learnt from what had closed before a day, as it was known then, and asked about deals
 * that were open after it, when each of them was so many days old.
 *
 * A deal is asked about at an age only when it reached that age on the day or after it: whoever was asked then could not
 * know that the deal would stay open. What has not closed since is not judged.
 */
export function runBacktest(team: TeamHistory, ask: Ask): BacktestShown {
  const { cutoff, cutoffOn, atDays, fewest, fields, onlyNamed, throwIfCancelled } = ask;
  const { fitted, lastAmount } = learnOdds(team, {
    fewest,
    fields,
    onlyNamed,
    until: cutoff,
    mayHoldCopies: false,
    throwIfCancelled,
  });
  if (fitted.kind === "too-few") {
    const { kind, won, lost, needed } = fitted;
    return { kind, won, lost, needed, cutoffOn };
  }
  if (fitted.kind === "no-variation") return { kind: "no-variation", why: whyNoVariation(fitted), cutoffOn };
  const modelColumns = columnsOf(fitted, lastAmount);
  const asked = [...new Set(atDays)].toSorted((one, other) => one - other);
  const judged = asked.map((days) => {
    const looks = looksAtAge(team, days, cutoff);
    const probabilities = Float64Array.from(
      looks,
      ({ deal, look }) => oddsOf(fitted, rowOf(team, deal, look, modelColumns)).probability,
    );
    const outcomes = Uint8Array.from(looks, ({ deal }) => (team.history.deals[deal]?.status === "won" ? 1 : 0));
    return judgeAge(days, probabilities, outcomes);
  });
  return { cutoffOn, trained: { won: fitted.won, lost: fitted.lost }, rows: judged };
}

function judgeAge(atDays: number, probabilities: Float64Array, outcomes: Uint8Array): BacktestResult["rows"][number] {
  const deals = outcomes.length;
  const won = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  const lost = deals - won;
  if (Math.min(won, lost) < fewestToJudge) {
    const tooFew = { won, lost, needed: fewestToJudge };
    return { atDays, deals, auc: null, brier: null, calibrationError: null, tooFew };
  }
  const area = areaUnderCurve({ scores: probabilities, outcomes });
  const brier = brierScore({ probabilities, outcomes });
  const calibration = calibrationError({ probabilities, outcomes });
  return {
    atDays,
    deals,
    auc: area.kind === "area" ? area.area : null,
    brier: brier.kind === "score" ? brier.score : null,
    calibrationError: calibration.kind === "calibration" ? calibration.error : null,
    tooFew: null,
  };
}

/** The last look by that age at each closed deal that reached it, still open, on the day or after it. */
function looksAtAge({ history }: TeamHistory, days: number, cutoff: Instant): { deal: number; look: number }[] {
  const { deals, looks } = history;
  const last = new Map<number, number>();
  for (let row = 0; row < looks.count; row++) {
    const deal = Number(looks.deal[row]);
    const { createdAt = null, closedAt = null, status } = deals[deal] ?? {};
    if (createdAt === null || closedAt === null || status === "open") continue;
    const at = createdAt + days * dayMs;
    if (at < cutoff || at >= closedAt || Number(looks.at[row]) > at) continue;
    last.set(deal, row);
  }
  return [...last].map(([deal, look]) => ({ deal, look }));
}
