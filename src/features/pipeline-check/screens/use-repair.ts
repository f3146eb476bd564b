import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { whenWords } from "../../../ui/words.ts";
import type { pipelineCheckContract } from "../contract.ts";

const pipelineCheck = apiOf<typeof pipelineCheckContract>("pipelineCheck");

type Wanted = { dealId: string; flagId: string; repairId: string; commitmentId: string | null };

/** Tasks made here a moment ago, by deal and flag, so that a button changes before the lists are asked again. */
export type MadeTasks = ReadonlyMap<string, string>;
export const madeKey = ({ dealId, flagId }: { dealId: string; flagId: string }) => `${dealId} ${flagId}`;

/** Makes repairs tasks with one click or key, at once on the screen, with the way back. */
export function useRepair(): { made: MadeTasks; makeTask: (wanted: Wanted) => void } {
  const known = useQueryClient();
  const reader = useReader();
  const [made, setMade] = useState<MadeTasks>(new Map());

  const remember = (wanted: Wanted, taskId: string | null) =>
    setMade((before) => {
      const after = new Map(before);
      if (taskId === null) after.delete(madeKey(wanted));
      else after.set(madeKey(wanted), taskId);
      return after;
    });

  const makeTask = (wanted: Wanted) => {
    if (made.has(madeKey(wanted))) return;
    const id = crypto.randomUUID();
    remember(wanted, id);
    const drop = async () => {
      remember(wanted, null);
      try {
        await pipelineCheck.dropTask.call({ id, note: "" });
      } catch (error) {
        showNotice({ message: told(error).title, tone: "refused" });
      }
      await known.invalidateQueries();
    };
    const make = async () => {
      try {
        const task = await pipelineCheck.createTask.call({ id, ...wanted });
        showUndo(`${task.repairName}: a task for ${task.dealName}, due ${whenWords(task.dueOn, reader)}.`, () => {
          void drop();
        });
      } catch (error) {
        showNotice({ message: told(error).title, tone: "refused" });
      }
      await known.invalidateQueries();
      // From here on the lists know of the task themselves, or that there is none.
      remember(wanted, null);
    };
    void make();
  };
  return { made, makeTask };
}
