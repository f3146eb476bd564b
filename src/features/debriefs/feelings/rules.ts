import { type FeelingsSaid, feelingsSaid } from "./contract.ts";

/** The five steps, from the lowest. */
export const feelingSteps = ["Very low", "Low", "In between", "Good", "Very good"] as const;

export function stepInWords(step: number | null): string | null {
  return step === null ? null : (feelingSteps[step - 1] ?? null);
}

export const isNothing = ({ step, words }: FeelingsSaid): boolean => step === null && words === "";

const paddedTo = 256;

/** As one text, filled up so that its length tells nearly nothing of how much was written. */
export function packFeelings({ step, words }: FeelingsSaid): string {
  const text = JSON.stringify({ step, words });
  const bytes = new TextEncoder().encode(text).length;
  return text + " ".repeat((paddedTo - (bytes % paddedTo)) % paddedTo);
}

export function unpackFeelings(text: string): FeelingsSaid {
  return feelingsSaid.parse(JSON.parse(text));
}
