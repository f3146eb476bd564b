import type { ReactNode } from "react";
import { useReader } from "../../../ui/ReaderContext.tsx";
import { numberWords } from "../../../ui/words.ts";
import classes from "./PointsList.module.css";

export type PointsRow = { id: string; label: ReactNode; points: number };

/** What moves odds, up or down, each with its points and a bar on a shared axis. */
export function PointsList({ label, rows }: { label: string; rows: readonly PointsRow[] }) {
  const reader = useReader();
  const most = Math.max(0.01, ...rows.map(({ points }) => Math.abs(points)));
  const width = (points: number) => `${(50 * Math.abs(points)) / most}%`;
  return (
    <ul className={classes.rows} aria-label={label}>
      {rows.map(({ id, label: words, points }) => (
        <li key={id} className={classes.row}>
          <span className={classes.label}>{words}</span>
          <span className={classes.lane} aria-hidden="true">
            <span
              className={classes.bar}
              data-down={points < 0 || undefined}
              style={{ width: width(points), ...(points < 0 ? { right: "50%" } : { left: "50%" }) }}
            />
          </span>
          <span className={classes.points}>
            {points < 0 ? "−" : "+"}
            {numberWords(Math.abs(points * 100), reader, Math.abs(points) < 0.01 ? 1 : 0)}
            <span className="only-for-screen-readers"> points</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
