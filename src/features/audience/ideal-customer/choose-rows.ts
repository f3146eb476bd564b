import { benjaminiHochberg } from "../../../statistics/benjamini-hochberg.ts";
import { clusteredScoreTest } from "../../../statistics/clustered-score-test.ts";
import type { CardCandidate } from "./list-candidates.ts";
import { fewestCustomers, mostRows, noAnswer, unknownAnswer } from "./rules.ts";

/** Closed deals to learn from, one a row. */
export type Lessons = {
  /** 1 won, 0 lost. */
  outcomes: Uint8Array;
  /** Deals of one pipeline, begun in the same half-year, have the same number. */
  strata: Int32Array;
  /** Whose deal each is, numbered from 0: deals of one customer hang together. */
  together: Int32Array;
  candidates: readonly CardCandidate[];
};

export type ChosenRows = {
  /** How many candidates could be tested. */
  looked: number;
  /** Places of the chosen candidates, the most telling first, with the corrected p-value of each by itself. */
  rows: { candidate: number; adjustedP: number }[];
};

/** Beside the rows already there, a further one must still tell something. */
const adds = 0.01;

/**
 * Which candidates make up the scorecard. Each is held against the outcome among deals that are alike; those that survive the
 * correction for everything looked at are eligible. Then one after the other: the one that tells most among deals that
 * answer alike to all rows before it, as long as it tells anything. What only repeats an earlier row (a segment that
 * is nearly the same as a size) so adds nothing and stays out.
 *
 * `among`: 1 for the rows to learn from.
 */
export function chooseRows(lessons: Lessons, among: Uint8Array, falseDiscoveryRate: number): ChosenRows {
  const { candidates, strata } = lessons;
  const tested = candidates.flatMap((_, candidate) => {
    const p = pOf(lessons, among, candidate, strata);
    return p === null ? [] : { candidate, p };
  });
  const adjusted = benjaminiHochberg(tested.map(({ p }) => p));
  let eligible = tested
    .map((each, place) => ({ ...each, adjustedP: Number(adjusted[place]) }))
    .filter(({ adjustedP }) => adjustedP <= falseDiscoveryRate);

  const rows: ChosenRows["rows"] = [];
  let alike = strata;
  while (eligible.length > 0 && rows.length < mostRows) {
    const now = eligible
      .flatMap((each) => {
        const p = rows.length === 0 ? each.p : pOf(lessons, among, each.candidate, alike);
        // A row that adds nothing now will add nothing later either.
        return p !== null && p <= adds ? { ...each, now: p } : [];
      })
      .toSorted((one, other) => one.now - other.now || one.p - other.p || one.candidate - other.candidate);
    const [best] = now;
    if (!best) break;
    rows.push({ candidate: best.candidate, adjustedP: best.adjustedP });
    eligible = now.slice(1);
    alike = refine(alike, candidates[best.candidate]?.answers);
  }
  return { looked: tested.length, rows };
}

/** Strata divided further by the answers to one candidate. */
function refine(strata: Int32Array, answers: Uint8Array | undefined): Int32Array {
  const numbers = new Map<number, number>();
  return strata.map((stratum, row) => {
    const key = stratum * 3 + (answers?.[row] ?? 0);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  });
}

/** Of the test that a candidate makes no difference among deals of one stratum; null where it cannot be made. */
function pOf({ outcomes, candidates, together }: Lessons, among: Uint8Array, place: number, stratum: Int32Array) {
  const answers = candidates[place]?.answers ?? new Uint8Array(0);
  const exposed = answers.map((answer, row) => (among[row] !== 1 || answer === unknownAnswer ? 2 : answer - noAnswer));
  const test = clusteredScoreTest({ exposed, won: outcomes, stratum, cluster: together });
  return test.kind === "p-value" && test.rests >= fewestCustomers ? test.p : null;
}
