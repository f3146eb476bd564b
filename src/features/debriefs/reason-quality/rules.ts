import type { Instant } from "../../../platform/dates.ts";
import type { AgreementTable } from "../../../statistics/agreement-table.ts";
import { cohensKappa } from "../../../statistics/cohens-kappa.ts";
import { gwetsAc1 } from "../../../statistics/gwets-ac1.ts";
import { tooFew } from "../../../statistics/too-few.ts";
import { wilsonInterval } from "../../../statistics/wilson-interval.ts";
import type { LossKind } from "../../deals/contract.ts";
import type { DealRecord } from "../../deals/rules.ts";
import { enoughToTell, fewestTold } from "../../team/small-groups/rules.ts";
import type { DebriefAnswers } from "../contract.ts";
import type { ReasonQuality } from "./contract.ts";

/** Whether price came up on a deal; unknown where nothing on it says what was talked about. */
export type PriceHeard = "yes" | "no" | "unknown";

/** Fewer cases than this say nothing; two people's agreement takes more, since it has more to tell apart. */
export const fewestCases = 10;
export const fewestToAgree = 20;

/** Ten seconds to open it and read what is filled in, two for each thing chosen: faster is nobody's reading. */
export function isClickedThrough(secondsSpent: number | null, chosen: number): boolean {
  return secondsSpent !== null && secondsSpent > 0 && secondsSpent < 10 + 2 * chosen;
}

/** Matches where a word begins as one of these, whatever its capitals; nothing for no words. */
export function wordsPattern(words: readonly string[]): RegExp | null {
  const told = words.map((word) => word.trim()).filter((word) => word !== "");
  if (told.length === 0) return null;
  const literal = told.map((word) => word.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${literal.join("|")})`, "iu");
}

/** The catalogue's own reason "Price", or one of the team's own that says so. */
export function isAboutPrice(reason: { key: string | null; name: string }, about: RegExp | null): boolean {
  return reason.key === "price" || (about?.test(reason.name) ?? false);
}

/**
 * Whether price came up before the close: a subject or an answer to a step mentions it, or the amount was changed. What
 * happened counts, also when it was written down later. Where neither an activity nor a step says anything in words, nobody
 * can tell.
 */
export function priceHeard(record: DealRecord, closedAt: Instant, about: RegExp | null): PriceHeard {
  const before = <Fact>(facts: readonly Fact[], at: (fact: Fact) => Instant) =>
    facts.filter((fact) => at(fact) <= closedAt);
  const activities = before(record.activities, ({ happenedAt }) => happenedAt);
  const stepAnswers = before(record.stepAnswers, ({ happenedAt }) => happenedAt);
  const told = before(record.amountChanges, ({ changedAt }) => changedAt).map(({ amountCents }) => amountCents);
  const amounts = new Set(told.filter((amount) => amount !== null));
  if (amounts.size > 1) return "yes";
  const said = [...activities.map(({ subject }) => subject), ...stepAnswers.map(({ answer }) => answer)].filter(
    (text) => text.trim() !== "",
  );
  if (said.length === 0 || about === null) return "unknown";
  return said.some((text) => about.test(text)) ? "yes" : "no";
}

type Words = Pick<DebriefAnswers, "ownPart" | "turningPointNote" | "whatWorked" | "doDifferently"> & {
  reasons: readonly { note: string }[];
};

/** The competitor of the deal, or one of those known that the debrief's own words name; null: none. */
export function namedCompetitor(
  competitor: string | null,
  { reasons, ownPart, turningPointNote, whatWorked, doDifferently }: Words,
  known: readonly string[],
): string | null {
  if (competitor?.trim()) return competitor.trim();
  const text = [ownPart, turningPointNote, whatWorked, doDifferently, ...reasons.map(({ note }) => note)].join("\n");
  // A name of two letters is found in too many sentences.
  const names = known.filter((name) => name.trim().length > 2);
  return names.find((name) => new RegExp(`${wordsPattern([name])?.source}(?![\\p{L}\\p{N}])`, "iu").test(text)) ?? null;
}

/** One recorded debrief of a loss, as far as its reasons' quality goes. */
export type LossDebrief = {
  writerId: string | null;
  lossKind: LossKind | null;
  competitor: string | null;
  /** null: price is no reason of it. */
  priceHeard: PriceHeard | null;
  secondsSpent: number | null;
  chosen: number;
  reasonIds: readonly string[];
  /** The catalogue's reason that the CRM names; null: none, or none of ours. */
  crmReasonId: string | null;
};

/** The team's summary. `reasonIds`: every reason of a loss that could have been given. */
export function summaryOf(
  debriefs: readonly LossDebrief[],
  reasonIds: readonly string[],
  sinceOn: string,
): ReasonQuality {
  const people = new Set(debriefs.flatMap(({ writerId }) => writerId ?? [])).size;
  if (!enoughToTell(people)) return { kind: "few-people", people, needed: fewestTold };
  const count = (is: (debrief: LossDebrief) => boolean) => debriefs.filter(is).length;
  const neverCameUp = count(({ priceHeard: heard }) => heard === "no");
  return {
    kind: "summary",
    sinceOn,
    debriefs: debriefs.length,
    priceNeverCameUp: shareOf(neverCameUp, neverCameUp + count(({ priceHeard: heard }) => heard === "yes")),
    priceCannotSay: count(({ priceHeard: heard }) => heard === "unknown"),
    competitorNamed: shareOf(
      count(({ lossKind, competitor }) => lossKind === "no-decision" && competitor !== null),
      count(({ lossKind }) => lossKind === "no-decision"),
    ),
    clickedThrough: shareOf(
      count(({ secondsSpent, chosen }) => isClickedThrough(secondsSpent, chosen)),
      count(({ secondsSpent }) => secondsSpent !== null && secondsSpent > 0),
    ),
    agreement: agreementOf(debriefs, reasonIds),
  };
}

type Summary = Extract<ReasonQuality, { kind: "summary" }>;

function shareOf(count: number, of: number): Summary["competitorNamed"] {
  const share = wilsonInterval({ count, of });
  if (of < fewestCases || share.kind === "too-few") return tooFew(of, fewestCases);
  return { kind: "known", count, of, low: share.low, high: share.high };
}

/** How often the CRM's reason is among those of the debrief; where that names one only, how often beyond chance. */
function agreementOf(debriefs: readonly LossDebrief[], reasonIds: readonly string[]): Summary["agreement"] {
  const both = debriefs.filter(({ crmReasonId, reasonIds: given }) => crmReasonId !== null && given.length > 0);
  const among = both.filter(({ crmReasonId, reasonIds: given }) => given.includes(crmReasonId ?? "")).length;
  const share = wilsonInterval({ count: among, of: both.length });
  if (both.length < fewestToAgree || share.kind === "too-few") return tooFew(both.length, fewestToAgree);
  const single = singleReasons(both, reasonIds);
  return { kind: "known", losses: both.length, among, low: share.low, high: share.high, single };
}

type Agreed = Extract<Summary["agreement"], { kind: "known" }>["single"];

function singleReasons(both: readonly LossDebrief[], reasonIds: readonly string[]): Agreed {
  const placeOf = new Map(reasonIds.map((id, place) => [id, place]));
  const table = reasonIds.map(() => reasonIds.map(() => 0));
  let losses = 0;
  for (const { crmReasonId, reasonIds: given } of both) {
    const row = table[placeOf.get(crmReasonId ?? "") ?? -1];
    const column = placeOf.get(given[0] ?? "");
    if (given.length !== 1 || !row || column === undefined) continue;
    row[column] = (row[column] ?? 0) + 1;
    losses += 1;
  }
  if (losses < fewestToAgree) return tooFew(losses, fewestToAgree);
  return { kind: "known", losses, ac1: beyondChance(gwetsAc1, table), kappa: beyondChance(cohensKappa, table) };
}

function beyondChance(
  method: typeof gwetsAc1 | typeof cohensKappa,
  table: AgreementTable,
): Extract<Agreed, { kind: "known" }>["ac1"] {
  const agreed = method(table);
  if (agreed.kind !== "interval") return { kind: "no-variation" };
  return { kind: "known", value: agreed.estimate, low: agreed.low, high: agreed.high };
}
