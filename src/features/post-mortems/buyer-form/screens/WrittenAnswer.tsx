import { useId } from "react";
import classes from "./Answer.module.css";

type Props = {
  label: string;
  /** The question itself stands above and says it already. */
  hideLabel?: boolean;
  value: string;
  onChange: (value: string) => void;
  most?: number;
  rows?: number;
  oneLine?: boolean;
};

/** A field for the customer's own words. It grows with them; whatever they hold is text. */
export function WrittenAnswer({
  label,
  hideLabel = false,
  value,
  onChange,
  most = 4000,
  rows = 4,
  oneLine = false,
}: Props) {
  const id = useId();
  const common = { id, value, maxLength: most, className: classes.field };
  return (
    <div className={classes.written}>
      <label htmlFor={id} className={hideLabel ? "only-for-screen-readers" : classes.label}>
        {label}
      </label>
      {oneLine ? (
        <input type="text" autoComplete="off" {...common} onChange={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <textarea
          rows={rows}
          {...common}
          style={{ minBlockSize: `${rows * 1.5 + 1.5}rem` }}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </div>
  );
}
