import { type ReactNode, useId } from "react";
import classes from "./Conversation.module.css";

/** One question in the words to say, how to go on from the answer, and the room to write it down. */
export function Question({ ask, hint, children }: { ask: string; hint?: string | undefined; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.question} aria-labelledby={id}>
      <h2 id={id} className={classes.ask}>
        {ask}
      </h2>
      {hint && <p className={classes.hint}>{hint}</p>}
      {children}
    </section>
  );
}
