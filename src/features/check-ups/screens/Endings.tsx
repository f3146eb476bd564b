import type { WinBackFigures } from "../win-back-rate/contract.ts";
import classes from "./Endings.module.css";

type Counted = Pick<WinBackFigures, "called" | "won" | "stillOpen" | "lostAgain" | "toCallAgain" | "noFurtherCall">;

export const exampleFigures: Counted = {
  ...{ called: 24, won: 4, stillOpen: 3, toCallAgain: 6, lostAgain: 2, noFurtherCall: 9 },
};

/** All customers called, by where they are now: the bar for the eye, the list with the numbers for everybody. */
export function Endings({ figures }: { figures: Counted }) {
  const { called, won, stillOpen, lostAgain, toCallAgain, noFurtherCall } = figures;
  const parts = [
    { id: "won", name: "Won back", count: won },
    { id: "open", name: "New deal still open, not yet a loss", count: stillOpen },
    { id: "again", name: "To be called again", count: toCallAgain },
    { id: "lost", name: "Lost again", count: lostAgain },
    { id: "never", name: "No further call", count: noFurtherCall },
  ].filter(({ count }) => count > 0);
  return (
    <div className={classes.endings}>
      <div className={classes.bar} aria-hidden="true">
        {parts.map(({ id, count }) => (
          <span key={id} data-end={id} style={{ flexGrow: count / called }} />
        ))}
      </div>
      <ul className={classes.legend}>
        {parts.map(({ id, name, count }) => (
          <li key={id}>
            <span className={classes.key} data-end={id} aria-hidden="true" />
            <strong>{count}</strong> {name}
          </li>
        ))}
      </ul>
    </div>
  );
}
