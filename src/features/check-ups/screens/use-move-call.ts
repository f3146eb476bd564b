import { useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../platform/browser/api.ts";
import type { Day } from "../../../platform/dates.ts";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { whenWords } from "../../../ui/words.ts";
import type { CheckUpShape, checkUpsContract } from "../contract.ts";
import { withMoved } from "./month-grid.ts";

const checkUps = apiOf<typeof checkUpsContract>("checkUps");

/** Moves a call to another day: shown at once on the month's page, with a way back. */
export function useMoveCall(shown: { from: Day; to: Day; each: number }) {
  const known = useQueryClient();
  const reader = useReader();
  const queryKey = checkUps.showCalendar.queryKey({ input: shown });
  const save = (call: CheckUpShape, dueOn: Day) =>
    checkUps.saveCheckUp
      .call({ id: call.id, dealId: call.dealId, dueOn, note: call.note })
      .catch((error) => showNotice({ message: told(error).title, tone: "refused" }))
      .finally(() => known.invalidateQueries());
  return async (call: CheckUpShape, dueOn: Day) => {
    if (call.dueOn === dueOn) return;
    await known.cancelQueries({ queryKey });
    known.setQueryData(queryKey, (before) => before && { days: withMoved(before.days, call, dueOn) });
    showUndo(`You call ${call.accountName ?? call.dealName} ${whenWords(dueOn, reader)}.`, () => {
      void save(call, call.dueOn);
    });
    await save(call, dueOn);
  };
}
