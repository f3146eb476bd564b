import classes from "./StatusMark.module.css";

export type Status = "won" | "lost" | "open";

const WORDS: Record<Status, string> = { won: "Won", lost: "Lost", open: "Open" };

type Props = {
  status: Status;
  /** Other words beside the mark, e.g. "Lost to a competitor". */
  label?: string | undefined;
  /** Only the shape; use it where the word is said right beside. */
  bare?: boolean | undefined;
};

/** ● Won, ○ Lost, ◌ Open: told by shape and word, so that nobody needs the colour. */
export function StatusMark({ status, label, bare = false }: Props) {
  return (
    <span className={classes.mark} data-status={status}>
      <svg className={classes.shape} viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
        <circle cx="6" cy="6" r={status === "won" ? 5 : 4.1} />
      </svg>
      {!bare && <span>{label ?? WORDS[status]}</span>}
    </span>
  );
}
