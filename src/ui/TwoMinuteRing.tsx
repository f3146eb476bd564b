import { useEffect, useState } from "react";
import classes from "./TwoMinuteRing.module.css";
import { clockWords } from "./words.ts";

/** Whole seconds spent so far: what was spent before, plus what passes while the tab is in front. For a review that can be taken up again. */
export function useSecondsSpent(before: number, running: boolean): number {
  const [spent, setSpent] = useState(before);
  useEffect(() => {
    if (!running) return;
    const timer = window.setInterval(() => {
      if (document.visibilityState === "visible") setSpent((seconds) => seconds + 1);
    }, 1000);
    return () => window.clearInterval(timer);
  }, [running]);
  return spent;
}

const RADIUS = 16;
const AROUND = 2 * Math.PI * RADIUS;

type Props = {
  secondsSpent: number;
  /** What a full ring stands for; two minutes unless told. */
  outOfSeconds?: number | undefined;
};

/** A clock that never forces: the ring fills, then stays full and teal while the figure goes on. */
export function TwoMinuteRing({ secondsSpent, outOfSeconds = 120 }: Props) {
  const filled = Math.min(1, secondsSpent / outOfSeconds);
  const minutes = Math.floor(secondsSpent / 60);
  return (
    <div
      className={classes.ring}
      role="img"
      aria-label={minutes === 0 ? "Under a minute so far" : `${minutes} min so far`}
    >
      <svg viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
        <circle className={classes.track} cx="20" cy="20" r={RADIUS} />
        <circle
          className={classes.fill}
          cx="20"
          cy="20"
          r={RADIUS}
          strokeDasharray={`${filled * AROUND} ${AROUND}`}
          transform="rotate(-90 20 20)"
        />
      </svg>
      <span className={classes.clock}>{clockWords(secondsSpent)}</span>
    </div>
  );
}
