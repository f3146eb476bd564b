import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { showNotice, showUndo } from "../../../ui/notices.tsx";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { whenWords } from "../../../ui/words.ts";
import type { playbookContract } from "../contract.ts";
import type { PracticeUse } from "../uses/contract.ts";

const playbook = apiOf<typeof playbookContract>("playbook");

type Wanted = { practiceId: string; dealId: string };
const keyOf = ({ practiceId, dealId }: Wanted) => `${practiceId} ${dealId}`;

const refused = (error: unknown) => showNotice({ message: told(error).title, tone: "refused" });

/** Applies practices to deals with one click, at once on the screen, with the way back; and takes them away again. */
export function useUses() {
  const known = useQueryClient();
  const reader = useReader();
  const [planning, setPlanning] = useState<ReadonlySet<string>>(new Set());

  const settle = async (wanted: Wanted) => {
    await known.invalidateQueries();
    setPlanning((before) => new Set([...before].filter((key) => key !== keyOf(wanted))));
  };
  const drop = async (use: Pick<PracticeUse, "id">) => {
    try {
      await playbook.dropUse.call({ id: use.id });
    } catch (error) {
      refused(error);
    }
    await known.invalidateQueries();
  };
  const plan = async (wanted: Wanted) => {
    if (planning.has(keyOf(wanted))) return;
    setPlanning((before) => new Set([...before, keyOf(wanted)]));
    try {
      const { rows } = await playbook.planUses.call({ uses: [{ id: crypto.randomUUID(), ...wanted }] });
      const [use] = rows;
      if (use) {
        const said = `${use.practiceTitle}: a task for ${use.deal?.name ?? "this deal"}, due ${whenWords(use.dueOn, reader)}.`;
        showUndo(said, () => void drop(use));
      }
    } catch (error) {
      refused(error);
    }
    await settle(wanted);
  };
  const takeAway = async (use: PracticeUse) => {
    try {
      await playbook.dropUse.call({ id: use.id });
      showUndo(`${use.practiceTitle} is taken away from ${use.deal?.name ?? "this deal"}.`, () => {
        if (use.deal) void plan({ practiceId: use.practiceId, dealId: use.deal.id });
      });
    } catch (error) {
      refused(error);
    }
    await known.invalidateQueries();
  };
  return {
    plan: (wanted: Wanted) => void plan(wanted),
    takeAway: (use: PracticeUse) => void takeAway(use),
    isPlanning: (wanted: Wanted) => planning.has(keyOf(wanted)),
  };
}
