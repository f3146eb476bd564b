import { Fragment } from "react";
import classes from "./Keys.module.css";

const NAMES: Record<string, string> = { Enter: "↵", Escape: "Esc", ArrowLeft: "←", ArrowRight: "→" };

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

function capOf(key: string): string {
  if (key === "mod") return isMac() ? "⌘" : "Ctrl";
  return NAMES[key] ?? key.toUpperCase();
}

/** Keys as they are printed on a keyboard: `<Keys keys="g t" />` shows G then T, `<Keys keys="mod+k" />` Ctrl K or ⌘ K. */
export function Keys({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {keys.split(" ").map((press, index) => (
        <Fragment key={press}>
          {index > 0 && <span className={classes.then}>then</span>}
          {press.split("+").map((key) => (
            <kbd key={key} className={classes.key}>
              {capOf(key)}
            </kbd>
          ))}
        </Fragment>
      ))}
    </span>
  );
}
