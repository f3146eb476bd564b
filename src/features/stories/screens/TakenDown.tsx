import { DayText } from "../../../ui/DateText.tsx";
import classes from "./Stories.module.css";

type Props = { what: "story" | "comment"; on: string; why: string };

/** Said to whoever wrote it, and to those who may bring it back. */
export function TakenDown({ what, on, why }: Props) {
  return (
    <p className={classes.notice} role="note">
      An admin took this {what} down <DayText on={on} say="when" />: “{why}” Nobody else sees it now.
    </p>
  );
}
