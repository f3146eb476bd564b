import { benjaminiHochberg } from "../../../statistics/benjamini-hochberg.ts";
import { pairedDifference } from "../../../statistics/paired-difference.ts";
import { tooFew } from "../../../statistics/too-few.ts";
import { enoughToTell, fewestTold, tellGroups } from "../../team/small-groups/rules.ts";
import type { AnswersSource, PriorityRating } from "../customer-answers/contract.ts";
import type { ComparedPriority, HeadToHead } from "./contract.ts";

/** What one customer rated, as they were asked once. */
export type RatedAnswers = {
  /** One lost deal: who answered by form and in a conversation has one answer. */
  postMortemId: string;
  source: AnswersSource;
  /** Whom they chose, as the deal says it. */
  winner: string | null;
  ratings: readonly PriorityRating[];
};

/** Of what is claimed, this share at most is there by chance. */
const falseFindings = 0.05;
const scale = { lowest: 1, highest: 5 };

type Rated = { importance: number | null; pair: { us: number; winner: number } | null };
type Answer = { winner: string | null; rated: ReadonlyMap<string, Rated> };
type Named = Pick<ComparedPriority, "key" | "priorityId" | "name">;

const plain = (name: string) => name.trim().replaceAll(/\s+/g, " ").toLowerCase();

/**
 * Question: on which of the customers' priorities is the winner ahead of us, and on which are we?
 *
 * Formula: each lost deal once, what the customer wrote themselves before what we wrote down. Per priority the mean difference us −
 * winner of those who rated both (`pairedDifference`); of everything compared, Benjamini–Hochberg's correction at 5 % says what is
 * a finding. Importance is the mean of those who rated it.
 *
 * Assumptions: customers independent of each other; who answers is not drawn by lot.
 * Units: points from 1 to 5.
 * Failure values: fewer than five answers, too few. Against one winner also where all the others would be told by
 * subtraction.
 * Source: docs/methods/head-to-head.md.
 * Example: in rules.test.ts.
 */
export function headToHeadOf(
  answers: readonly RatedAnswers[],
  catalogue: readonly { id: string; name: string; archived: boolean }[],
  against: string | null,
): HeadToHead {
  const known = namesOf(catalogue);
  const named = new Map<string, Named>(
    catalogue
      .filter(({ archived }) => !archived)
      .map((priority) => [priority.id, { key: priority.id, priorityId: priority.id, name: priority.name }]),
  );
  const all = oncePerLoss(answers, known, named);
  const { told: winners, others: otherWinners } = tellGroups(winnersOf(all), (winner) => winner.answers);
  const chosen = against === null ? undefined : winners.find(({ name }) => plain(name) === plain(against));
  const isAbout = ({ winner }: Answer) =>
    against === null || (chosen !== undefined && winner !== null && plain(winner) === plain(chosen.name));
  const about = all.filter(isAbout);
  const rest = all.filter((answer) => !isAbout(answer));

  const rows = [...named.values()].map((priority): { row: ComparedPriority; p: number | null } => {
    const pairs = pairsOf(about, priority.key);
    const tells = tellable(pairs.length, pairsOf(rest, priority.key).length);
    const compared = tells ? compare(pairs) : { ...tooFew(pairs.length, fewestTold), p: null };
    const weights = importanceOf(about, priority.key);
    const weighs = tellable(weights.length, importanceOf(rest, priority.key).length);
    const importance = weighs
      ? { kind: "known" as const, mean: mean(weights), of: weights.length }
      : tooFew(weights.length, fewestTold);
    const { p, ...told } = compared;
    return { row: { ...priority, importance, compared: told }, p };
  });
  const isOwnAndFew = ({ row }: (typeof rows)[number]) =>
    row.priorityId === null && row.importance.kind === "too-few" && row.compared.kind === "too-few";
  const few = rows.filter(isOwnAndFew);
  return {
    against: chosen?.name ?? against,
    answers: about.length,
    priorities: withFindings(rows.filter((row) => !isOwnAndFew(row))).sort(mostImportantFirst),
    ownPriorities: {
      groups: few.length,
      answers: about.filter(({ rated }) => few.some(({ row }) => rated.has(row.key))).length,
    },
    winners,
    otherWinners,
  };
}

/** Of so many, and nobody can take them from a total and be left with too few. */
const tellable = (answers: number, others: number) => enoughToTell(answers) && (others === 0 || enoughToTell(others));

/** The catalogue's own of each name: what customers call so themselves is meant by it. One still asked about goes before. */
function namesOf(catalogue: readonly { id: string; name: string; archived: boolean }[]): Map<string, string> {
  const oldFirst = [...catalogue].sort((one, other) => Number(other.archived) - Number(one.archived));
  return new Map(oldFirst.map(({ id, name }) => [plain(name), id]));
}

/** Puts together what one customer said twice, and names what they named themselves. */
function oncePerLoss(
  answers: readonly RatedAnswers[],
  known: ReadonlyMap<string, string>,
  named: Map<string, Named>,
): Answer[] {
  const losses = new Map<string, { winner: string | null; rated: Map<string, Rated> }>();
  // Their own hand first.
  const formFirst = [...answers].sort((one, other) => Number(one.source !== "form") - Number(other.source !== "form"));
  for (const { postMortemId, winner, ratings } of formFirst) {
    const loss = losses.get(postMortemId) ?? { winner, rated: new Map<string, Rated>() };
    losses.set(postMortemId, loss);
    for (const { priorityId, name, importance, us, winner: them } of ratings) {
      const key = priorityId ?? known.get(plain(name)) ?? `own ${plain(name)}`;
      if (!named.has(key)) named.set(key, { key, priorityId: known.has(plain(name)) ? key : priorityId, name });
      const before = loss.rated.get(key);
      const pair = us === null || them === null ? null : { us, winner: them };
      loss.rated.set(key, { importance: before?.importance ?? importance, pair: before?.pair ?? pair });
    }
  }
  return [...losses.values()].filter(({ rated }) => rated.size > 0);
}

/** By name, however it is written; the most frequent first. Answers without a winner are told by no name. */
function winnersOf(answers: readonly Answer[]): { name: string; answers: number }[] {
  const counted = new Map<string, { name: string; answers: number }>();
  for (const { winner } of answers) {
    if (winner === null || winner.trim() === "") continue;
    const before = counted.get(plain(winner));
    counted.set(plain(winner), { name: before?.name ?? winner.trim(), answers: (before?.answers ?? 0) + 1 });
  }
  return [...counted.values()].sort(
    (one, other) => other.answers - one.answers || one.name.localeCompare(other.name, "en"),
  );
}

const pairsOf = (answers: readonly Answer[], key: string) => answers.flatMap(({ rated }) => rated.get(key)?.pair ?? []);
const importanceOf = (answers: readonly Answer[], key: string) =>
  answers.flatMap(({ rated }) => rated.get(key)?.importance ?? []);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

type Compared = ComparedPriority["compared"] & { p: number | null };

function compare(pairs: readonly { us: number; winner: number }[]): Compared {
  const difference = pairedDifference(
    pairs.map(({ us, winner }) => ({ one: us, other: winner })),
    scale,
  );
  if (difference.kind === "too-few") return { ...tooFew(pairs.length, fewestTold), p: null };
  const { estimate, low, high, of, p } = difference;
  return {
    kind: "known",
    ...{ of, us: mean(pairs.map(({ us }) => us)), winner: mean(pairs.map(({ winner }) => winner)) },
    ...{ difference: estimate, low, high, isFinding: false, p },
  };
}

/** Everything that was compared goes into the correction, also what nobody would show. */
function withFindings(rows: readonly { row: ComparedPriority; p: number | null }[]): ComparedPriority[] {
  const looked = rows.flatMap(({ row, p }) => (p === null ? [] : { key: row.key, p }));
  const adjusted = benjaminiHochberg(looked.map(({ p }) => p));
  const found = new Set(looked.flatMap(({ key }, place) => ((adjusted[place] ?? 1) <= falseFindings ? key : [])));
  return rows.map(({ row }) =>
    row.compared.kind === "known" ? { ...row, compared: { ...row.compared, isFinding: found.has(row.key) } } : row,
  );
}

const weightOf = ({ importance }: ComparedPriority) => (importance.kind === "known" ? importance.mean : 0);
const isCompared = ({ compared }: ComparedPriority) => Number(compared.kind === "known");

function mostImportantFirst(one: ComparedPriority, other: ComparedPriority): number {
  return (
    isCompared(other) - isCompared(one) ||
    weightOf(other) - weightOf(one) ||
    one.name.localeCompare(other.name, "en") ||
    (one.key < other.key ? -1 : 1)
  );
}

/** What the title says: of all findings one where the winner is ahead, else one where we are; the most important of them. */
export function headFinding(priorities: readonly ComparedPriority[]): ComparedPriority | undefined {
  const found = priorities.filter(({ compared }) => compared.kind === "known" && compared.isFinding);
  const isBehind = ({ compared }: ComparedPriority) => compared.kind === "known" && compared.difference < 0;
  return found.find(isBehind) ?? found[0];
}
