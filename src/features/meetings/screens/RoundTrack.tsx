import type { MeetingRound } from "../live/contract.ts";
import { roundNames } from "./meeting-words.ts";
import classes from "./RoundTrack.module.css";
import { lengthWords } from "./round-clock.ts";

type Props = {
  rounds: readonly MeetingRound[];
  /** Which one runs, from 0; null: none. */
  current?: number | null | undefined;
  /** True once all are over. */
  isOver?: boolean | undefined;
  /** For who leads: back or ahead to any round. */
  onChoose?: ((round: number) => void) | undefined;
};

/** The rounds of a meeting in their order, each as long as it is planned; the one that runs is marked. */
export function RoundTrack({ rounds, current = null, isOver = false, onChoose }: Props) {
  return (
    <ol className={classes.track} aria-label="Rounds">
      {rounds.map(({ kind, seconds }, at) => {
        const state = isOver || (current !== null && at < current) ? "done" : at === current ? "now" : "coming";
        const words = (
          <>
            <span className={classes.name}>{roundNames[kind]}</span>
            <span className={classes.length}>{lengthWords(seconds)}</span>
            {state === "done" && <span className="only-for-screen-readers">, over</span>}
          </>
        );
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a round is its place in the order
          <li key={at} className={classes.round} data-state={state} aria-current={state === "now" ? "step" : undefined}>
            {onChoose && state !== "now" ? (
              <button type="button" className={classes.button} onClick={() => onChoose(at)}>
                {words}
              </button>
            ) : (
              <span className={classes.still}>{words}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
