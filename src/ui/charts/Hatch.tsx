import classes from "./Chart.module.css";

type Props = { id: string; of: "lost" | "plain" };

/** Slanting lines, so that what was lost or was before is told from the rest also without colour. */
export function Hatch({ id, of }: Props) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect className={classes.paper} width="6" height="6" />
      <line className={of === "lost" ? classes.lostHatch : classes.hatch} x1="1.5" x2="1.5" y1="0" y2="6" />
    </pattern>
  );
}
