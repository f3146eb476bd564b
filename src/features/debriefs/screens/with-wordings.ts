import { promiseWording } from "../../pipeline-check/rules.ts";
import type { DebriefAnswers, DebriefSheet } from "../contract.ts";

type Catalogue = Pick<DebriefSheet, "flagsBeforeClose" | "repairs">;

/** The words a commitment starts with. */
export function usualWording(flagId: string, repairId: string, { flagsBeforeClose, repairs }: Catalogue): string {
  const flag = flagsBeforeClose.find((one) => one.flagId === flagId)?.name ?? "This";
  const repair = repairs.find((one) => one.id === repairId)?.name ?? "Do what lowers it";
  return promiseWording(flag, repair);
}

/** A commitment whose words were rubbed out, to be written anew, is saved in the usual ones until then. */
export function withWordings(answers: DebriefAnswers, catalogue: Catalogue): DebriefAnswers {
  if (answers.commitments.every(({ wording }) => wording.trim() !== "")) return answers;
  return {
    ...answers,
    commitments: answers.commitments.map((one) =>
      one.wording.trim() === "" ? { ...one, wording: usualWording(one.flagId, one.repairId, catalogue) } : one,
    ),
  };
}
