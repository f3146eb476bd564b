import { useReader } from "../../../ui/ReaderContext.tsx";
import { clockWords } from "../../../ui/words.ts";
import classes from "./Block.module.css";
import { lengthWords } from "./block-words.ts";

const radius = 56;
const around = 2 * Math.PI * radius;

/** How far a block has come: the ring fills, and stays full and teal when the time is up. It never forces. */
export function BlockRing({ beganAt, endsAt, now }: { beganAt: number; endsAt: number; now: number }) {
  const reader = useReader();
  const filled = Math.min(1, Math.max(0, (now - beganAt) / Math.max(1, endsAt - beganAt)));
  const leftSeconds = Math.max(0, Math.ceil((endsAt - now) / 1000));
  const leftMinutes = Math.ceil(leftSeconds / 60);
  return (
    <div
      className={classes.ring}
      role="img"
      aria-label={leftMinutes === 0 ? "The time is up" : `${lengthWords(leftMinutes, reader)} left`}
    >
      <svg viewBox="0 0 128 128" aria-hidden="true">
        <circle className={classes.ringTrack} cx="64" cy="64" r={radius} />
        <circle
          className={classes.ringFill}
          cx="64"
          cy="64"
          r={radius}
          strokeDasharray={`${filled * around} ${around}`}
          transform="rotate(-90 64 64)"
        />
      </svg>
      <span className={classes.ringWords}>
        <strong>
          {leftMinutes > 5
            ? `${Math.floor(leftMinutes / 60)}:${String(leftMinutes % 60).padStart(2, "0")}`
            : clockWords(leftSeconds)}
        </strong>
        <span>{leftSeconds === 0 ? "time is up" : leftMinutes > 5 ? "hours left" : "minutes left"}</span>
      </span>
    </div>
  );
}
