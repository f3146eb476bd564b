import { Button, NumberInput, Switch, TextInput } from "@mantine/core";
import { useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { useSave } from "../../../platform/browser/use-save.ts";
import { FieldPair, Form } from "../../../ui/Form.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { PipelineShape } from "../../sales-process/contract.ts";
import type { RedFlagShape, redFlagsContract } from "../contract.ts";
import { asNumbers, describeThresholds, withNumber } from "./describe-thresholds.ts";
import classes from "./FlagSettings.module.css";

const redFlags = apiOf<typeof redFlagsContract>("redFlags");

type Values = Omit<RedFlagShape, "key">;
type Props = {
  flag: RedFlagShape;
  pipelines: PipelineShape[];
  stepName: string | undefined;
  onDone: () => void;
};

export function FlagForm({ flag, pipelines, stepName, onDone }: Props) {
  const [start] = useState((): Values => {
    const { key: _key, ...values } = flag;
    return values;
  });
  const [form, setForm] = useState(start);
  const set = (part: Partial<Values>) => setForm((before) => ({ ...before, ...part }));
  const { save, saving, problem } = useSave({
    write: (values: Values) => redFlags.saveFlag.call(values),
    before: start,
    said: (saved, { archived }) =>
      archived ? `“${saved.name}” is put away.` : `“${saved.name}” is changed. Open deals are being read again.`,
    done: onDone,
  });
  const numbers = asNumbers(form.thresholds);
  return (
    <Form
      onSubmit={() => save(form)}
      problem={problem}
      saving={saving}
      others={
        <Button variant="subtle" disabled={saving} onClick={() => save({ ...start, archived: !start.archived })}>
          {start.archived ? "Watch it again" : "Put it away"}
        </Button>
      }
    >
      <TextInput
        label="Flag"
        required
        maxLength={200}
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      {numbers.length > 0 && (
        <FieldPair>
          {numbers.map(({ key, label, value, step, unit }) => (
            <NumberInput
              key={key}
              label={label}
              suffix={unit}
              required
              min={step}
              step={step}
              allowDecimal={step < 1}
              value={value}
              onChange={(next) =>
                typeof next === "number" && set({ thresholds: withNumber(form.thresholds, key, next) })
              }
            />
          ))}
        </FieldPair>
      )}
      <p className={classes.when}>
        {describeThresholds(form.thresholds, pipelines, stepName)}.
        {form.stepId && (
          <>
            {" "}
            <UiLink href={`/settings/process?open=${form.stepId}`}>See the step</UiLink>
          </>
        )}
      </p>
      <Switch
        label="Check it on every open deal of the team"
        description="Otherwise only for those whose commitment names it."
        checked={form.costly}
        onChange={(event) => set({ costly: event.currentTarget.checked })}
      />
    </Form>
  );
}
