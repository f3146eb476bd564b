import classes from "./Comeback.module.css";

type Props = {
  /** What was counted or measured; hollow when it is too little to say. */
  value: number;
  /** What else it may be. */
  bar?: { low: number; high: number } | undefined;
  /** What chance alone brings. */
  chance?: { low: number; high: number } | undefined;
  /** What is usual. */
  usual?: number | undefined;
  /** Where the axis ends; it begins at 0. */
  max: number;
};

/**
 * One figure on its axis beside what is usual: a point, the bar of what else it may be, the band of what chance brings, a tick for
 * the usual. For the eye only: all of it is said in words beside it.
 */
export function Beside({ value, bar, chance, usual, max }: Props) {
  const at = (number: number) => `${(Math.min(number, max) / (max || 1)) * 100}%`;
  const between = ({ low, high }: { low: number; high: number }) => ({
    left: at(low),
    width: `calc(${at(high)} - ${at(low)})`,
  });
  return (
    <div className={classes.lane} aria-hidden="true">
      <span className={classes.axis} />
      {chance && <span className={classes.chance} style={between(chance)} />}
      {bar && <span className={classes.bar} style={between(bar)} />}
      {usual !== undefined && <span className={classes.usual} style={{ left: at(usual) }} />}
      <span className={classes.point} style={{ left: at(value) }} />
    </div>
  );
}

/** The mark of the lane beside the words it stands for, so that no legend is needed. */
export function Key({ mark }: { mark: "chance" | "usual" }) {
  return <span className={classes.key} data-mark={mark} aria-hidden="true" />;
}
