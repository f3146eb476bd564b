import type { ReactNode } from "react";
import classes from "./ActionBar.module.css";

/** A long screen's main buttons, always in reach: they stay at the foot of the window, on a phone above its bar of places. */
export function ActionBar({ children }: { children: ReactNode }) {
  return (
    <div className={`${classes.bar} not-in-print`} data-action-bar="">
      {children}
    </div>
  );
}
