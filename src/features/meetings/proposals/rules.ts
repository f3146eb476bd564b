import type { ProposedTopic } from "../plan/contract.ts";

const nothing = { dealId: null, sourceId: null, reasonId: null };
const mostWords = 500;

/** "Price too high": how many losses name it, and what they were worth. */
export function reasonTopics(
  reasons: readonly { reasonId: string; name: string; losses: number; amountCents: number }[],
  currency: string,
): ProposedTopic[] {
  return reasons.map(({ reasonId, name, losses, amountCents }) => ({
    ...{ ...nothing, kind: "loss" as const, reasonId, words: name },
    because: `${losses === 1 ? "1 loss" : `${losses} losses`}${amountCents > 0 ? `, ${inMoney(amountCents, currency)}` : ""}`,
  }));
}

/** The largest losses, each by itself. */
export function lossTopics(
  losses: readonly {
    dealId: string;
    name: string;
    competitor: string | null;
    amountCents: number | null;
    currency: string | null;
  }[],
): ProposedTopic[] {
  return losses.map(({ dealId, name, competitor, amountCents, currency }) => ({
    ...{ ...nothing, kind: "loss" as const, dealId },
    words: cut(competitor ? `Lost: ${name}, to ${competitor}` : `Lost: ${name}`),
    because: amountCents !== null && currency !== null ? inMoney(amountCents, currency) : "No amount was recorded",
  }));
}

/** What somebody learned; who it was is not said. */
export function lessonTopics(
  lessons: readonly { sourceId: string; outcome: "won" | "lost"; words: string; reasonId: string | null }[],
): ProposedTopic[] {
  return lessons.map(({ sourceId, outcome, words, reasonId }) => ({
    ...{ ...nothing, kind: "lesson" as const, sourceId, reasonId, words: cut(words) },
    because: outcome === "won" ? "What worked in a deal we won" : "What we do differently after a loss",
  }));
}

/** What customers recommended and agreed to be quoted with. */
export function recommendationTopics(
  recommended: readonly { sourceId: string; dealId: string | null; words: string; isQuotable: boolean }[],
): ProposedTopic[] {
  return recommended
    .filter(({ isQuotable }) => isQuotable)
    .map(({ sourceId, dealId, words }) => ({
      ...{ ...nothing, kind: "recommendation" as const, sourceId, dealId, words: cut(words) },
      because: "A customer who decided for somebody else recommends it",
    }));
}

function cut(words: string): string {
  const letters = [...words.trim()];
  return letters.length <= mostWords
    ? words.trim()
    : `${letters
        .slice(0, mostWords - 1)
        .join("")
        .trimEnd()}…`;
}

function inMoney(cents: number, currency: string): string {
  const format = new Intl.NumberFormat("en-GB", { style: "currency", currency, trailingZeroDisplay: "stripIfInteger" });
  return format.format(cents / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
