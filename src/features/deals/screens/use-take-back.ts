import { apiOf, told } from "../../../platform/browser/api.ts";
import type { DealRow, dealsContract } from "../contract.ts";
import { useDealWrite } from "./use-deal-write.ts";

const deals = apiOf<typeof dealsContract>("deals");

/** The write that is taken back, and where the deal stood before it. */
export type SentWrite = { writeId: string; stageId: string };

/**
 * The undo of a close or a move: as if it had not been. Where that is no longer possible the deal is opened again, or
 * moved back, in the ordinary way, which its history tells.
 */
export function useTakeBack(dealId: string, what: "close" | "move", done?: () => void) {
  return useDealWrite(dealId, {
    write: async ({ writeId, stageId }: SentWrite): Promise<DealRow> => {
      try {
        return await deals.takeBack.call({ id: dealId, writeId });
      } catch (error) {
        if (told(error).code !== "TOO_LATE_TO_TAKE_BACK") throw error;
        return await (what === "close" ? deals.reopenDeal : deals.moveDeal).call({ id: dealId, stageId });
      }
    },
    ...(done ? { done } : {}),
  });
}
