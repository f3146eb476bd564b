import { moneyWords, type Reader } from "../../../../ui/words.ts";
import type { MajorLossCriteria } from "../contract.ts";

type Named = { currency: string; stageName: string | null };

/** "€50,000 or more, lost to Bellstride or Orbit, Segment is Enterprise, reached Proposal". */
export function criteriaWords(criteria: MajorLossCriteria, { currency, stageName }: Named, reader: Reader): string {
  const { minAmountCents, competitors, segment, stageId } = criteria;
  const parts = [
    minAmountCents ? `${moneyWords(minAmountCents, currency, reader)} or more` : null,
    competitors && `lost to ${anyOf(competitors)}`,
    segment && `${segment.field} is ${anyOf(segment.values)}`,
    stageId !== null ? `came to ${stageName ?? "a stage that is gone"} or further` : null,
  ].filter((part) => part !== null);
  const said = parts.join(", and ");
  return said.charAt(0).toUpperCase() + said.slice(1);
}

const anyOf = (names: readonly string[]) =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
