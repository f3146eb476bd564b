import { number, share, text } from "../../../platform/export/columns.ts";
import type { ShareTold } from "./contract.ts";
import type { Period } from "./rules.ts";
import type { WaitingTold } from "./times/contract.ts";
import type { HeldAgainst, RatioTold } from "./work/ratios/contract.ts";
import type { WaitTold } from "./work/waits/contract.ts";

export const shareOf = (told: ShareTold | null) => (told?.kind === "known" ? told.value : null);
export const lowOf = (told: ShareTold | null) => (told?.kind === "known" ? told.low : null);
export const highOf = (told: ShareTold | null) => (told?.kind === "known" ? told.high : null);

export type OfPeriod<Figures> = Period & { which: string; figures: Figures };

/** The period of a report, then the one it is compared with. */
export function bothPeriods<Figures>({
  period,
  figures,
  compared,
}: {
  period: Period;
  figures: Figures;
  compared: { period: Period; figures: Figures } | null;
}): OfPeriod<Figures>[] {
  return [
    { which: "The period", ...period, figures },
    ...(compared ? [{ which: "The compared period", ...compared.period, figures: compared.figures }] : []),
  ];
}
export const periodColumns = <Row extends Period & { which: string }>() => [
  text<Row>("Of", ({ which }) => which),
  text<Row>("From", ({ from }) => from),
  text<Row>("Until", ({ until }) => until),
];

type Reached = { kind: "at"; days: number } | { kind: "not-reached" };
const daysOf = (reached: Reached): number | null => (reached.kind === "at" ? reached.days : null);
export const medianColumns = <Row>(of: (row: Row) => WaitingTold) => {
  const days = (which: "median" | "low" | "high") => (row: Row) => {
    const told = of(row);
    return told.kind === "known" ? daysOf(told[which]) : null;
  };
  return [
    number<Row>("Half are over within days", days("median")),
    number<Row>("At least", days("low")),
    number<Row>("At most", days("high")),
  ];
};

export const waitColumns = <Row>(of: (row: Row) => WaitTold) => {
  const known = (row: Row) => {
    const told = of(row);
    return told.kind === "known" ? told : null;
  };
  const minutes = (row: Row) => {
    const median = known(row)?.median;
    return median?.kind === "at" ? median.minutes : null;
  };
  return [
    number<Row>("Half within working minutes", minutes),
    share<Row>("Within the hours", (row) => known(row)?.within?.value ?? null),
    share<Row>("At least", (row) => known(row)?.within?.low ?? null),
    share<Row>("At most", (row) => known(row)?.within?.high ?? null),
  ];
};

const ratioOf = (told: RatioTold) => (told.kind === "too-few" ? null : told.value);
const ratioEnd = (told: RatioTold, end: "low" | "high") => (told.kind === "known" ? told[end] : null);
export const againstColumns = <Row>(of: (row: Row) => HeldAgainst) => [
  number<Row>("Before wins", (row) => ratioOf(of(row).won)),
  number<Row>("Before losses", (row) => ratioOf(of(row).lost)),
  number<Row>("Difference", (row) => ratioOf(of(row).difference)),
  number<Row>("At least", (row) => ratioEnd(of(row).difference, "low")),
  number<Row>("At most", (row) => ratioEnd(of(row).difference, "high")),
];
