import { areaUnderCurve } from "../../../statistics/area-under-curve.ts";
import { calibrationError } from "../../../statistics/calibration-error.ts";
import { calibrationSlope } from "../../../statistics/calibration-slope.ts";
import { plattCalibration } from "../../../statistics/platt-calibration.ts";
import { wilsonInterval } from "../../../statistics/wilson-interval.ts";
import { foldsOf } from "../../insights/odds/learning/rules.ts";
import { chooseRows, type Lessons } from "./choose-rows.ts";
import type { CardQuality, FitBand, NeverBuys, WonOf } from "./contract.ts";
import { logOddsOfPoint, neverBuysBelow, yesAnswer } from "./rules.ts";
import { inPoints, type WeighedRow, weighRows } from "./weigh-rows.ts";

type Ask = {
  falseDiscoveryRate: number;
  /** 1 for the rows to learn from. */
  among: Uint8Array;
  throwIfCancelled?: (() => void) | undefined;
};

/** What scorecards said of deals they had not seen: points, one a row. */
export type Unseen = {
  rows: Uint32Array;
  outcomes: Uint8Array;
  points: Float64Array;
  customers: Int32Array;
  /** How far weights reached on unseen deals, 0 to 1: the best rows are partly chosen for their luck. */
  reach: number;
};

const folds = 5;

/**
 * The whole of it, choosing rows included, five times over, each time without a fifth of the customers, who then get the
 * points of a scorecard that knows nothing of them: quality so owes nothing to having looked.
 */
export function scoreUnseen(lessons: Lessons, turn: number, ask: Ask): Unseen {
  const rows = Uint32Array.from(ask.among, (_, row) => row).filter((row) => ask.among[row] === 1);
  const outcomes = Uint8Array.from(rows, (row) => lessons.outcomes[row] ?? 0);
  const customers = Int32Array.from(rows, (row) => lessons.together[row] ?? 0);
  const fold = foldsOf({ together: customers, outcomes }, folds, turn);
  const cards = Array.from({ length: folds }, (_, held) => {
    ask.throwIfCancelled?.();
    const among = new Uint8Array(ask.among.length);
    for (const [place, row] of rows.entries()) if (fold[place] !== held) among[row] = 1;
    return weighRows(lessons, among, chooseRows(lessons, among, ask.falseDiscoveryRate).rows);
  });
  const raw = Float64Array.from(rows, (row, place) =>
    sumAt(lessons, cards[fold[place] ?? 0] ?? [], row, (each) => each.logOdds),
  );
  // Of each fold the reach is what the others showed.
  const rounded = cards.map((card, held) =>
    inPoints(
      card,
      reachOf(raw, outcomes, (place) => fold[place] !== held),
    ),
  );
  return {
    ...{ rows, outcomes, customers },
    points: Float64Array.from(rows, (row, place) =>
      sumAt(lessons, rounded[fold[place] ?? 0] ?? [], row, ({ points }) => points),
    ),
    reach: reachOf(raw, outcomes, () => true),
  };
}

function sumAt<Row extends WeighedRow>(
  { candidates }: Lessons,
  card: readonly Row[],
  row: number,
  of: (each: Row) => number,
): number {
  return card.reduce((sum, each) => sum + (candidates[each.candidate]?.answers[row] === yesAnswer ? of(each) : 0), 0);
}

function reachOf(raw: Float64Array, outcomes: Uint8Array, counts: (place: number) => boolean): number {
  const weights = Float64Array.from(raw, (_, place) => (counts(place) ? 1 : 0));
  const line = plattCalibration({ scores: raw, outcomes, weights });
  return line.kind === "calibration" ? Math.max(0, Math.min(1, line.slope)) : 0;
}

/**
 * The same in points that the scorecard itself can give: one made without some of the customers says −6 where this one says −5,
 * and means the same deals.
 */
export function inPointsOf(
  unseen: Unseen,
  lessons: Lessons,
  card: readonly (WeighedRow & { points: number })[],
): Unseen {
  const given = new Set(Array.from(unseen.rows, (row) => sumAt(lessons, card, row, ({ points }) => points)));
  const nearest = new Map<number, number>();
  for (const points of new Set(unseen.points)) {
    const far = (each: number) => Math.abs(each - points) + Math.abs(each) / 1_000;
    nearest.set(
      points,
      [...given].reduce((best, each) => (far(each) < far(best) ? each : best)),
    );
  }
  return { ...unseen, points: unseen.points.map((points) => nearest.get(points) ?? points) };
}

const z = 1.96;

/** How several rounds of unseen points did, on average; null where nothing was told apart in any of them. */
export function qualityOf(rounds: readonly Unseen[]): CardQuality | null {
  const each = rounds.flatMap((round) => {
    const { outcomes, points: scores, customers: clusters } = round;
    const area = areaUnderCurve({ scores, outcomes, clusters });
    if (area.kind !== "area") return [];
    const logOdds = logOddsOf(round);
    const probabilities = logOdds.map(chance);
    const error = calibrationError({ probabilities, outcomes, clusters });
    const slope = calibrationSlope({ logOdds, outcomes });
    return {
      area: area.area,
      standardError: area.standardError,
      error: error.kind === "calibration" ? error.error : 0,
      slope: slope.kind === "calibration" && slope.slopeStandardError < 1 ? slope.slope : null,
    };
  });
  if (each.length === 0) return null;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const slopes = each.flatMap(({ slope }) => (slope === null ? [] : slope));
  const area = mean(each.map((one) => one.area));
  const reach = z * mean(each.map(({ standardError }) => standardError));
  return {
    area,
    low: Math.max(0, area - reach),
    high: Math.min(1, area + reach),
    calibrationSlope: slopes.length === 0 ? null : mean(slopes),
    calibrationError: mean(each.map(({ error }) => error)),
  };
}

const chance = (logOdds: number) => 1 / (1 + Math.exp(-logOdds));

/** A point is a fixed step of log-odds; from where they count is the one number taken from the deals judged. */
function logOddsOf({ points, outcomes }: Pick<Unseen, "points" | "outcomes">): Float64Array {
  const won = outcomes.reduce((sum, outcome) => sum + outcome, 0);
  let [low, high] = [-40, 40];
  for (let halved = 0; halved < 60; halved++) {
    const middle = (low + high) / 2;
    const expected = points.reduce((sum, each) => sum + chance(middle + logOddsOfPoint * each), 0);
    if (expected < won) low = middle;
    else high = middle;
  }
  return points.map((each) => (low + high) / 2 + logOddsOfPoint * each);
}

type Tally = { points: number; won: number; deals: number; said: number };

function tallies(unseen: Unseen): Tally[] {
  const byPoints = new Map<number, Tally>();
  const logOdds = logOddsOf(unseen);
  for (const [place, points] of unseen.points.entries()) {
    const tally = byPoints.get(points) ?? { points, won: 0, deals: 0, said: 0 };
    tally.deals += 1;
    tally.won += unseen.outcomes[place] ?? 0;
    tally.said += chance(logOdds[place] ?? 0);
    byPoints.set(points, tally);
  }
  return [...byPoints.values()].toSorted((one, other) => one.points - other.points);
}

const together = (some: readonly Tally[]): Tally => ({
  points: some.at(-1)?.points ?? 0,
  won: some.reduce((sum, { won }) => sum + won, 0),
  deals: some.reduce((sum, { deals }) => sum + deals, 0),
  said: some.reduce((sum, { said }) => sum + said, 0),
});

export function wonOfCount(won: number, deals: number): WonOf {
  const share = wilsonInterval({ count: won, of: deals });
  return share.kind === "interval"
    ? { won, deals, value: share.estimate, low: share.low, high: share.high }
    : { won, deals, value: 0, low: 0, high: 1 };
}

/** Enough deals that a band's share can be told apart from another's, and few enough bands to keep in mind. */
const fewestABand = 30;
const mostBands = 6;

/** Neighbouring points put together until each band has enough deals, lowest first. */
export function bandsOf(unseen: Unseen): FitBand[] {
  const enough = Math.max(fewestABand, unseen.rows.length / mostBands);
  const groups: Tally[][] = [[]];
  for (const tally of tallies(unseen)) {
    if (together(groups.at(-1) ?? []).deals >= enough) groups.push([]);
    groups.at(-1)?.push(tally);
  }
  const last = groups.length > 1 && together(groups.at(-1) ?? []).deals < enough ? groups.pop() : undefined;
  if (last) groups.at(-1)?.push(...last);
  const all = together(groups.flat());
  return groups.map((group, place) => {
    const { won, deals, said } = together(group);
    const share = wonOfCount(won, deals);
    const overall = all.won / all.deals;
    return {
      from: place === 0 ? null : (group[0]?.points ?? 0),
      until: place === groups.length - 1 ? null : (group.at(-1)?.points ?? 0),
      fit: share.low > overall ? "good" : share.high < overall ? "poor" : "usual",
      ...share,
      said: said / deals,
    };
  });
}

/**
 * From how few points on deals were practically never won. From the lowest points up, as soon as there are enough deals
 * to say: as long as the upper limit of all so far lies below the threshold, and the share of those with just these points
 * does too, they are named, and the next points are asked. The order is set before anything is looked at and the first
 * failure ends it, so that asking several times costs no certainty.
 */
export function neverBuysOf(unseen: Unseen): NeverBuys {
  const rising = tallies(unseen);
  const all = together(rising);
  const threshold = neverBuysBelow(all.won / all.deals);
  const first = rising.findIndex((_, place) => together(rising.slice(0, place + 1)).deals >= fewestABand);
  let lowest: NeverBuys["lowest"] = null;
  for (let place = first; place >= 0 && place < rising.length; place++) {
    const { points, won, deals } = together(rising.slice(0, place + 1));
    const share = wonOfCount(won, deals);
    const here = rising[place];
    const fails = share.high >= threshold || (here !== undefined && here.won > here.deals * threshold);
    if (fails && lowest !== null) return { threshold, lowest, named: true };
    lowest = { until: points, ...share };
    if (fails) return { threshold, lowest, named: false };
  }
  return { threshold, lowest, named: lowest !== null };
}
