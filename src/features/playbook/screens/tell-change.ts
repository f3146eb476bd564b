import type { PracticeChange } from "../contract.ts";

type Told = Pick<PracticeChange, "state" | "changedByName">;

/** "Max adopted it": what a version did, told by the one before it. The oldest that is shown may not be the first. */
export function changeInWords({ state, changedByName }: Told, before: Told | undefined, isAdopted: boolean): string {
  const who = changedByName ?? "Somebody who left";
  if (!before) return state === "draft" ? `${who} drafted it` : isAdopted ? `${who} adopted it` : `${who} changed it`;
  if (before.state === state) return `${who} changed it`;
  switch (state) {
    case "draft":
      return `${who} sent it back`;
    case "in-review":
      return `${who} asked for a review`;
    case "adopted":
      return before.state === "retired" ? `${who} took it up again` : `${who} adopted it`;
    case "retired":
      return before.state === "adopted" ? `${who} retired it` : `${who} set it aside`;
  }
}
