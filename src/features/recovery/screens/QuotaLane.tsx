import classes from "./Quota.module.css";
import type { KnownGap } from "./quota-words.ts";

/** Won, what open deals may add, and the quota, on one line. For the eye only: all of it is said in words beside it. */
export function QuotaLane({ won, quota, forecast }: { won: number; quota: number; forecast?: KnownGap["forecast"] }) {
  const range = forecast?.kind === "known" ? forecast : null;
  const max = Math.max(quota, won, range?.high.amountCents ?? 0) * 1.03 || 1;
  const at = (cents: number) => `${(Math.min(cents, max) / max) * 100}%`;
  return (
    <div className={classes.lane} aria-hidden="true">
      <span className={classes.axis} />
      {range && (
        <span
          className={classes.range}
          style={{ left: at(range.low.amountCents), right: `calc(100% - ${at(range.high.amountCents)})` }}
        />
      )}
      <span className={classes.won} style={{ width: at(won) }} />
      {range && <span className={classes.middle} style={{ left: at(range.middle.amountCents) }} />}
      <span className={classes.goal} style={{ left: at(quota) }} />
    </div>
  );
}
