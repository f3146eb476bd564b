import { type ReactNode, useId } from "react";
import classes from "./Debrief.module.css";

/** A part of the debrief under its question. */
export function Question({ title, hint, children }: { title: string; hint?: string | undefined; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes.question} aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        {title}
      </h2>
      {hint && <p className={classes.hint}>{hint}</p>}
      {children}
    </section>
  );
}
