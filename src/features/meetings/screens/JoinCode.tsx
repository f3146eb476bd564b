import { QrCode } from "../../../ui/QrCode.tsx";
import classes from "./Runner.module.css";

/** The way into a meeting for a phone: its camera reads it; signed in, one is there. */
export function JoinCode({ meetingId }: { meetingId: string }) {
  const address = `${window.location.origin}/team/meetings/${meetingId}`;
  return (
    <div className={classes.join}>
      <QrCode text={address} label="The way into this meeting, for a phone’s camera" />
      <p className={classes.quiet}>Point a phone’s camera at it, or open Comeback: Team, Meetings.</p>
    </div>
  );
}
