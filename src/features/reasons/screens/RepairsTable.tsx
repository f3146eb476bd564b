import { Button, Checkbox, MultiSelect, NumberInput, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { redFlagsContract } from "../../red-flags/contract.ts";
import type { RepairShape, reasonsContract } from "../contract.ts";
import classes from "./CatalogueSettings.module.css";

const reasons = apiOf<typeof reasonsContract>("reasons");
const redFlags = apiOf<typeof redFlagsContract>("redFlags");

type Props = { repairs: RepairShape[]; loading: boolean; mayChange: boolean };

export function RepairsTable({ repairs, loading, mayChange }: Props) {
  const [editing, setEditing] = useState<RepairShape | "new" | null>(null);
  const change: Column<RepairShape> = {
    id: "change",
    heading: "",
    onPhone: "plain",
    cell: (repair) => (
      <Button variant="subtle" size="compact-sm" onClick={() => setEditing(repair)}>
        Change<span className="only-for-screen-readers"> {repair.name}</span>
      </Button>
    ),
  };
  const columns: Column<RepairShape>[] = [
    { id: "name", heading: "Repair", cell: (repair) => repair.name, onPhone: "title" },
    { id: "line", heading: "Opening line", cell: (repair) => repair.openingLine },
    {
      id: "due",
      heading: "Due in",
      cell: (repair) => (repair.archived ? "Put away" : repair.dueInDays === 1 ? "1 day" : `${repair.dueInDays} days`),
      onPhone: "value",
    },
    ...(mayChange ? [change] : []),
  ];
  return (
    <Section
      title="Repairs"
      lead="What lowers a flag, with a line to begin the conversation."
      actions={
        mayChange && (
          <Button variant="default" onClick={() => setEditing("new")}>
            Add a repair
          </Button>
        )
      }
    >
      <DataTable
        caption="Repairs"
        columns={columns}
        rows={repairs}
        keyOf={(repair) => repair.id}
        loading={loading}
        keys={false}
      />
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing === "new" ? "Add a repair" : (editing?.name ?? "")}
      >
        {editing && <RepairForm repair={editing === "new" ? null : editing} onDone={() => setEditing(null)} />}
      </Dialog>
    </Section>
  );
}

function RepairForm({ repair, onDone }: { repair: RepairShape | null; onDone: () => void }) {
  const known = useQueryClient();
  const flags = useQuery(redFlags.listFlags.queryOptions());
  const [form, setForm] = useState(() => ({
    id: repair?.id ?? crypto.randomUUID(),
    name: repair?.name ?? "",
    openingLine: repair?.openingLine ?? "",
    dueInDays: repair?.dueInDays ?? 2,
    flagIds: repair?.flagIds ?? [],
    archived: repair?.archived ?? false,
  }));
  const set = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: () => reasons.saveRepair.call(form),
    onSuccess: async () => {
      await known.invalidateQueries({ queryKey: reasons.key() });
      showNotice({ message: "The repair is saved." });
      onDone();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {save.error && <Refusal problem={told(save.error)} />}
      <TextInput
        label="Repair"
        required
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <Textarea
        label="Opening line"
        description="Words to begin the call or message with"
        autosize
        minRows={2}
        value={form.openingLine}
        onChange={(event) => set({ openingLine: event.currentTarget.value })}
      />
      <NumberInput
        label="Due in days"
        min={0}
        max={365}
        allowDecimal={false}
        required
        value={form.dueInDays}
        onChange={(value) => typeof value === "number" && set({ dueInDays: value })}
      />
      <MultiSelect
        label="Flags it lowers"
        searchable
        data={flags.data?.rows.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={form.flagIds}
        onChange={(flagIds) => set({ flagIds })}
      />
      {repair && (
        <Checkbox
          label="Put this repair away"
          checked={form.archived}
          onChange={(event) => set({ archived: event.currentTarget.checked })}
        />
      )}
      <Button type="submit" loading={save.isPending} className={classes.save}>
        Save
      </Button>
    </form>
  );
}
