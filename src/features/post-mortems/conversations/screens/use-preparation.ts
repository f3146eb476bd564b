import { useRef } from "react";
import { apiOf } from "../../../../platform/browser/api.ts";
import { type Kept, useSavedAsYouGo } from "../../../../platform/browser/use-saved-as-you-go.ts";
import type { postMortemsContract } from "../../contract.ts";
import type { PostMortemSheet, Preparation } from "../contract.ts";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");

/** Who leads it, whom to call, how to begin and when: kept as it is settled. */
export function usePreparation({ postMortem: { id, version, preparation } }: PostMortemSheet) {
  const start = useRef({ version, value: preparation });
  const prepared = useSavedAsYouGo<Preparation>({
    start: () => start.current,
    save: async (seen, value) =>
      (await postMortems.savePreparation.call({ id, version: seen, preparation: value })).version,
    theirsIn: preparationIn,
  });
  return { ...prepared, settleOn: (part: Partial<Preparation>) => prepared.change({ ...prepared.value, ...part }) };
}
export type Prepared = ReturnType<typeof usePreparation>;

function preparationIn(data: unknown): Kept<Preparation> | null {
  return isTheirs(data) ? { version: data.version, value: data.preparation } : null;
}

function isTheirs(data: unknown): data is { version: number; preparation: Preparation } {
  return typeof data === "object" && data !== null && "version" in data && "preparation" in data;
}
