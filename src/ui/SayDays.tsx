import { DayText } from "./DateText.tsx";
import { daysIn } from "./words.ts";

/** A sentence whose days travel as 2026-10-28, each said in the reader's words: "No conversation since 28 Oct." */
export function SayDays({ children: sentence }: { children: string }) {
  return daysIn(sentence).map((part, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other identity
    "day" in part ? <DayText key={place} on={part.day} /> : part.text,
  );
}
