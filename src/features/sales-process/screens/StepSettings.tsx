import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { PipelineShape, StepShape, salesProcessContract } from "../contract.ts";
import classes from "./ProcessSettings.module.css";

const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

type Props = { steps: StepShape[]; pipelines: PipelineShape[]; mayChange: boolean };

export function StepSettings({ steps, pipelines, mayChange }: Props) {
  const known = useQueryClient();
  const [editing, setEditing] = useState<StepShape | "new" | null>(null);
  const stageNames = new Map(pipelines.flatMap(({ stages }) => stages.map((stage) => [stage.id, stage.name] as const)));
  const dueBefore = (step: StepShape) => {
    const names = [
      ...new Set(step.deadlines.map(({ beforeStageId }) => stageNames.get(beforeStageId)).filter(Boolean)),
    ];
    return names.length > 0 ? names.join(", ") : "the close";
  };
  const archive = useMutation({
    mutationFn: (step: StepShape) => salesProcess.archiveStep.call({ id: step.id }),
    onSuccess: async (_, step) => {
      await known.invalidateQueries({ queryKey: salesProcess.key() });
      showNotice({ message: `“${step.name}” is no longer asked for. Its past answers stay.` });
    },
  });

  const change: Column<StepShape> = {
    id: "change",
    heading: "",
    onPhone: "plain",
    cell: (step) => (
      <span className={classes.buttons}>
        <Button variant="subtle" size="compact-sm" onClick={() => setEditing(step)}>
          Change<span className="only-for-screen-readers"> {step.name}</span>
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={() => archive.mutate(step)}>
          Stop asking<span className="only-for-screen-readers"> {step.name}</span>
        </Button>
      </span>
    ),
  };
  const columns: Column<StepShape>[] = [
    { id: "name", heading: "Step", cell: (step) => step.name, onPhone: "title" },
    { id: "question", heading: "Question", cell: (step) => step.question },
    { id: "due", heading: "Needed before", cell: dueBefore, onPhone: "value" },
    ...(mayChange ? [change] : []),
  ];
  return (
    <Section
      title="Steps"
      lead="What has to be known or done before a stage. A deal that enters the stage without it has missed the step."
      actions={
        mayChange && (
          <Button variant="default" onClick={() => setEditing("new")}>
            Add a step
          </Button>
        )
      }
    >
      {archive.error && <Refusal problem={told(archive.error)} />}
      <DataTable
        caption="Sales steps and when they are needed"
        columns={columns}
        rows={steps}
        keyOf={(step) => step.id}
        empty={
          <EmptyState line="Steps you ask for on every deal are listed here. Add one, or take a ready set below." />
        }
      />
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing === "new" ? "Add a step" : (editing?.name ?? "")}
      >
        {editing && (
          <StepForm step={editing === "new" ? null : editing} pipelines={pipelines} onDone={() => setEditing(null)} />
        )}
      </Dialog>
    </Section>
  );
}

function StepForm({
  step,
  pipelines,
  onDone,
}: {
  step: StepShape | null;
  pipelines: PipelineShape[];
  onDone: () => void;
}) {
  const known = useQueryClient();
  const [id] = useState(() => step?.id ?? crypto.randomUUID());
  const [name, setName] = useState(step?.name ?? "");
  const [question, setQuestion] = useState(step?.question ?? "");
  const [hint, setHint] = useState(step?.hint ?? "");
  const [deadlines, setDeadlines] = useState(
    new Map(step?.deadlines.map((due) => [due.pipelineId, due.beforeStageId])),
  );
  const save = useMutation({
    mutationFn: () =>
      salesProcess.saveStep.call({
        id,
        name,
        question,
        hint,
        deadlines: [...deadlines].map(([pipelineId, beforeStageId]) => ({ pipelineId, beforeStageId })),
      }),
    onSuccess: async () => {
      await known.invalidateQueries({ queryKey: salesProcess.key() });
      showNotice({ message: "The step is saved." });
      onDone();
    },
  });
  const setDeadline = (pipelineId: string, stageId: string | null) =>
    setDeadlines((before) => {
      const next = new Map(before);
      if (stageId) next.set(pipelineId, stageId);
      else next.delete(pipelineId);
      return next;
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit}>
      {save.error && <Refusal problem={told(save.error)} />}
      <TextInput
        label="Step"
        placeholder="Asked the time frame"
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <Textarea
        label="Question"
        description="As it is asked of the buyer or of oneself"
        autosize
        required
        value={question}
        onChange={(event) => setQuestion(event.currentTarget.value)}
      />
      <Textarea label="Hint" autosize value={hint} onChange={(event) => setHint(event.currentTarget.value)} />
      {pipelines.map((pipeline) => (
        <Select
          key={pipeline.id}
          label={`Needed before, in ${pipeline.name}`}
          placeholder="The close"
          clearable
          data={pipeline.stages
            .filter((stage) => stage.type === "open")
            .map((stage) => ({ value: stage.id, label: stage.name }))}
          value={deadlines.get(pipeline.id) ?? null}
          onChange={(stageId) => setDeadline(pipeline.id, stageId)}
        />
      ))}
      <Button type="submit" loading={save.isPending} className={classes.save}>
        Save
      </Button>
    </form>
  );
}
