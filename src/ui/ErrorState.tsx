import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import classes from "./ErrorState.module.css";

type Props = {
  /** "The deals did not load." */
  happened: string;
  /** "Nothing was changed." */
  means?: string | undefined;
  /** "Check your connection, then try again." */
  toDo?: string | undefined;
  onRetry?: (() => void) | undefined;
  retryLabel?: string | undefined;
  /** Other ways on. */
  actions?: ReactNode;
};

/** When something failed: what happened, what it means, what to do. */
export function ErrorState({ happened, means, toDo, onRetry, retryLabel = "Try again", actions }: Props) {
  return (
    <div className={classes.error} role="alert">
      <p className={classes.happened}>{happened}</p>
      {(means || toDo) && (
        <p className={classes.rest}>
          {means} {toDo}
        </p>
      )}
      {(onRetry || actions) && (
        <div className={classes.actions}>
          {onRetry && (
            <Button variant="default" onClick={onRetry}>
              {retryLabel}
            </Button>
          )}
          {actions}
        </div>
      )}
    </div>
  );
}
