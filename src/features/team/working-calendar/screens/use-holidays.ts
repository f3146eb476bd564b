import { useMutation, useQueryClient } from "@tanstack/react-query";
import { apiOf, told } from "../../../../platform/browser/api.ts";
import { showNotice, showUndo } from "../../../../ui/notices.tsx";
import type { Holiday, workingCalendarContract } from "../contract.ts";

export const workingCalendar = apiOf<typeof workingCalendarContract>("workingCalendar");

type Written = { add?: Holiday[]; remove?: string[] };
type Change = Written & { said: string };

/** Changes the list of holidays with the way back: what was added goes, what was removed or renamed returns. */
export function useHolidays(before: readonly Holiday[]) {
  const known = useQueryClient();
  const write = async ({ add = [], remove = [] }: Written) => {
    if (remove.length > 0) await workingCalendar.removeHolidays.call({ days: remove });
    if (add.length > 0) await workingCalendar.addHolidays.call({ holidays: add });
    // Days are proposed by it on many screens.
    await known.invalidateQueries();
  };
  const undo = async (back: Written) => {
    try {
      await write(back);
    } catch (error) {
      showNotice({ tone: "refused", message: told(error).title });
    }
  };
  const { mutate, isPending, error, variables } = useMutation({
    mutationFn: (change: Change & { back: Written }) => write(change),
    onSuccess: (_nothing, { said, back }) => {
      showUndo(said, () => void undo(back));
    },
  });
  // The way back is known before anything changes: afterwards the list is another.
  const change = (wanted: Change, done: { onSuccess?: () => void } = {}) =>
    mutate({ ...wanted, back: wayBack(before, wanted) }, done);
  return { change, saving: isPending, problem: error ? told(error) : undefined, changing: variables };
}

function wayBack(before: readonly Holiday[], { add = [], remove = [] }: Written): Written {
  const touched = new Set([...add.map(({ heldOn }) => heldOn), ...remove]);
  const were = before.filter(({ heldOn }) => touched.has(heldOn));
  const stays = new Set(were.map(({ heldOn }) => heldOn));
  return { add: were, remove: [...touched].filter((day) => !stays.has(day)) };
}
