import type { Reader } from "../../../../ui/words.ts";
import type { FiguresFilter } from "../contract.ts";
import type { Period } from "../rules.ts";
import { ofDays } from "./figures-address.ts";
import { periodWords } from "./tell-figures.ts";

/** What a table of figures says of one period; `filter` opens the deals of just that one. */
export type FiguresRow<Figures> = { key: string; name: string; filter: FiguresFilter; figures: Figures };

type Told<Figures> = { period: Period; figures: Figures; compared: { period: Period; figures: Figures } | null };

/** The period that was asked for, and below it the one it is compared with. */
export function rowsByPeriod<Figures>(
  filter: FiguresFilter,
  { period, figures, compared }: Told<Figures>,
  reader: Reader,
): FiguresRow<Figures>[] {
  const now = { key: "now", name: periodWords(period, reader), filter, figures };
  if (!compared) return [now];
  const before = { key: "before", name: periodWords(compared.period, reader), figures: compared.figures };
  return [now, { ...before, filter: ofDays(filter, compared.period) }];
}
