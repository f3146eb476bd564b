import { type SimulatedTeam, simulateTeam } from "../../demo/simulate-team.ts";
import { learnOdds } from "../../src/features/insights/forecast/learn-odds.ts";
import { amountColumn } from "../../src/features/insights/forecast/rules.ts";
import { columnsOf, rowOf } from "../../src/features/insights/forecast/table-looks.ts";
import { oddsOf } from "../../src/features/insights/odds/rules.ts";
import { defaultSettings } from "../../src/features/insights/run/rules.ts";
import { areaUnderCurve } from "../../src/statistics/area-under-curve.ts";
import { calibrationError } from "../../src/statistics/calibration-error.ts";
import { type Figure, whole } from "../figures.ts";
import { historyOf, type Watched } from "./simulated-histories.ts";

const endsAt = Date.parse("2026-11-20T16:00:00Z");
/** Six months before the story ends: eighteen have been. */
const cutoff = Date.parse("2026-05-20T16:00:00Z");

type Judged = { ours: Float64Array; truth: Float64Array; won: Uint8Array };

/** Learnt from what had closed after eighteen months, asked about every look at a deal that was open after that. */
function judge(team: SimulatedTeam, watched: Watched): Judged {
  const told = historyOf(team, watched);
  const { fitted } = learnOdds(told, {
    fewest: defaultSettings.fewestForOdds,
    fields: new Map([[amountColumn, "known-at-open"]]),
    until: cutoff,
    mayHoldCopies: false,
  });
  if (fitted.kind !== "model") throw new Error(`There are no odds: ${fitted.kind}.`);
  const columns = columnsOf(fitted, true);
  const { looks } = told.history;
  const rows = [...looks.at.keys()].filter((row) => Number(looks.at[row]) > cutoff);
  const dealOf = (row: number) => told.deals[Number(looks.deal[row])];
  return {
    ours: Float64Array.from(
      rows,
      (row) => oddsOf(fitted, rowOf(told, Number(looks.deal[row]), row, columns)).probability,
    ),
    truth: Float64Array.from(rows, (row) => {
      const deal = dealOf(row);
      return deal ? team.probabilityAt(deal, Number(looks.at[row])) : 0;
    }),
    won: Uint8Array.from(rows, (row) => (dealOf(row)?.truth.won ? 1 : 0)),
  };
}

const areaOf = (scores: Float64Array, outcomes: Uint8Array) => {
  const area = areaUnderCurve({ scores, outcomes });
  return area.kind === "area" ? area.area : 0.5;
};

const errorOf = (probabilities: Float64Array, outcomes: Uint8Array) => {
  const error = calibrationError({ probabilities, outcomes });
  return error.kind === "calibration" ? error.error : 1;
};

type Teams = { seeds: number; deals: number };

/** How near the odds come to those of somebody who knows the true model, on simulated teams of that many deals. */
export function measureOdds(watched: Watched, { seeds, deals }: Teams, say: (line: string) => void): Figure[] {
  const gaps: number[] = [];
  const errors: number[] = [];
  const truthErrors: number[] = [];
  const all: Judged[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const judged = judge(simulateTeam({ seed, endsAt, timeZone: "Europe/Berlin", deals }), watched);
    gaps.push(areaOf(judged.truth, judged.won) - areaOf(judged.ours, judged.won));
    errors.push(errorOf(judged.ours, judged.won));
    truthErrors.push(errorOf(judged.truth, judged.won));
    all.push(judged);
    say(
      `${whole(deals)} deals, seed ${seed}: AUC ${gaps.at(-1)?.toFixed(4)} below the true model's, calibration error ${errors.at(-1)?.toFixed(4)}`,
    );
  }
  const pooled = (of: (judged: Judged) => ArrayLike<number>) => all.flatMap((judged) => Array.from(of(judged)));
  const won = Uint8Array.from(pooled((judged) => judged.won));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    {
      what: `AUC below the true model's, after 18 months, mean of ${seeds} teams of ${whole(deals)} deals`,
      measured: mean(gaps).toFixed(4),
      aim: "≤ 0.01",
      note: `from ${Math.min(...gaps).toFixed(4)} to ${Math.max(...gaps).toFixed(4)}`,
    },
    {
      what: `calibration error of the odds, these ${seeds} teams together`,
      measured: errorOf(Float64Array.from(pooled((judged) => judged.ours)), won).toFixed(4),
      aim: "≤ 0.03",
      note: `one team by itself: ${mean(errors).toFixed(4)} on average, the true model's own ${mean(truthErrors).toFixed(4)}`,
    },
  ];
}
