import { Button } from "@mantine/core";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { DraftState } from "./use-draft.ts";

type Props = { state: DraftState; onSettle: (whose: "theirs" | "mine") => void };

/** Another window, or a colleague, was quicker: nothing is overwritten until the person says so. */
export function DraftConflict({ state, onSettle }: Props) {
  if (state.kind === "recorded") {
    return (
      <Refusal
        problem={{
          title: `${state.theirs.recordedByName ?? "A colleague"} recorded this debrief meanwhile.`,
          detail: "Theirs counts. What you wrote stays below, so that you can copy from it.",
        }}
        actions={<Button onClick={() => window.location.reload()}>See their debrief</Button>}
      />
    );
  }
  if (state.kind !== "other-draft") return null;
  return (
    <Refusal
      problem={{
        title: "This debrief changed in another window.",
        detail: "Go on with what it says there, or with what you have here. The other one is replaced.",
      }}
      actions={
        <>
          <Button onClick={() => onSettle("theirs")}>Take the other window's</Button>
          <Button variant="default" onClick={() => onSettle("mine")}>
            Keep what I have here
          </Button>
        </>
      }
    />
  );
}
