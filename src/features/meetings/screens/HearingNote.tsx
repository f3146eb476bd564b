import { useEffect, useState } from "react";
import type { Hearing } from "../../../platform/browser/follow-events.ts";
import classes from "./Live.module.css";

/** A line that is back within this time is not worth a word. */
const worthSayingMs = 2_000;

type Props = {
  hearing: Hearing;
  /** How many ideas wait on this device. */
  waiting?: number | undefined;
};

/** Said while the meeting is not heard: what is on the screen may be old, and nothing that is typed is lost. */
export function HearingNote({ hearing, waiting = 0 }: Props) {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    if (hearing !== "away") {
      setIsLong(false);
      return;
    }
    const timer = setTimeout(() => setIsLong(true), worthSayingMs);
    return () => clearTimeout(timer);
  }, [hearing]);
  const words =
    waiting > 0
      ? "No connection. What you wrote is kept on this device and sent by itself."
      : "No connection. What you see may be old; it catches up by itself.";
  return (
    <div role="status" className={classes.hearing}>
      {isLong && <p>{words}</p>}
    </div>
  );
}
