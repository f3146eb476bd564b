import type { DealVoice, ManagerView, Speaker } from "./contract.ts";

/** In this order they stand side by side. */
export const speakers: readonly Speaker[] = ["seller", "manager", "customer"];

export type NamedBy = { reasonId: string; name: string; by: { speaker: Speaker; notes: string[] }[] };

/** Who gave any reason at all: whoever named none has not said that a reason was not one. */
export function whoSpoke(voices: readonly DealVoice[]): Speaker[] {
  return speakers.filter((one) => voices.some(({ speaker, reasons }) => speaker === one && reasons.length > 0));
}

/** Every reason that anybody named, with who did; those named by most first, then as they were given. */
export function reasonsByVoice(voices: readonly DealVoice[]): NamedBy[] {
  const named = new Map<string, NamedBy>();
  for (const speaker of speakers) {
    for (const { reasons } of voices.filter((voice) => voice.speaker === speaker)) {
      for (const { reasonId, name, note } of reasons) {
        const row = named.get(reasonId) ?? { reasonId, name, by: [] };
        named.set(reasonId, row);
        const said = row.by.find((one) => one.speaker === speaker) ?? { speaker, notes: [] };
        if (!row.by.includes(said)) row.by.push(said);
        if (note !== "") said.notes.push(note);
      }
    }
  }
  return [...named.values()].sort((one, other) => other.by.length - one.by.length);
}

export type Agreement =
  /** Fewer than two gave reasons. */
  | { kind: "alone"; spoke: Speaker[] }
  | { kind: "same"; spoke: Speaker[]; reasons: string[] }
  /** None by all three, but some by two of them. */
  | { kind: "partly"; spoke: Speaker[]; pairs: { by: Speaker[]; reasons: string[] }[] }
  | { kind: "different"; spoke: Speaker[] };

/** Whether those who spoke name the same: a reason of all of them, else one of two. */
export function agreementOn(voices: readonly DealVoice[]): Agreement {
  const spoke = whoSpoke(voices);
  if (spoke.length < 2) return { kind: "alone", spoke };
  const rows = reasonsByVoice(voices);
  const byAll = rows.filter(({ by }) => by.length === spoke.length).map(({ name }) => name);
  if (byAll.length > 0) return { kind: "same", spoke, reasons: byAll };
  const pairs = new Map<string, { by: Speaker[]; reasons: string[] }>();
  for (const { name, by } of rows.filter((row) => row.by.length > 1)) {
    const two = by.map(({ speaker }) => speaker);
    const pair = pairs.get(two.join()) ?? { by: two, reasons: [] };
    pairs.set(two.join(), { ...pair, reasons: [...pair.reasons, name] });
  }
  return pairs.size > 0 ? { kind: "partly", spoke, pairs: [...pairs.values()] } : { kind: "different", spoke };
}

type Said = Pick<ManagerView, "reasons" | "note">;

/** What counts once. */
export function settledView({ reasons, note }: Said): Said {
  return { note, reasons: [...new Map(reasons.map((reason) => [reason.reasonId, reason])).values()] };
}

/** The same words again, sent once more. */
export function isSameView(one: Said, other: Said): boolean {
  const words = ({ reasons, note }: Said) =>
    JSON.stringify([note, reasons.map(({ reasonId, note: said }) => [reasonId, said])]);
  return words(one) === words(other);
}
