import type { DebriefAnswers } from "../contract.ts";
import type { Base } from "./create-draft.ts";

/** Answers that were not saved, and the close they are about. */
export type KeptDraft = Base & { closedAt: string; answers: DebriefAnswers };

/** Whose answers about which deal; another person at the same browser finds nothing. */
export type KeptPlace = { memberId: string; dealId: string };

const keyOf = ({ memberId, dealId }: KeptPlace) => `comeback-debrief ${memberId} ${dealId}`;
const secondsKeyOf = (place: KeptPlace) => `${keyOf(place)} seconds`;

// A storage may be full or closed. That takes the second safety away only: saving goes on.
function quietly<Value>(act: () => Value): Value | null {
  try {
    return act();
  } catch {
    return null;
  }
}

/** This tab's own answers come before those of another tab, which may still be open. A closed storage throws when named. */
const storages = [() => window.sessionStorage, () => window.localStorage];

export function keepDraft(place: KeptPlace, kept: KeptDraft | null): void {
  for (const storage of storages) {
    quietly(() => (kept ? storage().setItem(keyOf(place), JSON.stringify(kept)) : storage().removeItem(keyOf(place))));
  }
}

/** What this browser kept about this very close, if it is whole; anything else is cleared away. */
export async function findKeptDraft(place: KeptPlace, closedAt: string | null): Promise<KeptDraft | null> {
  for (const storage of storages) {
    const text = quietly(() => storage().getItem(keyOf(place)));
    if (!text) continue;
    const kept = await readKept(text);
    if (kept && kept.closedAt === closedAt) return kept;
    quietly(() => storage().removeItem(keyOf(place)));
  }
  return null;
}

/** A storage can hold anything: what another release wrote, or half of it. The schemas come only when there is something. */
async function readKept(text: string): Promise<KeptDraft | null> {
  const { keptDraftShape } = await import("./kept-draft-shape.ts");
  const read = keptDraftShape.safeParse(quietly(() => JSON.parse(text)));
  return read.success ? read.data : null;
}

/** How long this debrief has been worked on, over reloads of this tab. */
export function keepSeconds(place: KeptPlace, seconds: number | null): void {
  quietly(() =>
    seconds === null
      ? window.sessionStorage.removeItem(secondsKeyOf(place))
      : window.sessionStorage.setItem(secondsKeyOf(place), String(seconds)),
  );
}

export function findKeptSeconds(place: KeptPlace): number {
  const seconds = Number(quietly(() => window.sessionStorage.getItem(secondsKeyOf(place))) ?? 0);
  return Number.isInteger(seconds) && seconds >= 0 && seconds < 86_400 ? seconds : 0;
}
