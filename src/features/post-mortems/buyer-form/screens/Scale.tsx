import { useId } from "react";
import classes from "./Answer.module.css";

const steps = [1, 2, 3, 4, 5] as const;

type Props = {
  label: string;
  /** How the two ends read. */
  low: string;
  high: string;
  value: number | null;
  onChange: (value: number | null) => void;
  /** The label stands beside the steps rather than above them. */
  beside?: boolean;
};

/** From 1 to 5, by thumb or arrow keys. A second tap on the same step takes it back. */
export function Scale({ label, low, high, value, onChange, beside = false }: Props) {
  const name = useId();
  return (
    <fieldset className={classes.scale} data-beside={beside || undefined}>
      <legend className={classes.scaleLabel}>{label}</legend>
      <div className={classes.steps}>
        {steps.map((step) => (
          <label key={step} className={classes.step}>
            <input
              type="radio"
              name={name}
              value={step}
              checked={value === step}
              onChange={() => onChange(step)}
              onClick={() => value === step && onChange(null)}
              aria-label={step === 1 ? `1, ${low}` : step === 5 ? `5, ${high}` : String(step)}
            />
            <span className={classes.stepFace} aria-hidden="true">
              {step}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** What 1 and 5 mean, once above a list of scales. */
export function ScaleEnds({ low, high }: { low: string; high: string }) {
  return (
    <p className={classes.ends} aria-hidden="true">
      <span>1 · {low}</span>
      <span>5 · {high}</span>
    </p>
  );
}
