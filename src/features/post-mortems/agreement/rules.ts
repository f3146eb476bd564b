import { wilsonInterval } from "../../../statistics/wilson-interval.ts";
import { enoughToTell, fewestTold } from "../../team/small-groups/rules.ts";
import type { Speaker } from "../voices/contract.ts";
import type { AgreedShare, PairAgreement, ReasonAgreement } from "./contract.ts";

/** The reasons each voice named of one loss; who named none is not there. */
export type NamedLoss = Partial<Record<Speaker, readonly string[]>> & {
  /** Whom only the form asked could tick nothing but what it offers; in a conversation anything can be said. */
  byFormAlone?: boolean;
};

const pairs: readonly (readonly [Speaker, Speaker])[] = [
  ["seller", "customer"],
  ["manager", "customer"],
  ["seller", "manager"],
];

/**
 * Question: where seller or customer name a reason of a loss, how often do both?
 *
 * Formula: of two voices at a time, over losses where each of them named at least one reason. For a reason: losses where both named it, of
 * those where at least one did, with Wilson's interval. For all: losses with a reason in common, of those where both spoke. Beside
 * a customer's form only counts what the form offers: nobody disagrees with what they were not asked about.
 *
 * Assumptions: losses independent. A loss where neither names the reason says nothing about it: they agree, but on nothing that anybody
 * would learn from, and such losses would drown the rest. Whoever named no reason at all has not spoken.
 * Units: losses.
 * Failure values: fewer than five losses, too few.
 * Source: the share of specific agreement as Fleiss (1981), Statistical Methods for Rates and Proportions, ch. 13, counted by
 * losses (Jaccard's coefficient); docs/methods/three-voices.md.
 * Example: in rules.test.ts.
 */
export function agreementOf(
  losses: readonly NamedLoss[],
  reasons: readonly { id: string; name: string }[],
  offered: ReadonlySet<string>,
): PairAgreement[] {
  return pairs.map(([one, other]) => {
    const both = losses.flatMap((loss) => {
      const others = loss[other] ?? [];
      const narrow = other === "customer" && loss.byFormAlone;
      const ones = (loss[one] ?? []).filter((id) => !narrow || offered.has(id) || others.includes(id));
      return ones.length > 0 && others.length > 0 ? [{ ones: new Set(ones), others: new Set(others) }] : [];
    });
    const inCommon = both.filter(({ ones, others }) => [...ones].some((reasonId) => others.has(reasonId)));
    const rows = reasons.flatMap(({ id, name }): ReasonAgreement[] => {
      const byOne = both.filter(({ ones, others }) => ones.has(id) && !others.has(id)).length;
      const byOther = both.filter(({ ones, others }) => others.has(id) && !ones.has(id)).length;
      const byBoth = both.filter(({ ones, others }) => ones.has(id) && others.has(id)).length;
      const named = byOne + byOther + byBoth;
      if (named === 0) return [];
      const share = shareOf(byBoth, named);
      return [
        { reasonId: id, name, both: share, alone: share.kind === "known" ? { one: byOne, other: byOther } : null },
      ];
    });
    return { one, other, shared: shareOf(inCommon.length, both.length), reasons: rows.sort(mostNamedFirst) };
  });
}

function shareOf(count: number, of: number): AgreedShare {
  const share = wilsonInterval({ count, of });
  if (!enoughToTell(of) || share.kind === "too-few") return { kind: "too-few", outOf: of, needed: fewestTold };
  return { kind: "known", count, of, low: share.low, high: share.high };
}

const namedIn = ({ both }: ReasonAgreement) => (both.kind === "known" ? both.of : 0);

function mostNamedFirst(one: ReasonAgreement, other: ReasonAgreement): number {
  return (
    namedIn(other) - namedIn(one) ||
    one.name.localeCompare(other.name, "en") ||
    (one.reasonId < other.reasonId ? -1 : 1)
  );
}
