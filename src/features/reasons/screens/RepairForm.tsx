import { MultiSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { apiOf } from "../../../platform/browser/api.ts";
import { useEdited } from "../../../platform/browser/use-edited.ts";
import { Form } from "../../../ui/Form.tsx";
import { PutAwayButton } from "../../../ui/PutAwayButton.tsx";
import type { RedFlagShape } from "../../red-flags/contract.ts";
import type { RepairShape, reasonsContract } from "../contract.ts";
import { entrySaid } from "./chain-of-reason.ts";

const reasons = apiOf<typeof reasonsContract>("reasons");

export function dueInWords(days: number): string {
  if (days === 0) return "the same day";
  return days === 1 ? "in 1 day" : `in ${days} days`;
}

type Values = Omit<RepairShape, "key">;
type Props = { repair: RepairShape | null; flags: RedFlagShape[]; onDone: () => void };

export function RepairForm({ repair, flags, onDone }: Props) {
  const { start, form, set, save, saving, problem } = useEdited({
    begin: (): Values => ({
      id: repair?.id ?? crypto.randomUUID(),
      name: repair?.name ?? "",
      openingLine: repair?.openingLine ?? "",
      dueInDays: repair?.dueInDays ?? 2,
      flagIds: repair?.flagIds ?? [],
      archived: repair?.archived ?? false,
    }),
    write: (values: Values) => reasons.saveRepair.call(values),
    isNew: repair === null,
    said: (saved, _values, before) => entrySaid(saved, before, repair === null),
    done: onDone,
  });
  return (
    <Form
      onSubmit={() => save(form)}
      problem={problem}
      saving={saving}
      others={
        repair && (
          <PutAwayButton
            isAway={start.archived}
            saving={saving}
            onToggle={() => save({ ...start, archived: !start.archived })}
          />
        )
      }
    >
      <TextInput
        label="Repair"
        required
        maxLength={200}
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <Textarea
        label="Opening line"
        description="Words to begin the call or message with"
        autosize
        minRows={2}
        maxLength={1000}
        value={form.openingLine}
        onChange={(event) => set({ openingLine: event.currentTarget.value })}
      />
      <MultiSelect
        label="Flags it lowers"
        searchable
        placeholder={form.flagIds.length === 0 ? "None yet" : undefined}
        data={flags
          .filter(({ id, archived }) => !archived || form.flagIds.includes(id))
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={form.flagIds}
        onChange={(flagIds) => set({ flagIds })}
      />
      <NumberInput
        label="Due"
        description={`A task made from it is due ${dueInWords(form.dueInDays)}`}
        suffix={form.dueInDays === 1 ? " day" : " days"}
        min={0}
        max={365}
        allowDecimal={false}
        required
        value={form.dueInDays}
        onChange={(value) => typeof value === "number" && set({ dueInDays: value })}
      />
    </Form>
  );
}
