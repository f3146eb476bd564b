import { apiOf } from "../../../platform/browser/api.ts";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { dayWords, todayOf } from "../../../ui/words.ts";
import type { DealRow } from "../../deals/contract.ts";
import type { recoveryContract } from "../contract.ts";
import type { ProposedCommitment, ResetShape } from "../resets/contract.ts";
import { useRecoveryWrite } from "./use-recovery-write.ts";

const recovery = apiOf<typeof recoveryContract>("recovery");

export type ResetSaid = {
  lesson: string;
  resetsOn: string;
  commitment: Omit<ProposedCommitment, "flagName" | "isKept" | "because"> | null;
};

/** Leaves a loss behind, and brings it back. */
export function useReset(deal: Pick<DealRow, "id" | "name">) {
  const reader = useReader();
  const takeBack = useRecoveryWrite((id: string) => recovery.undoReset.call({ id }));
  const set = useRecoveryWrite(
    (said: ResetSaid) => recovery.setReset.call({ dealId: deal.id, id: crypto.randomUUID(), ...said }),
    ({ id, resetsOn }) => {
      const from =
        resetsOn > todayOf(reader) ? `From ${dayWords(resetsOn, reader)} ${deal.name} is` : `${deal.name} is`;
      showUndo(`${from} behind you.`, () => takeBack.mutate(id));
    },
    { inForm: true },
  );
  const bringBack = useRecoveryWrite(
    ({ id }: Pick<ResetShape, "id">) => recovery.undoReset.call({ id }),
    () => showNotice({ message: `${deal.name} stands in your lists again.` }),
  );
  return { set, bringBack };
}
