import type { ReactNode } from "react";
import classes from "./EmptyState.module.css";

type Props = {
  /** One line of what will be here: "Losses waiting for their two minutes." */
  line: string;
  /** A small real example of it, shown faded: a row, a chain card, a strip. */
  example?: ReactNode;
  /** The button that gets there. */
  action?: ReactNode;
};

/** A screen or list with nothing in it yet: what will be here, what that looks like, and the way there. */
export function EmptyState({ line, example, action }: Props) {
  return (
    <div className={classes.empty}>
      <p className={classes.line}>{line}</p>
      {example && (
        <figure className={classes.figure}>
          <figcaption className={classes.caption}>For example</figcaption>
          {/* An example is for the eye: nothing in it can be reached or pressed. */}
          <div className={classes.example} inert>
            {example}
          </div>
        </figure>
      )}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
