import type { FeelingsSaid } from "../contract.ts";
import { feelingSteps, stepInWords } from "../rules.ts";
import classes from "./Feelings.module.css";

/** The step in its word, with its place among the five, and what was written. */
export function FeelingsSaidWords({ step, words }: FeelingsSaid) {
  return (
    <>
      {step !== null && (
        <p className={classes.step}>
          <span className={classes.marks} aria-hidden="true">
            {feelingSteps.map((name, place) => (
              <span key={name} data-here={place + 1 === step || undefined} />
            ))}
          </span>
          {stepInWords(step)}
        </p>
      )}
      {words !== "" && <p className={classes.words}>{words}</p>}
    </>
  );
}
