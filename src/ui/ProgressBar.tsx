import { Button } from "@mantine/core";
import classes from "./ProgressBar.module.css";
import { useReader } from "./ReaderContext.tsx";
import { percentWords } from "./words.ts";

type Props = {
  /** What is going on: "Reading sales_pipeline.csv". */
  label: string;
  /** From 0 to 1, or null while the length is not known. */
  value: number | null;
  /** Where it has got to: "4,200 of 8,800 rows". */
  detail?: string | undefined;
  /** With it, the work can be stopped. */
  onCancel?: (() => void) | undefined;
  /** What stopping leaves behind, said on the button: "Stop and keep nothing". */
  cancelLabel?: string | undefined;
};

/** Long work under way: how far, and the way to stop it. */
export function ProgressBar({ label, value, detail, onCancel, cancelLabel = "Cancel" }: Props) {
  const reader = useReader();
  const percent = value === null ? null : Math.round(Math.min(1, Math.max(0, value)) * 100);
  return (
    <div className={classes.work}>
      <div className={classes.head}>
        <span className={classes.label}>{label}</span>
        {percent !== null && <span className={classes.percent}>{percentWords(percent / 100, reader)}</span>}
      </div>
      <div
        className={classes.track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(percent === null ? {} : { "aria-valuenow": percent })}
        {...(detail ? { "aria-valuetext": detail } : {})}
      >
        <div
          className={classes.fill}
          data-unknown={percent === null || undefined}
          style={percent === null ? undefined : { width: `${percent}%` }}
        />
      </div>
      <div className={classes.foot}>
        <span className={classes.detail}>{detail}</span>
        {onCancel && (
          <Button variant="default" size="compact-sm" onClick={onCancel}>
            {cancelLabel}
          </Button>
        )}
      </div>
    </div>
  );
}
