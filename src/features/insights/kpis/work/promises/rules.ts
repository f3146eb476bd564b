import type { Share } from "../../../../../statistics/share.ts";
import { shareOf } from "../../rules.ts";
import type { PromiseFigures } from "./contract.ts";

export type PromiseState = "kept" | "done-late" | "still-open" | "to-come" | "dropped";
export type PromiseTally = { state: PromiseState; count: number };

export function promisesOf(tallies: readonly PromiseTally[]): { figures: PromiseFigures; share: Share } {
  const of = (wanted: PromiseState) => tallies.find(({ state }) => state === wanted)?.count ?? 0;
  const [kept, doneLate, stillOpen] = [of("kept"), of("done-late"), of("still-open")];
  const share = { count: doneLate + stillOpen, of: kept + doneLate + stillOpen };
  return {
    share,
    figures: { kept, doneLate, stillOpen, toCome: of("to-come"), dropped: of("dropped"), late: shareOf(share) },
  };
}
