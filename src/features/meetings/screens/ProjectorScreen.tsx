import { useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { told } from "../../../platform/browser/api.ts";
import { ErrorState } from "../../../ui/ErrorState.tsx";
import { Mark } from "../../../ui/Mark.tsx";
import { useShortcut } from "../../../ui/shortcuts.ts";
import { phaseOf } from "../running/rules.ts";
import { HearingNote } from "./HearingNote.tsx";
import classes from "./Projector.module.css";
import { ProjectorBody } from "./ProjectorBody.tsx";
import { useLiveMeeting } from "./use-live-meeting.ts";

/** The meeting on the wall: one thing at a time, to be read from the last row. It shows no names on ideas. */
export default function ProjectorScreen() {
  const { meetingId = "" } = useParams({ strict: false });
  const live = useLiveMeeting(meetingId);
  const { view } = live;
  const title = view?.meeting.title ?? "A meeting";
  useEffect(() => {
    document.title = `${title} · Comeback`;
  }, [title]);
  const isOn = view !== undefined && ["round", "voting", "worksheet"].includes(phaseOf(view.meeting));
  useKeptAwake(isOn);
  useShortcut("f", () => void toggleFullScreen(), "The whole screen, or back");
  if (!view) {
    return (
      <main className={classes.wall}>
        {live.error && (
          <ErrorState happened={told(live.error).title} toDo={told(live.error).detail} onRetry={live.retry} />
        )}
      </main>
    );
  }
  return (
    <main className={classes.wall}>
      <header className={classes.top}>
        <h1 className={classes.title}>{title}</h1>
        <HearingNote hearing={live.hearing} />
        <button type="button" className={classes.full} onClick={() => void toggleFullScreen()}>
          Whole screen
        </button>
        <Mark className={classes.mark} />
      </header>
      <ProjectorBody view={view} serverNow={live.serverNow} />
    </main>
  );
}

async function toggleFullScreen() {
  // A browser may say no; the page is the same in its window.
  await (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()).catch(
    () => undefined,
  );
}

/** A wall that goes dark in the middle of a round helps nobody. Not every browser knows how; then its owner's settings count. */
function useKeptAwake(wanted: boolean) {
  useEffect(() => {
    if (!wanted || !("wakeLock" in navigator)) return;
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const hold = async () => {
      if (document.visibilityState !== "visible") return;
      const held = await navigator.wakeLock.request("screen").catch(() => null);
      if (isOver) await held?.release();
      else lock = held;
    };
    void hold();
    document.addEventListener("visibilitychange", hold);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", hold);
      void lock?.release();
    };
  }, [wanted]);
}
