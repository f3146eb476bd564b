import { Button, Checkbox, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { redFlagsContract } from "../../red-flags/contract.ts";
import type { salesProcessContract } from "../../sales-process/contract.ts";
import type { Control, ReasonShape, reasonsContract } from "../contract.ts";
import classes from "./CatalogueSettings.module.css";

const reasons = apiOf<typeof reasonsContract>("reasons");
const redFlags = apiOf<typeof redFlagsContract>("redFlags");
const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

const controlNames: Record<Control, string> = { ours: "Ours", shared: "Shared", theirs: "Theirs" };
const isControl = (value: string): value is Control => value in controlNames;

type Props = { outcome: "lost" | "won"; reasons: ReasonShape[]; loading: boolean; mayChange: boolean };

export function ReasonsTable({ outcome, reasons: rows, loading, mayChange }: Props) {
  const [editing, setEditing] = useState<ReasonShape | "new" | null>(null);
  const change: Column<ReasonShape> = {
    id: "change",
    heading: "",
    onPhone: "plain",
    cell: (reason) => (
      <Button variant="subtle" size="compact-sm" onClick={() => setEditing(reason)}>
        Change<span className="only-for-screen-readers"> {reason.name}</span>
      </Button>
    ),
  };
  const columns: Column<ReasonShape>[] = [
    { id: "name", heading: "Reason", cell: (reason) => reason.name, onPhone: "title" },
    {
      id: "control",
      heading: "Control",
      cell: (reason) => (reason.archived ? "Put away" : controlNames[reason.control]),
      onPhone: "value",
    },
    { id: "step", heading: "Step that prevents it", cell: (reason) => reason.stepName ?? "" },
    { id: "flag", heading: "Flag that shows it", cell: (reason) => reason.flagName ?? "" },
    { id: "lever", heading: "What we can do", cell: (reason) => reason.lever },
    ...(mayChange ? [change] : []),
  ];
  return (
    <Section
      title={outcome === "lost" ? "Reasons for a loss" : "Reasons for a win"}
      lead="One catalogue for rep, manager and buyer. A reason that is not ours names what we can do next to it."
      actions={
        mayChange && (
          <Button variant="default" onClick={() => setEditing("new")}>
            Add a reason
          </Button>
        )
      }
    >
      <DataTable
        caption="Reasons with their links"
        columns={columns}
        rows={rows}
        keyOf={(reason) => reason.id}
        loading={loading}
      />
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing === "new" ? "Add a reason" : (editing?.name ?? "")}
      >
        {editing && (
          <ReasonForm outcome={outcome} reason={editing === "new" ? null : editing} onDone={() => setEditing(null)} />
        )}
      </Dialog>
    </Section>
  );
}

type FormProps = { outcome: "lost" | "won"; reason: ReasonShape | null; onDone: () => void };

function ReasonForm({ outcome, reason, onDone }: FormProps) {
  const known = useQueryClient();
  const steps = useQuery(salesProcess.listSteps.queryOptions());
  const flags = useQuery(redFlags.listFlags.queryOptions());
  const ours: Control = "ours";
  const [form, setForm] = useState(() => ({
    id: reason?.id ?? crypto.randomUUID(),
    name: reason?.name ?? "",
    appliesTo: outcome,
    roleQuestion: reason?.roleQuestion ?? null,
    control: reason?.control ?? ours,
    lever: reason?.lever ?? "",
    aboutProduct: reason?.aboutProduct ?? false,
    stepId: reason?.stepId ?? null,
    flagId: reason?.flagId ?? null,
    archived: reason?.archived ?? false,
  }));
  const set = (part: Partial<typeof form>) => setForm((before) => ({ ...before, ...part }));
  const save = useMutation({
    mutationFn: () => reasons.saveReason.call(form),
    onSuccess: async () => {
      await known.invalidateQueries({ queryKey: reasons.key() });
      showNotice({ message: "The reason is saved." });
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
        label="Reason"
        required
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
            ? "Optional for a reason of ours"
            : "Needed, because the reason itself is not ours to change"
        }
        required={form.control !== "ours"}
        autosize
        minRows={2}
        value={form.lever}
        onChange={(event) => set({ lever: event.currentTarget.value })}
      />
      <Select
        label="Sales step that prevents it"
        clearable
        searchable
        data={steps.data?.rows.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={form.stepId}
        onChange={(stepId) => set({ stepId })}
      />
      <Select
        label="Red flag that shows it on an open deal"
        clearable
        searchable
        data={flags.data?.rows.map(({ id, name }) => ({ value: id, label: name })) ?? []}
        value={form.flagId}
        onChange={(flagId) => set({ flagId })}
      />
      <Checkbox
        label="About the product: ask whether it is inherent or doable differently"
        checked={form.aboutProduct}
        onChange={(event) => set({ aboutProduct: event.currentTarget.checked })}
      />
      {reason && (
        <Checkbox
          label="Put this reason away"
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
