import type { CustomerAnswers } from "../../customer-answers/contract.ts";

type Copy = { version: number; answers: CustomerAnswers };

/** Enough of the secret to tell two forms apart, too little to open one by. */
const placeOf = (secret: string) => `comeback-answers-${secret.slice(0, 6)}`;

/** Keeps on this device what the server has not acknowledged yet; a browser that keeps nothing is no obstacle. */
export function keepLocally(secret: string, copy: Copy): void {
  try {
    window.localStorage.setItem(placeOf(secret), JSON.stringify(copy));
  } catch {
    // Storage can be switched off or full; the server keeps it in a moment.
  }
}

export function forgetLocally(secret: string): void {
  try {
    window.localStorage.removeItem(placeOf(secret));
  } catch {
    // Then there is nothing to forget.
  }
}

/** What was written here and never acknowledged, with the version it was written over; null: all of it arrived. */
export function findLocally(secret: string, opened: CustomerAnswers): Copy | null {
  try {
    const copy: unknown = JSON.parse(window.localStorage.getItem(placeOf(secret)) ?? "null");
    if (!isCopy(copy)) return null;
    if (JSON.stringify(copy.answers) !== JSON.stringify(opened)) return copy;
    forgetLocally(secret);
    return null;
  } catch {
    return null;
  }
}

/** The answers of another window, as the contract sends them with a refusal; or a copy as it was kept here. */
export function isCopy(data: unknown): data is Copy {
  return (
    typeof data === "object" &&
    data !== null &&
    "version" in data &&
    typeof data.version === "number" &&
    "answers" in data &&
    typeof data.answers === "object" &&
    data.answers !== null &&
    "winnerBetter" in data.answers &&
    "recommendations" in data.answers
  );
}
