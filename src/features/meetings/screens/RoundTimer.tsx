import { useEffect, useState } from "react";
import { clockWords } from "../../../ui/words.ts";
import type { MeetingShape } from "../live/contract.ts";
import classes from "./RoundTimer.module.css";
import { announcementOf, readClock } from "./round-clock.ts";
import { useTicking } from "./use-live-meeting.ts";

type Props = {
  meeting: Pick<MeetingShape, "round" | "rounds" | "roundEndsAt" | "roundLeftMs">;
  serverNow: () => number;
  size: "bar" | "desk" | "wall";
};

/** What is left of a round, by the server's clock. It never turns red: a round that is over waits for who leads. */
export function RoundTimer({ meeting: { round, rounds, roundEndsAt, roundLeftMs }, serverNow, size }: Props) {
  const isRunning = roundEndsAt !== null;
  const now = useTicking(serverNow, isRunning);
  const clock = readClock({ endsAt: roundEndsAt, leftMs: roundLeftMs }, now);
  const whole = round === null ? 0 : (rounds[round]?.seconds ?? 0);
  const said = announcementOf(clock);
  return (
    <div className={classes.timer} data-size={size} data-kind={clock.kind}>
      <span className={classes.clock} role="timer" aria-label={`${clockWords(clock.leftSeconds)} left`}>
        {clockWords(clock.leftSeconds)}
      </span>
      <span className={classes.words}>
        {clock.kind === "over" ? "Time is up" : clock.kind === "halted" ? "Halted" : "left"}
      </span>
      <span className={classes.track} aria-hidden="true">
        <Fill share={whole === 0 ? 0 : Math.min(1, clock.leftSeconds / whole)} />
      </span>
      <Announcement words={said} />
    </div>
  );
}

function Fill({ share }: { share: number }) {
  return (
    <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">
      <rect width={share * 100} height="1" />
    </svg>
  );
}

/** Read out when it changes, and not on arriving at the screen. */
function Announcement({ words }: { words: string }) {
  const [first] = useState(words);
  const [said, setSaid] = useState("");
  useEffect(() => {
    if (words !== first) setSaid(words);
  }, [words, first]);
  return (
    <span className="only-for-screen-readers" role="status">
      {said}
    </span>
  );
}
