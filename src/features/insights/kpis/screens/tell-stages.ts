import { countWords, numberWords, percentWords, type Reader } from "../../../../ui/words.ts";
import type { LeftBy } from "../contract.ts";
import type { Exits } from "../exits/contract.ts";
import type { StageTimes } from "../stage-times/contract.ts";
import type { OpenChangeTold, WaitingTold } from "../times/contract.ts";
import { daysWords } from "./tell-figures.ts";

/** "Deals stay longest in Proposal: half have left it within 21 days". */
export function headStageTimes(stages: readonly StageTimes[], where: string, reader: Reader): string {
  const told = stages.flatMap(({ name, figures: { waiting } }) =>
    waiting.kind === "known" ? [{ name, waiting }] : [],
  );
  const longest = told.toSorted((one, other) => stayOf(other.waiting) - stayOf(one.waiting))[0];
  if (!longest) return `Too few deals came to any stage${where} to say how long they stay`;
  const { name, waiting } = longest;
  const half =
    waiting.median.kind === "at"
      ? `half have left it within ${daysWords(waiting.median, reader)}`
      : `more than half are still there after ${countWords(Math.floor(waiting.median.after), "day", "days", reader)}`;
  return told.length === 1 ? `Of deals in ${name}${where} ${half}` : `Deals stay longest in ${name}${where}: ${half}`;
}

type Known = Extract<WaitingTold, { kind: "known" }>;

/** Stages with enough stays to be told, the one with the longest first. */
const knownOf = (stages: readonly StageTimes[]) =>
  stages
    .flatMap(({ stageId, name, figures: { waiting } }) =>
      waiting.kind === "known" ? [{ stageId, name, waiting }] : [],
    )
    .toSorted((one, other) => stayOf(other.waiting) - stayOf(one.waiting));

/** The stage that the title names. */
export const longestStay = (stages: readonly StageTimes[]): string | undefined => knownOf(stages)[0]?.stageId;

const stayOf = ({ median }: Known): number =>
  median.kind === "at" ? median.days : Number.MAX_SAFE_INTEGER / 2 + median.after;

/** Until which day anybody was seen on a curve. */
export const seenUntil = ({ median, curve }: Known): number =>
  Math.max(curve.at(-1)?.days ?? 0, median.kind === "not-reached" ? median.after : 0);

/** "+12", "−3", "0": of a difference of two shares, in points. */
export function pointsWords(value: number, reader: Reader): string {
  const size = Math.round(Math.abs(value) * 100);
  return `${size === 0 ? "" : value < 0 ? "−" : "+"}${numberWords(size, reader)}`;
}

/** "12 points fewer still open after 30 days, likely −20 to −4"; what may be chance is said as such. */
export function stillChangeWords(change: OpenChangeTold | null, still: string, reader: Reader): string {
  if (change === null) return "seen for too short a time to compare";
  if (change.kind === "too-few") return "too few to compare";
  const range = `${pointsWords(change.low, reader)} to ${pointsWords(change.high, reader)} points`;
  const after = `after ${countWords(change.days, "day", "days", reader)}`;
  if (change.low <= 0 && change.high >= 0) return `no clear change in how many are ${still} ${after}, within ${range}`;
  const size = `${numberWords(Math.abs(change.value) * 100, reader)} points ${change.value < 0 ? "fewer" : "more"}`;
  return `${size} ${still} ${after}, likely ${range}`;
}

const lossKinds: Record<string, string> = {
  competitor: "They chose a competitor",
  "no-decision": "They held off",
  disqualified: "It was not for us",
  unknown: "Nobody knows yet",
};
const untold: Record<LeftBy, string> = {
  "loss-kind": "Not told how",
  "crm-reason": "No reason in the CRM",
  reason: "No reason to read",
};

export function causeName({ key, name }: Pick<Exits["causes"][number], "key" | "name">, by: LeftBy): string {
  if (key === null) return "All others";
  if (key === "") return untold[by];
  return by === "loss-kind" ? (lossKinds[key] ?? name) : name;
}

/** "5 of 9 lost deals (56 %): “They chose a competitor”". */
export function headExits(
  { causes, deals, lost }: Pick<Exits, "causes" | "deals" | "lost">,
  by: LeftBy,
  where: string,
  reader: Reader,
): string {
  const first = causes.find(({ key }) => key !== null && key !== "");
  if (deals === 0) return `Of no deal that closed${where} is a stage known`;
  if (lost === 0) return `No deal was lost on the way${where}`;
  if (!first) return `Of no lost deal${where} is a cause told`;
  const share = first.share.kind === "known" ? ` (${percentWords(first.share.value, reader)})` : "";
  const counts = `${numberWords(first.left, reader)} of ${countWords(lost, "lost deal", "lost deals", reader)}${where}${share}`;
  return `${counts}: “${causeName(first, by)}”`;
}
