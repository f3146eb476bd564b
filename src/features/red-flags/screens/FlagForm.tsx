import { Button, NativeSelect, NumberInput, Switch, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { useSave } from "../../../platform/browser/use-save.ts";
import { FieldPair, Form } from "../../../ui/Form.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { PipelineShape } from "../../sales-process/contract.ts";
import type { RedFlagShape, redFlagsContract, Thresholds } from "../contract.ts";
import { ConditionFields } from "./ConditionFields.tsx";
import { asNumbers, describeThresholds, withNumber } from "./describe-thresholds.ts";
import { FlagPreview } from "./FlagPreview.tsx";
import classes from "./FlagSettings.module.css";
import { linesOf } from "./lines-of.ts";

const redFlags = apiOf<typeof redFlagsContract>("redFlags");

type Values = Omit<RedFlagShape, "key">;
type Props = {
  /** Null: a new one. */
  flag: RedFlagShape | null;
  pipelines: PipelineShape[];
  stepName: string | undefined;
  /** The team's own, in which amounts are told. */
  currency: string;
  onDone: () => void;
};

const newFlag = (): Values => ({
  ...{ id: crypto.randomUUID(), name: "", stepId: null, costly: false, archived: false },
  thresholds: { kind: "attribute", condition: null },
});
/** What a team can watch besides the flags it starts with. */
const ownKinds = [
  { value: "attribute", label: "A field of the deal" },
  { value: "stuck-on-price", label: "Words that keep coming back" },
];

export function FlagForm({ flag, pipelines, stepName, currency, onDone }: Props) {
  const [start] = useState((): Values => {
    if (!flag) return newFlag();
    const { key: _key, ...values } = flag;
    return values;
  });
  const [form, setForm] = useState(start);
  const set = (part: Partial<Values>) => setForm((before) => ({ ...before, ...part }));
  const { save, saving, problem } = useSave({
    write: (values: Values) => redFlags.saveFlag.call(values),
    before: flag ? start : undefined,
    said: (saved, { archived }) =>
      !flag
        ? `“${saved.name}” is watched from now on. Open deals are being read.`
        : archived
          ? `“${saved.name}” is put away.`
          : `“${saved.name}” is changed. Open deals are being read again.`,
    done: onDone,
  });
  const [words, setWords] = useState(
    start.thresholds.kind === "stuck-on-price" ? start.thresholds.words.join("\n") : "",
  );
  const canBeTried = isWhole(form.thresholds, stepName);
  const numbers = asNumbers(form.thresholds);
  return (
    <Form
      onSubmit={() => save(form)}
      problem={problem}
      saving={saving}
      others={
        flag && (
          <Button
            variant="subtle"
            disabled={saving}
            onClick={() => save(start.archived ? { ...form, archived: false } : { ...start, archived: true })}
          >
            {start.archived ? "Watch it again" : "Put it away"}
          </Button>
        )
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
      {!flag && (
        <NativeSelect
          label="What it watches"
          value={form.thresholds.kind}
          data={ownKinds}
          onChange={(event) => set({ thresholds: emptyOf(event.currentTarget.value) })}
        />
      )}
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
      {form.thresholds.kind === "stuck-on-price" && (
        <Textarea
          label="Words, one a line"
          description="Looked for in the subjects of calls, e-mails, meetings and notes, wherever a word begins with one of them."
          required
          autosize
          minRows={3}
          maxRows={8}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            const told = linesOf(event.currentTarget.value);
            if (form.thresholds.kind === "stuck-on-price") set({ thresholds: { ...form.thresholds, words: told } });
          }}
        />
      )}
      {form.thresholds.kind === "attribute" && (
        <ConditionFields
          condition={form.thresholds.condition}
          currency={currency}
          onChange={(condition) => set({ thresholds: { kind: "attribute", condition } })}
        />
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
      {canBeTried && <FlagPreview thresholds={form.thresholds} stepId={form.stepId} />}
      <Switch
        label="Check it on every open deal of the team"
        description="Otherwise only for those whose commitment names it."
        checked={form.costly}
        onChange={(event) => set({ costly: event.currentTarget.checked })}
      />
    </Form>
  );
}

function emptyOf(kind: string): Thresholds {
  return kind === "stuck-on-price"
    ? { kind, words: [], times: 3, withinDays: 30 }
    : { kind: "attribute", condition: null };
}

/** Whether there is enough to read a deal by. */
function isWhole(thresholds: Thresholds, stepName: string | undefined): boolean {
  switch (thresholds.kind) {
    case "step-missed":
      return stepName !== undefined;
    case "stuck-on-price":
      return thresholds.words.length > 0;
    case "attribute":
      return thresholds.condition !== null;
    default:
      return true;
  }
}
