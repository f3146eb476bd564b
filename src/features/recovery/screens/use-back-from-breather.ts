import { apiOf } from "../../../platform/browser/api.ts";
import { showNotice } from "../../../ui/notices.tsx";
import type { recoveryContract } from "../contract.ts";
import { useRecoveryWrite } from "./use-recovery-write.ts";

const recovery = apiOf<typeof recoveryContract>("recovery");

/** "I am back", before the agreed time or at it. */
export function useBackFromBreather() {
  return useRecoveryWrite(
    (id: string) => recovery.endBreather.call({ id }),
    () => showNotice({ message: "Welcome back." }),
  );
}
