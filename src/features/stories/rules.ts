import type { StoryText } from "./contract.ts";

/** So few people guess who told what. */
export const fewPeople = 5;

export const mostDrafts = 20;
export const mostComments = 500;

/** Enough to know what it is about. */
const beginning = 240;

export function beginningOf(text: string): string {
  if (text.length <= beginning) return text;
  const cut = text.slice(0, beginning);
  const lastSpace = cut.lastIndexOf(" ");
  return `${cut.slice(0, lastSpace > beginning / 2 ? lastSpace : beginning).trimEnd()} …`;
}

/** What a story must say before it is told. */
export function isWhole({ title, happened, movedOn, reasonIds }: StoryText): boolean {
  return title !== "" && happened !== "" && movedOn !== "" && reasonIds.length > 0;
}

/** A linked deal tells whose it was, so a story without a name has none. */
export function settledStory(text: StoryText): StoryText {
  return { ...text, reasonIds: [...new Set(text.reasonIds)], dealId: text.anonymous ? null : text.dealId };
}

const inWords = /[\p{L}\p{N}]+/gu;
/** Scripts that put no spaces between words: their words cannot be found by where they begin. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]/u;

export type Search = { kind: "words"; beginnings: string } | { kind: "part"; text: string };

/** How to look for what somebody typed: each word by its beginning, or where there are no words, the text as it stands. */
export function searchFor(typed: string): Search | null {
  const text = typed.trim();
  if (text === "") return null;
  const words = text.match(inWords) ?? [];
  if (words.length === 0 || unspaced.test(text)) return { kind: "part", text };
  return { kind: "words", beginnings: words.map((word) => `'${word}':*`).join(" & ") };
}
