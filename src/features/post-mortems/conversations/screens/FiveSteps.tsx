import { useId } from "react";
import classes from "./Conversation.module.css";

type Props = {
  label: string;
  /** What is rated. */
  of: string;
  value: number | null;
  onChange: (value: number | null) => void;
};

const steps = [1, 2, 3, 4, 5];

/** From 1 to 5, said in one press or one key; the chosen one pressed again is not said after all. */
export function FiveSteps({ label, of, value, onChange }: Props) {
  const name = useId();
  return (
    <fieldset className={classes.five}>
      <legend className={classes.fiveLabel}>
        {label}
        <span className="only-for-screen-readers">, {of}, from 1 to 5</span>
      </legend>
      <div className={classes.steps}>
        {steps.map((step) => (
          <label key={step} className={classes.step} data-on={(value !== null && step <= value) || undefined}>
            <input
              type="radio"
              name={name}
              value={step}
              checked={value === step}
              onChange={() => onChange(step)}
              onClick={() => value === step && onChange(null)}
              onKeyDown={(event) => {
                if (event.key !== "Backspace" && event.key !== "Delete") return;
                event.preventDefault();
                onChange(null);
              }}
            />
            <span>{step}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
