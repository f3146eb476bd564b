import { Button } from "@mantine/core";
import { OtherWindow } from "../../../ui/OtherWindow.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { DraftState } from "./create-draft.ts";

type Props = { state: DraftState; onSettle: (whose: "theirs" | "mine") => void };

/** Another window, or a colleague, was quicker: nothing is overwritten until the person says so. */
export function DraftConflict({ state, onSettle }: Props) {
  if (state.kind === "recorded") {
    return (
      <Refusal
        problem={{
          title: `${state.theirs.recordedByName ?? "A colleague"} recorded this debrief meanwhile.`,
          detail: "Theirs counts. What you wrote is kept in this browser and shown below it.",
        }}
        actions={
          <Button variant="default" onClick={() => window.location.reload()}>
            See both
          </Button>
        }
      />
    );
  }
  if (state.kind !== "other-draft") return null;
  return (
    <OtherWindow
      title="This debrief changed in another window."
      detail="Nothing is saved over it before you choose whose answers to go on with."
      onSettle={onSettle}
    />
  );
}
