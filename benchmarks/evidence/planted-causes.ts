import { candidates } from "../../demo/candidates.ts";
import { plantAmong, type SimulatedTeam, simulateTeam } from "../../demo/simulate-team.ts";
import type { SimulatedDeal } from "../../demo/simulated-deal.ts";
import type { Judged } from "../../src/features/insights/findings/contract.ts";
import { judgeCandidates } from "../../src/features/insights/findings/judge-candidates.ts";
import { type Candidate, listCandidates } from "../../src/features/insights/findings/list-candidates.ts";
import { defaultSettings } from "../../src/features/insights/run/rules.ts";
import { wilsonInterval } from "../../src/statistics/wilson-interval.ts";
import type { Figure } from "../figures.ts";
import { historyOf, type Watched } from "./simulated-histories.ts";

const endsAt = Date.parse("2026-11-20T16:00:00Z");
const timeZone = "Europe/Berlin";
/** What is planted in each team: so many causes of so many points, by lot among the forty. */
const large = { howMany: 2, points: -20 };
const small = { howMany: 2, points: -10 };

/** The flag or step in which each habit shows. */
const shownBy: Record<string, (candidate: Judged) => boolean> = {
  "no-decision-maker": named("No decision maker", "Decision makers identified"),
  "time-frame-never-asked": named("Time frame asked"),
  "reason-now-never-asked": named("Reason for buying now asked"),
  "buyer-role-never-asked": named("Buyer's role asked"),
  "presented-too-early": named("Right time to present"),
  "single-contact": named("Single contact"),
  "slow-answers": named("Message unanswered"),
  "stuck-in-demo": named("Too long in stage"),
  "silent-after-proposal": named("No follow-up", "Gone quiet"),
  "close-date-pushed-twice": named("Close date slipped"),
};

function named(...names: string[]) {
  return ({ name }: Judged) => names.some((each) => name === each || name.startsWith(`${each}, `));
}

function speaksOf(key: string, finding: Judged): boolean {
  const habit = shownBy[key];
  if (habit) return habit(finding);
  const [column] = key.split(": ");
  return finding.kind === "attribute" && finding.name === column;
}

/** So small a true difference, or one the other way, makes a finding a false one. */
const nothing = 0.01;

/** What the finding's difference truly is: with each deal's own probability in place of how chance let it end. */
function trueDifference(candidate: Candidate, deals: readonly SimulatedDeal[]): number {
  const { count, deal, stratum, shown } = candidate.observe();
  const strata = new Map<number, [sum: number, n: number, otherSum: number, others: number]>();
  for (let row = 0; row < count; row++) {
    const key = Number(stratum[row]);
    const at = strata.get(key) ?? [0, 0, 0, 0];
    const probability = deals[Number(deal[row])]?.truth.finalProbability ?? 0;
    const side = shown[row] === 1 ? 0 : 2;
    at[side] += probability;
    at[side === 0 ? 1 : 3] += 1;
    strata.set(key, at);
  }
  let weights = 0;
  let sum = 0;
  for (const [one, n, other, others] of strata.values()) {
    if (n === 0 || others === 0) continue;
    const weight = (n * others) / (n + others);
    weights += weight;
    sum += weight * (one / n - other / others);
  }
  return weights === 0 ? 0 : sum / weights;
}

type Told = { findings: Judged[]; falseOnes: Judged[]; covered: number; judged: number };

function tell(team: SimulatedTeam, watched: Watched): Told {
  const { deals, history, columns } = historyOf(team, watched);
  const listed = [...listCandidates(history, columns, { amountIsKnown: true })];
  const settings = { ...defaultSettings, currency: team.currency, sideOf: () => null, noteOf: () => null };
  const { findings, noDifference } = judgeCandidates(history, listed, settings);
  const truth = new Map(listed.map((candidate) => [candidate.key, () => trueDifference(candidate, deals)]));
  const truthOf = ({ key }: Judged) => truth.get(key)?.() ?? 0;
  const falseOnes = findings.filter((finding) => {
    const really = truthOf(finding);
    return Math.abs(really) < nothing || Math.sign(really) !== Math.sign(finding.difference);
  });
  const judged = [...findings, ...noDifference];
  const covered = judged.filter((one) => {
    const really = truthOf(one);
    return one.low <= really && really <= one.high;
  }).length;
  return { findings, falseOnes, covered, judged: judged.length };
}

/** Simulated teams whose causes are known: which of them are found, and what is found that is not there. */
export function measurePlanted(watched: Watched, seeds: number, say: (line: string) => void): Figure[] {
  const found = { large: 0, small: 0 };
  const planted = { large: 0, small: 0 };
  const told = { findings: 0, falseOnes: 0, covered: 0, judged: 0 };
  let runsWithAFalseOne = 0;
  const missed = new Map<string, number>();
  for (let seed = 1; seed <= seeds; seed++) {
    const lots = Object.keys(plantAmong({ seed, howMany: large.howMany + small.howMany, points: 0 }));
    const causes = Object.fromEntries(
      lots.map((key, place) => [key, place < large.howMany ? large.points : small.points]),
    );
    const team = simulateTeam({ seed, endsAt, timeZone, planted: causes });
    const result = tell(team, watched);
    for (const [key, points] of Object.entries(causes)) {
      const size = points === large.points ? "large" : "small";
      planted[size] += 1;
      if (
        result.findings.some((finding) => finding.difference < 0 === !isAbsent(key, finding) && speaksOf(key, finding))
      )
        found[size] += 1;
      else if (size === "large") missed.set(key, (missed.get(key) ?? 0) + 1);
    }
    told.findings += result.findings.length;
    told.falseOnes += result.falseOnes.length;
    told.covered += result.covered;
    told.judged += result.judged;

    const silent = tell(simulateTeam({ seed, endsAt, timeZone, planted: {} }), watched);
    if (silent.falseOnes.length > 0) runsWithAFalseOne += 1;
    told.covered += silent.covered;
    told.judged += silent.judged;
    say(
      `seed ${seed}: ${result.findings.length} findings, ${result.falseOnes.map(({ name, value }) => `${name}@${value}`).join(", ") || "none"} false; with nothing planted ${silent.falseOnes.map(({ name, value }) => `${name}@${value}`).join(", ") || "none"} false`,
    );
  }
  const share = (count: number, of: number) => `${((100 * count) / Math.max(1, of)).toFixed(1)} %`;
  const sure = (count: number, of: number) => {
    const interval = wilsonInterval({ count, of: Math.max(1, of) });
    return interval.kind === "interval"
      ? `95 %: ${(100 * interval.low).toFixed(1)} to ${(100 * interval.high).toFixed(1)} %`
      : "";
  };
  const missedWords = [...missed].map(([key, times]) => `${key} ${times}×`).join(", ");
  return [
    {
      what: `planted causes of 20 points found, of ${planted.large} in ${seeds} teams`,
      measured: share(found.large, planted.large),
      aim: "≥ 90 %",
      note: missedWords === "" ? "" : `missed: ${missedWords}`,
    },
    { what: `planted causes of 10 points found, of ${planted.small}`, measured: share(found.small, planted.small) },
    {
      what: `false findings, of ${told.findings}`,
      measured: share(told.falseOnes, told.findings),
      aim: "≤ 5 %",
      note: sure(told.falseOnes, told.findings),
    },
    {
      what: `teams with any false finding where nothing is planted, of ${seeds}`,
      measured: share(runsWithAFalseOne, seeds),
      aim: "≤ 5 %",
      note: sure(runsWithAFalseOne, seeds),
    },
    {
      what: `95 % intervals that hold the true difference, of ${whole(told.judged)}`,
      measured: share(told.covered, told.judged),
      aim: "94 to 96 %",
      note: `${candidates.length} candidates a team`,
    },
  ];
}

const whole = (count: number) => count.toLocaleString("en-GB");

/** Of two values of an attribute the rarer is judged, which may be the one that is not planted: then the sign turns. */
function isAbsent(key: string, { kind, value }: Judged): boolean {
  return kind === "attribute" && key.split(": ")[1] !== value;
}
