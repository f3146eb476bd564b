import { Button } from "@mantine/core";
import { type FormEvent, type ReactNode, useEffect, useRef } from "react";
import classes from "./Form.module.css";
import { type Problem, Refusal } from "./Refusal.tsx";

type Props = {
  onSubmit: () => void;
  /** Why the last try was refused. What was entered stays. */
  problem?: Problem | undefined;
  saving: boolean;
  /** What the main button does: "Save", "Add to the team". */
  saveLabel?: string | undefined;
  /** Beside the main button: another way out of the form. */
  others?: ReactNode;
  /** True where the form is the whole screen: its main button is as wide as its fields. */
  wholeScreen?: boolean | undefined;
  children: ReactNode;
};

/**
 * Fields below each other, why the server said no above them, the one main button at the foot. After a no, whoever types
 * stands in the first field that was not accepted (by its `name`), else in the one marked `data-after-refusal`.
 */
export function Form({ onSubmit, problem, saving, saveLabel = "Save", others, wholeScreen = false, children }: Props) {
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!saving) onSubmit();
  };
  const form = useRef<HTMLFormElement>(null);
  const refused = useRef(problem);
  refused.current = problem;
  useEffect(() => {
    // When a try has ended; not while what is wrong is being mended.
    if (saving || !refused.current) return;
    const { wrong } = refused.current;
    const fields = [...(form.current?.querySelectorAll("input, textarea") ?? [])].filter(
      (field) => field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement,
    );
    const named = fields.find(({ name }) => name !== "" && name === wrong?.[0]);
    const field = named ?? fields.find(({ dataset }) => dataset.afterRefusal !== undefined);
    field?.focus();
    field?.select();
  }, [saving]);
  return (
    <form ref={form} className={classes.form} onSubmit={submit} data-whole-screen={wholeScreen || undefined}>
      {problem && <Refusal problem={problem} />}
      {children}
      <div className={classes.foot}>
        <Button type="submit" loading={saving}>
          {saveLabel}
        </Button>
        {others}
      </div>
    </form>
  );
}

/** Two fields beside each other where there is room; `wide` gives the first twice the room. */
export function FieldPair({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return (
    <div className={classes.pair} data-wide={wide || undefined}>
      {children}
    </div>
  );
}
