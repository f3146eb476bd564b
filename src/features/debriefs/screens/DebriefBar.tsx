import { Button } from "@mantine/core";
import { told } from "../../../platform/browser/api.ts";
import { Refusal } from "../../../ui/Refusal.tsx";
import { TwoMinuteRing } from "../../../ui/TwoMinuteRing.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { DraftState } from "./create-draft.ts";
import classes from "./Debrief.module.css";
import { DraftConflict } from "./DraftConflict.tsx";

type Props = {
  dealId: string;
  state: DraftState;
  recording: boolean;
  refusal: unknown;
  seconds: number;
  onSettle: (whose: "theirs" | "mine") => void;
};

/** Always in sight: recording it, going on later, whether it is saved, and the two minutes. */
export function DebriefBar({ dealId, state, recording, refusal, seconds, onSettle }: Props) {
  return (
    <div className={classes.bar}>
      <DraftConflict state={state} onSettle={onSettle} />
      {refusal !== null && <Refusal problem={told(refusal)} />}
      <div className={classes.buttons}>
        <Button type="submit" loading={recording}>
          Record<span className={classes.roomy}>&nbsp;the debrief</span>
        </Button>
        <Button component={UiLink} href={`/deals/${dealId}`} variant="subtle" color="gray">
          Go on later
        </Button>
        <p className={classes.saved} role="status">
          {state.kind === "saved" ? (
            <>
              Saved<span className={classes.roomy}> as you go</span>
            </>
          ) : (
            unsavedWords(state)
          )}
        </p>
        <TwoMinuteRing secondsSpent={seconds} />
      </div>
    </div>
  );
}

function unsavedWords(state: Exclude<DraftState, { kind: "saved" }>): string {
  switch (state.kind) {
    case "saving":
      return "Saving …";
    case "unsaved":
      return `Not saved yet, but kept in this browser. ${state.title}`;
    case "other-draft":
    case "recorded":
      return "Not saved, but kept in this browser.";
  }
}
