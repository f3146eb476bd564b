import type { ReactNode } from "react";
import classes from "./ErrorState.module.css";

/** What the server says when it does not do a thing (RFC 9457), as far as a person needs it. */
export type Problem = {
  /** What happened: "This deal already has a debrief." */
  title: string;
  /** What it means and what to do. */
  detail?: string | undefined;
  /** Single fields that were not accepted; `field` in the words of the form. */
  errors?: readonly { field?: string | undefined; message: string }[] | undefined;
  /** The names of the form's fields that were not accepted: the form goes to the first of them. */
  wrong?: readonly string[] | undefined;
};

type Props = {
  problem: Problem;
  /** The way on: "Open the first debrief". */
  actions?: ReactNode;
};

/** A refusal, shown beside what was tried, in the words the server gave. */
export function Refusal({ problem, actions }: Props) {
  return (
    <div className={classes.error} role="alert">
      <p className={classes.happened}>{problem.title}</p>
      {problem.detail && <p className={classes.rest}>{problem.detail}</p>}
      {problem.errors && problem.errors.length > 0 && (
        <ul className={classes.list}>
          {problem.errors.map(({ field, message }) => (
            <li key={`${field ?? ""} ${message}`}>{field ? `${field}: ${message}` : message}</li>
          ))}
        </ul>
      )}
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
