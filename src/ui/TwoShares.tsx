import { useReader } from "./ReaderContext.tsx";
import classes from "./TwoShares.module.css";
import { numberWords } from "./words.ts";

export type ShareOf = { count: number; of: number; low?: number | undefined; high?: number | undefined };

type Props = {
  won: ShareOf;
  lost: ShareOf;
};

const at = (share: number) => `${Math.min(1, Math.max(0, share)) * 100}%`;
const shareIn = ({ count, of }: ShareOf) => (of === 0 ? 0 : count / of);

/**
 * The same share among wins and among losses, on one axis from none to all: ● wins, ○ losses, with the bar of what each may
 * as well be. For the eye only: the counts stand beside it in words.
 */
export function TwoShares({ won, lost }: Props) {
  return (
    <span className={classes.lane} aria-hidden="true">
      <span className={classes.axis} />
      {[lost, won].map(
        ({ low, high }, place) =>
          low !== undefined &&
          high !== undefined && (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: two bars that never change places
              key={place}
              className={classes.bar}
              data-of={place === 0 ? "lost" : "won"}
              style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }}
            />
          ),
      )}
      {lost.of > 0 && <span className={classes.point} data-of="lost" style={{ left: at(shareIn(lost)) }} />}
      {won.of > 0 && <span className={classes.point} data-of="won" style={{ left: at(shareIn(won)) }} />}
    </span>
  );
}

/** "61 of 180 losses", with its mark before it. */
export function ShareWords({ of, share, noun }: { of: "won" | "lost"; share: ShareOf; noun: string }) {
  const reader = useReader();
  return (
    <span className={classes.words}>
      <span className={classes.mark} data-of={of} aria-hidden="true" />
      {numberWords(share.count, reader)} of {numberWords(share.of, reader)} {noun}
    </span>
  );
}
