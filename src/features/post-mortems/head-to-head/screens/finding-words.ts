import { countWords, numberWords, type Reader } from "../../../../ui/words.ts";
import type { ComparedPriority, HeadToHead } from "../contract.ts";
import { headFinding } from "../rules.ts";

export const pointWords = (points: number, reader: Reader) => {
  const words = numberWords(Math.abs(points), reader, 1);
  return `${words} ${words === "1" ? "point" : "points"}`;
};

/** The finding as a sentence; what cannot be said is one, too. */
export function titleOf({ priorities, answers, against }: HeadToHead, reader: Reader): string {
  const them = against ?? "the winner";
  const found = headFinding(priorities);
  if (found?.compared.kind === "known") {
    const { difference } = found.compared;
    const whom = difference < 0 ? them : "us";
    return `Customers rate ${whom} ${pointWords(difference, reader)} higher on “${found.name}”`;
  }
  if (priorities.some(({ compared }) => compared.kind === "known")) {
    // That none can be shown is not that there is none.
    return `No difference between us and ${them} is sure yet`;
  }
  const rated = answers === 0 ? "No customer has" : `${countWords(answers, "customer has", "customers have", reader)}`;
  return `${rated} compared us with ${them} so far${answers === 0 ? "" : ", too few to say more"}`;
}

/** What stands behind the title: how much it counts, and how many said so. */
export function leadOf({ priorities, answers }: HeadToHead, reader: Reader): string {
  const found = headFinding(priorities);
  if (found?.compared.kind !== "known") {
    return `${countWords(answers, "lost customer", "lost customers", reader)} rated what they decide by: us, the winner, and how much it counts.`;
  }
  const weighs = found.importance.kind === "known" ? weightWords(found.importance.mean, found, priorities, reader) : "";
  return `${countWords(found.compared.of, "lost customer", "lost customers", reader)} rated both.${weighs}`;
}

function weightWords(mean: number, found: ComparedPriority, all: readonly ComparedPriority[], reader: Reader): string {
  const heavier = all.filter(({ importance }) => importance.kind === "known" && importance.mean > mean).length;
  const place = heavier === 0 && all.length > 1 ? ", more than anything else" : "";
  return ` “${found.name}” counts ${numberWords(mean, reader, 1)} of 5 in their decision${place}.`;
}

/** "Counts 4.6 of 5. We 3.1, the winner 4.2." */
export function figuresOf(
  { importance, compared }: ComparedPriority,
  against: string | null,
  reader: Reader,
): string | undefined {
  // Ratings stand below each other: 4.0 beside 3.9.
  const { format: number } = new Intl.NumberFormat(reader.locale, {
    ...{ minimumFractionDigits: 1, maximumFractionDigits: 1 },
  });
  const weighs = importance.kind === "known" ? `Counts ${number(importance.mean)} of 5.` : "";
  const rated =
    compared.kind === "known"
      ? `We ${number(compared.us)}, ${against ?? "the winner"} ${number(compared.winner)}.`
      : "";
  return [weighs, rated].filter(Boolean).join(" ") || undefined;
}
