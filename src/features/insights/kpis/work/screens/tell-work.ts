import { countWords, numberWords, percentWords, type Reader } from "../../../../../ui/words.ts";
import type { ShareTold } from "../../contract.ts";
import type { MixFigures } from "../activity-mix/contract.ts";
import type { CallFigures } from "../missed-calls/contract.ts";
import type { PreparationFigures } from "../preparation/contract.ts";
import type { PromiseFigures } from "../promises/contract.ts";
import type { RatioTold } from "../ratios/contract.ts";
import type { ResponseFigures } from "../responses/contract.ts";
import type { MinutesTold, WaitTold } from "../waits/contract.ts";

/** "45 minutes", "3 hours 10 minutes", "31 hours": of working time. */
export function spanWords(minutes: number, reader: Reader): string {
  const whole = Math.round(minutes);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  if (hours === 0) return countWords(whole, "minute", "minutes", reader);
  if (hours >= 10) return countWords(Math.round(whole / 60), "hour", "hours", reader);
  const told = countWords(hours, "hour", "hours", reader);
  return rest === 0 ? told : `${told} ${countWords(rest, "minute", "minutes", reader)}`;
}

/** The same in a table: "3:10 h", "31 h"; without its unit inside a range. */
export function shortSpan(minutes: number, reader: Reader): string {
  const whole = Math.round(minutes);
  if (whole >= 600) return numberWords(Math.round(whole / 60), reader);
  return `${numberWords(Math.floor(whole / 60), reader)}:${String(whole % 60).padStart(2, "0")}`;
}

export const reachedWords = (reached: MinutesTold, reader: Reader): string =>
  reached.kind === "at" ? `${shortSpan(reached.minutes, reader)} h` : `more than ${shortSpan(reached.after, reader)} h`;

/** When half no longer waited, as the end of a sentence; null: too few. */
function halfWords(wait: WaitTold, reader: Reader): string | null {
  if (wait.kind === "too-few") return null;
  const { median } = wait;
  return median.kind === "at"
    ? `within ${spanWords(median.minutes, reader)} of working time`
    : `not within ${spanWords(median.after, reader)} of working time`;
}

export function headResponses({ messages, wait }: ResponseFigures, reader: Reader): string {
  const half = halfWords(wait, reader);
  if (messages === 0) return "No e-mail of theirs came in this period";
  return half === null
    ? `Too few e-mails came to say how fast we answer: ${numberWords(messages, reader)}`
    : `Half of the e-mails that came were answered ${half}`;
}

export function headCalls({ missed, taken, wait }: CallFigures, reader: Reader): string {
  const all = countWords(missed + taken, "call of theirs", "calls of theirs", reader);
  if (missed === 0) return missed + taken === 0 ? "No call of theirs came in this period" : `We took all ${all}`;
  const half = halfWords(wait, reader);
  const told = `We missed ${numberWords(missed, reader)} of ${all}`;
  return half === null ? told : `${told}; half were returned ${half}`;
}

/** Steps of all deals that closed, by how they ended together. */
export const stepsOf = ({ won, lost }: Pick<PreparationFigures, "won" | "lost">) => ({
  deals: won.deals + lost.deals,
  due: won.due + lost.due,
  inTime: won.inTime + lost.inTime,
  late: won.late + lost.late,
  missed: won.missed + lost.missed,
});

export function headLate(figures: PreparationFigures, reader: Reader): string {
  const { due, late, missed } = stepsOf(figures);
  if (due === 0) return "No step had come due on the deals that closed";
  const steps = countWords(due, "step", "steps", reader);
  if (late + missed === 0) return `All ${steps} that came due on closed deals were done in time`;
  return `Of ${steps} that came due on closed deals, ${numberWords(late, reader)} came late and ${numberWords(missed, reader)} never`;
}

export function headPreparation({ inTime: { won, lost, difference } }: PreparationFigures, reader: Reader): string {
  if (won.kind === "too-few" || lost.kind === "too-few")
    return "Too few deals closed to hold preparation before wins and losses against each other";
  const shares = `Before wins ${percentWords(won.value, reader)} of the steps due were done in time, before losses ${percentWords(lost.value, reader)}`;
  return isClear(difference) ? shares : `${shares}: no difference that chance alone would not bring`;
}

export function headMix({ perDeal: { won, lost, difference } }: MixFigures, reader: Reader): string {
  if (won.kind === "too-few" || lost.kind === "too-few")
    return "Too few deals closed to tell what passed before wins and before losses";
  const means = `Deals we won had ${numberWords(won.value, reader, 1)} calls, e-mails and meetings, deals we lost ${numberWords(lost.value, reader, 1)}`;
  return isClear(difference) ? means : `${means}: no difference that chance alone would not bring`;
}

export function headPromises({ kept, doneLate, stillOpen, toCome }: PromiseFigures, reader: Reader): string {
  const due = kept + doneLate + stillOpen;
  if (due === 0)
    return toCome === 0 ? "No repair was promised by a day of this period" : "No promised repair has come due yet";
  const repairs = countWords(due, "repair", "repairs", reader);
  return kept === due
    ? `All ${repairs} promised by a day were done by then`
    : `${numberWords(doneLate + stillOpen, reader)} of ${repairs} promised by a day were not done by then`;
}

const isClear = (told: RatioTold | ShareTold): boolean => told.kind === "known" && (told.low > 0 || told.high < 0);

/** "+9", "−2.5", and nothing before a nought. */
export function signedWords(value: number, decimals: number, reader: Reader): string {
  const size = numberWords(Math.abs(value), reader, decimals);
  const isNought = Math.abs(value) < 0.5 * 10 ** -decimals;
  return isNought ? size : `${value < 0 ? "−" : "+"}${size}`;
}

/** "In time 9 points more often than in the other period, likely +2 to +16", or that no difference can be told. */
export function changeOfWork(change: ShareTold, what: string, reader: Reader): string {
  if (change.kind === "too-few") return "Too few to hold the two periods against each other";
  const [low, high] = [change.low, change.high].map((share) => signedWords(share * 100, 0, reader));
  if (!isClear(change)) return `${what}: no clear change, between ${low} and ${high} points`;
  const range = `${low} to ${high} points`;
  const size = numberWords(Math.abs(change.value) * 100, reader);
  return `${what} ${size} points ${change.value < 0 ? "less" : "more"} often than in the other period, likely ${range}`;
}

/** The parts there are, as one sentence; undefined where there is none. */
export function leftOutWords(
  parts: readonly { count: number; one: string; many: string }[],
  reader: Reader,
): string | undefined {
  const told = parts
    .filter(({ count }) => count > 0)
    .map(({ count, one, many }) => countWords(count, one, many, reader));
  return told.length === 0 ? undefined : `Left out: ${told.join(", ")}.`;
}
