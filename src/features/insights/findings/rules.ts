import type { FlagKind } from "../../red-flags/contract.ts";

type Keyed = { findings: readonly { key: string }[]; noDifference: readonly { key: string }[] };

/** Every judged candidate in an order that both who writes deals' signs and who reads them can tell. */
export function judgedKeys({ findings, noDifference }: Keyed): string[] {
  return [...findings, ...noDifference].map(({ key }) => key).sort();
}

/** The number by which deals are marked with a judged candidate. */
export function numberOf(result: Keyed, key: string): number | undefined {
  const number = judgedKeys(result).indexOf(key);
  return number === -1 ? undefined : number;
}

/** Which of the judged candidates each closed deal shows and which it does not, by their numbers. */
export function* signsByDeal(
  deals: readonly { id: string; status: string }[],
  result: Keyed,
  shownByDeal: ReadonlyMap<string, Uint8Array>,
): Generator<{ dealId: string; shown: Buffer; judged: Buffer }> {
  const columns = judgedKeys(result).map((key) => shownByDeal.get(key));
  const bytes = Math.ceil(columns.length / 8);
  for (const [place, { id, status }] of deals.entries()) {
    if (status === "open") continue;
    const [shown, judged] = [Buffer.alloc(bytes), Buffer.alloc(bytes)];
    for (const [number, column] of columns.entries()) {
      const state = column?.[place] ?? 0;
      const [byte, bit] = [number >> 3, 1 << (number & 7)];
      if (state > 0) judged[byte] = (judged[byte] ?? 0) | bit;
      if (state === 2) shown[byte] = (shown[byte] ?? 0) | bit;
    }
    if (judged.some((byte) => byte !== 0)) yield { dealId: id, shown, judged };
  }
}

/** Flags that something else may have raised along with the loss: to be said beside the figure. */
const selectionNotes: Partial<Record<FlagKind, string>> = {
  "gone-quiet":
    "A buyer who has decided against us goes quiet: this may be a sign of a loss under way rather than its cause.",
  "no-follow-up":
    "A deal we no longer believe in is left alone: letting it lie may follow from the loss as well as lead to it.",
  "unanswered-message":
    "Where nothing is left to win, messages lie unanswered: this may follow from the loss as well as lead to it.",
  "too-long-in-stage":
    "Deals that nobody wants to call lost stand still: this may be a sign of a loss under way rather than its cause.",
  "close-date-slipped": "A buyer who hesitates moves the date: this may be a sign of a loss under way.",
  "single-contact": "Buyers who mean it bring colleagues: one contact may be their doubt as well as our omission.",
};

const stepNote = "A step is easier to do with a buyer who means it: doing it may be a sign of a good deal, too.";
const attributeNote = "Deals of this kind may differ in other ways as well.";

/** What to keep in mind before a difference is read as a cause. */
export function noteOn(kind: "flag" | "step" | "attribute", flagKind: FlagKind | null): string | null {
  if (kind === "attribute") return attributeNote;
  if (kind === "step" || flagKind === "step-missed") return stepNote;
  return flagKind === null ? null : (selectionNotes[flagKind] ?? null);
}
