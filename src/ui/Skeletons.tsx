import classes from "./Skeletons.module.css";

type Props = {
  /** What it stands in for; it takes the same room, so nothing jumps when the real thing comes. */
  shape: "table" | "cards" | "text" | "page";
  /** Rows, cards or lines. */
  count?: number | undefined;
};

/** Stands in while something loads. It keeps the room at once, and is seen only when loading takes over 300 ms. */
export function Skeletons({ shape, count }: Props) {
  const many = count ?? { table: 8, cards: 3, text: 3, page: 8 }[shape];
  return (
    <div className={classes.frame} role="status" aria-busy="true">
      <span className="only-for-screen-readers">Loading</span>
      <div className={classes.shapes} data-shape={shape} aria-hidden="true">
        {shape === "page" && (
          <>
            <span className={classes.title} />
            <span className={classes.lead} />
          </>
        )}
        {Array.from({ length: many }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity, never reordered
          <span key={index} className={classes.bar} />
        ))}
      </div>
    </div>
  );
}
