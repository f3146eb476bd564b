import type { StepStanding } from "../../sales-process/contract.ts";
import classes from "./StepMark.module.css";

export const stepStates: Record<StepStanding["state"], string> = {
  done: "Done",
  late: "Late",
  missed: "Missed",
  "not-due": "Not due yet",
  "not-recorded": "Not recorded",
};

/** ✓ done, ✓ in a broken ring late, × missed, an empty ring not due, a dashed one when nobody can say. */
export function StepMark({ state }: { state: StepStanding["state"] }) {
  return (
    <svg className={classes.mark} data-state={state} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {state === "done" && <path d="M3 8.6 6.6 12.2 13.2 4.4" />}
      {state === "late" && (
        <>
          <circle cx="8" cy="8" r="6.6" />
          <path d="M8 4.4V8l2.6 1.8" />
        </>
      )}
      {state === "missed" && <path d="M3.6 3.6 12.4 12.4M12.4 3.6 3.6 12.4" />}
      {(state === "not-due" || state === "not-recorded") && <circle cx="8" cy="8" r="6.6" />}
    </svg>
  );
}
