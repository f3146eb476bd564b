import { numberWords, type Reader } from "../../../ui/words.ts";
import type { OddsResult } from "../forecast/contract.ts";

type Telling = Pick<Reader, "locale">;

/** A share as times in a hundred: 0.784 is 78. */
export const inHundred = (share: number): number => Math.round(share * 100);

/** The screen's finding. */
export function titleOfOdds(odds: OddsResult | null): string {
  if (odds === null) return "Odds";
  if (odds.kind === "too-few") return "Too few closed deals for odds";
  if (odds.kind === "no-variation") return "Nothing to tell deals apart by";
  return `The odds pick the deal that is won ${inHundred(odds.auc)} times in 100`;
}

/** How far it is from tossing a coin to never being wrong. */
export function aucWords(auc: number): string {
  const times = inHundred(auc);
  const beside =
    times <= 55
      ? "hardly more than tossing a coin"
      : times < 70
        ? "a coin would do it 50 times"
        : "a coin would do it 50 times, and nobody who knows only this gets to 100";
  return `Of two deals, one won and one lost, they give the better odds to the one that was won ${times} times in 100; ${beside}.`;
}

/** The Brier score as what is left of guessing: 0.17 against 0.24 is 29 % closer. */
export function brierWords(
  { brier, brierOfGuessing }: { brier: number; brierOfGuessing: number },
  reader: Telling,
): string {
  const closer = brierOfGuessing > 0 ? 1 - brier / brierOfGuessing : 0;
  const scores = `Brier score ${numberWords(brier, reader, 3)}, against ${numberWords(brierOfGuessing, reader, 3)} for giving every deal the usual odds`;
  if (inHundred(closer) < 1) return `${scores}: no closer to how deals ended than that.`;
  return `${scores}: ${inHundred(closer)} in 100 closer to how deals ended.`;
}

/** What the calibration plot says, as its title. */
export function calibrationWords(error: number, reader: Telling): string {
  const points = numberWords(error * 100, reader, 1);
  return error < 0.005
    ? "What was said came true, as nearly as can be told."
    : `What was said came true, give or take ${points} ${points === "1" ? "point" : "points"} on average.`;
}
