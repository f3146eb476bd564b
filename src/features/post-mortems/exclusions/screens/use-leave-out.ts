import { useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { showNotice, showUndo } from "../../../../ui/notices.tsx";
import type { postMortemsContract } from "../../contract.ts";
import type { LeftOutOf } from "../../major-losses/contract.ts";

const postMortems = apiOf<typeof postMortemsContract>("postMortems");

export type LeftOut = { dealId: string; leftOutOf: LeftOutOf | null; why: string };

/** Leaves a loss out, or takes it in again, with the way back to what it was. */
export function useLeaveOut(): (wanted: LeftOut, before: LeftOut, said: string) => Promise<boolean> {
  const known = useQueryClient();
  const write = async (wanted: LeftOut): Promise<boolean> => {
    try {
      await postMortems.saveLossExclusion.call(wanted);
      return true;
    } catch (error) {
      showNotice({ message: told(error).title, tone: "refused" });
      return false;
    } finally {
      await known.invalidateQueries();
    }
  };
  return async (wanted, before, said) => {
    const isDone = await write(wanted);
    if (isDone) showUndo(said, () => void write(before));
    return isDone;
  };
}
