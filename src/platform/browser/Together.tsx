import { type Query, type QueryKey, useIsFetching, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import classes from "./Together.module.css";

/** Whoever waits longer than this is better served with what is there. */
const longestMs = 3_000;

/** Asked for by what is on the screen and never answered yet; one that failed once has its own words to show. */
const firstAnswers = {
  predicate: (query: Query) =>
    query.state.status === "pending" && query.state.fetchFailureCount === 0 && query.isActive(),
};

type Props = {
  /** Stands in its place, at the same size, until everything is there. */
  waiting: ReactNode;
  /** Answered before, the rest of it was too: it is shown at once, and the way back finds its place again. */
  knownBy: QueryKey;
  children: ReactNode;
};

/**
 * A screen of several questions appears when all of them are answered, so that no late answer moves what is read already.
 * What it holds asks as ever, in its own place, while it is not seen yet.
 */
export function Together({ waiting, knownBy, children }: Props) {
  const known = useQueryClient();
  const [shown, setShown] = useState(() => known.getQueryData(knownBy) !== undefined);
  const asked = useIsFetching(firstAnswers);
  useEffect(() => {
    if (shown || asked > 0) return;
    // An answer may lead to the next question; that is asked by the time this runs.
    const timer = setTimeout(() => {
      if (known.isFetching(firstAnswers) === 0) setShown(true);
    });
    return () => clearTimeout(timer);
  }, [shown, asked, known]);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), longestMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.place}>
      <div className={classes.content} data-unseen={!shown || undefined}>
        {children}
      </div>
      {!shown && <div className={classes.waiting}>{waiting}</div>}
    </div>
  );
}
