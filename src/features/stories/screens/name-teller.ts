import type { StoryComment, Teller } from "../contract.ts";

/** Who told a story, as far as readers may know; to the teller alone, that it is theirs. */
export function tellerInWords(teller: Teller, mine: boolean): string {
  if (teller.kind === "named") return mine ? `${teller.name} (you)` : teller.name;
  if (teller.kind === "left") return "Somebody who has left";
  return mine ? "Without a name (yours)" : "A colleague, without a name";
}

/** Who said something below a story. */
export function speakerInWords({ teller, byTeller, mine }: Pick<StoryComment, "teller" | "byTeller" | "mine">): string {
  const you = mine ? " (you)" : "";
  if (teller.kind === "named") return `${teller.name}${you}${byTeller ? ", who told this" : ""}`;
  if (byTeller) return `The author${you}`;
  return teller.kind === "left" ? "Somebody who has left" : `A colleague${you}`;
}
