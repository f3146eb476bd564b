import { Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { apiOf } from "../../../platform/browser/api.ts";
import { useEdited } from "../../../platform/browser/use-edited.ts";
import { ChainCard } from "../../../ui/ChainCard.tsx";
import { FieldPair, Form } from "../../../ui/Form.tsx";
import { PutAwayButton } from "../../../ui/PutAwayButton.tsx";
import type { redFlagsContract } from "../../red-flags/contract.ts";
import type { salesProcessContract } from "../../sales-process/contract.ts";
import type { Control, ReasonShape, RepairShape, reasonsContract } from "../contract.ts";
import { chainOf, entrySaid, repairsOf } from "./chain-of-reason.ts";

const reasons = apiOf<typeof reasonsContract>("reasons");
const redFlags = apiOf<typeof redFlagsContract>("redFlags");
const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

const controlNames: Record<Control, string> = {
  ours: "We ourselves",
  shared: "Both sides",
  theirs: "Only they (fixed)",
};
const isControl = (value: string): value is Control => value in controlNames;

type Values = Omit<ReasonShape, "key" | "stepName" | "flagName" | "practices">;
type Props = {
  outcome: "lost" | "won";
  reason: ReasonShape | null;
  repairs: RepairShape[];
  onDone: () => void;
};

export function ReasonForm({ outcome, reason, repairs, onDone }: Props) {
  const steps = useQuery(salesProcess.listSteps.queryOptions()).data?.rows ?? [];
  const flags = useQuery(redFlags.listFlags.queryOptions()).data?.rows ?? [];
  const { start, form, set, save, saving, problem } = useEdited({
    begin: () => valuesOf(reason, outcome),
    write: (values: Values) => reasons.saveReason.call(values),
    isNew: reason === null,
    said: (saved, _values, before) => entrySaid(saved, before, reason === null),
    done: onDone,
  });
  const chain = chainOf({
    step: steps.find(({ id }) => id === form.stepId),
    flag: flags.find(({ id }) => id === form.flagId),
    repairs: repairsOf(form.flagId, repairs),
    practices: reason?.practices ?? [],
  });
  // Who follows a link of the chain leaves the form: not with changes in it.
  const isTouched = JSON.stringify(form) !== JSON.stringify(start);
  return (
    <Form
      onSubmit={() => save(form)}
      problem={problem}
      saving={saving}
      others={
        reason && (
          <PutAwayButton
            isAway={start.archived}
            saving={saving}
            onToggle={() => save({ ...start, archived: !start.archived })}
          />
        )
      }
    >
      {outcome === "lost" && (
        <div inert={isTouched}>
          <ChainCard reason={{ label: form.name || "This reason" }} {...chain} />
        </div>
      )}
      <TextInput
        label="Reason"
        required
        maxLength={200}
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <Select
        label="Who can change it"
        allowDeselect={false}
        data={Object.entries(controlNames).map(([value, label]) => ({ value, label }))}
        value={form.control}
        onChange={(value) => value && isControl(value) && set({ control: value })}
      />
      <Textarea
        label="What we can do next to it"
        description={
          form.control === "ours"
            ? "Not needed for a reason of ours: its step prevents it"
            : "The reason itself is not ours to change; this is what stays in our hands"
        }
        required={form.control !== "ours"}
        autosize
        minRows={2}
        maxLength={1000}
        value={form.lever}
        onChange={(event) => set({ lever: event.currentTarget.value })}
      />
      <FieldPair>
        <Select
          label={outcome === "lost" ? "Sales step that prevents it" : "Sales step behind it"}
          placeholder="None yet"
          clearable
          clearButtonProps={{ "aria-label": "No step" }}
          searchable
          data={steps.map(({ id, name }) => ({ value: id, label: name }))}
          value={form.stepId}
          onChange={(stepId) => set({ stepId })}
        />
        {outcome === "lost" && (
          <Select
            label="Red flag that shows it"
            placeholder="None yet"
            clearable
            clearButtonProps={{ "aria-label": "No flag" }}
            searchable
            data={flags
              .filter(({ id, archived }) => !archived || id === form.flagId)
              .map(({ id, name }) => ({ value: id, label: name }))}
            value={form.flagId}
            onChange={(flagId) => set({ flagId })}
          />
        )}
      </FieldPair>
      {outcome === "lost" && (
        <Checkbox
          label="It is about the product"
          description="A debrief then asks whether that is inherent, or doable differently."
          checked={form.aboutProduct}
          onChange={(event) => set({ aboutProduct: event.currentTarget.checked })}
        />
      )}
    </Form>
  );
}

function valuesOf(reason: ReasonShape | null, appliesTo: "lost" | "won"): Values {
  if (reason) {
    const { key: _key, stepName: _stepName, flagName: _flagName, practices: _practices, ...values } = reason;
    return values;
  }
  return {
    id: crypto.randomUUID(),
    name: "",
    appliesTo,
    roleQuestion: null,
    control: "ours",
    lever: "",
    aboutProduct: false,
    stepId: null,
    flagId: null,
    archived: false,
  };
}
