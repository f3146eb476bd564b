import { Button } from "@mantine/core";
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
    <Refusal
      problem={{
        title: "This debrief changed in another window.",
        detail: "Nothing is saved over it before you choose whose answers to go on with.",
      }}
      actions={
        <>
          <Button variant="default" onClick={() => onSettle("theirs")}>
            Take the other window's
          </Button>
          <Button variant="default" onClick={() => onSettle("mine")}>
            Keep what I have here
          </Button>
        </>
      }
    />
  );
}
