import type { CustomerAnswers } from "../../customer-answers/contract.ts";

/** Answers that were not saved, and what they were written over: which version, and what it said. */
export type KeptNotes = { answersId: string; version: number; answers: CustomerAnswers; base: CustomerAnswers };

/** Whose notes of which conversation; another person at the same browser finds nothing. */
type Place = { memberId: string; id: string };

const keyOf = ({ memberId, id }: Place) => `comeback-conversation ${memberId} ${id}`;

// A storage may be full or closed. That takes the second safety away only: saving goes on.
function quietly<Value>(act: () => Value): Value | null {
  try {
    return act();
  } catch {
    return null;
  }
}

export function keepNotes(place: Place, kept: KeptNotes | null): void {
  quietly(() =>
    kept
      ? window.localStorage.setItem(keyOf(place), JSON.stringify(kept))
      : window.localStorage.removeItem(keyOf(place)),
  );
}

/** What this browser kept, if it is whole. The schemas come only when there is something. */
export async function findKeptNotes(place: Place): Promise<KeptNotes | null> {
  const text = quietly(() => window.localStorage.getItem(keyOf(place)));
  if (!text) return null;
  const { keptNotesShape } = await import("./kept-notes-shape.ts");
  const read = keptNotesShape.safeParse(quietly(() => JSON.parse(text)));
  if (read.success) return read.data;
  keepNotes(place, null);
  return null;
}
