import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { apiOf, told } from "../../../platform/browser/api.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { showNotice } from "../../../ui/notices.tsx";
import { Section } from "../../../ui/Page.tsx";
import { Refusal } from "../../../ui/Refusal.tsx";
import type { PipelineShape, StageType, salesProcessContract } from "../contract.ts";
import classes from "./ProcessSettings.module.css";

const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

const typeNames: Record<StageType, string> = { open: "Open", won: "Won", lost: "Lost" };
const isType = (value: string): value is StageType => value in typeNames;

type Props = { pipelines: PipelineShape[]; mayChange: boolean };

export function PipelineSettings({ pipelines, mayChange }: Props) {
  const [editing, setEditing] = useState<PipelineShape | null>(null);
  const begin = (): PipelineShape => ({
    id: crypto.randomUUID(),
    name: "",
    stages: (["Discovery", "Proposal", "Won", "Lost"] as const).map((name, position) => ({
      id: crypto.randomUUID(),
      name,
      type: name === "Won" ? "won" : name === "Lost" ? "lost" : "open",
      position,
    })),
  });
  return (
    <Section
      title="Pipelines"
      lead="Stages in the order a deal walks through them. Renaming one breaks nothing."
      actions={
        mayChange && (
          <Button variant="default" onClick={() => setEditing(begin())}>
            Add a pipeline
          </Button>
        )
      }
    >
      <ul className={classes.list}>
        {pipelines.map((pipeline) => (
          <li key={pipeline.id} className={classes.item}>
            <div>
              <p className={classes.name}>{pipeline.name}</p>
              <p className={classes.detail}>{pipeline.stages.map((stage) => stage.name).join(" → ")}</p>
            </div>
            {mayChange && (
              <Button variant="subtle" size="compact-sm" onClick={() => setEditing(pipeline)}>
                Change<span className="only-for-screen-readers"> {pipeline.name}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      <Dialog
        opened={editing !== null}
        onClose={() => setEditing(null)}
        title={editing?.name ? `Change ${editing.name}` : "Add a pipeline"}
        size="lg"
      >
        {editing && <PipelineForm pipeline={editing} onDone={() => setEditing(null)} />}
      </Dialog>
    </Section>
  );
}

function PipelineForm({ pipeline, onDone }: { pipeline: PipelineShape; onDone: () => void }) {
  const known = useQueryClient();
  const [name, setName] = useState(pipeline.name);
  const [stages, setStages] = useState(pipeline.stages.map(({ id, name: stage, type }) => ({ id, name: stage, type })));
  const save = useMutation({
    mutationFn: () => salesProcess.savePipeline.call({ id: pipeline.id, name, stages }),
    onSuccess: async () => {
      await known.invalidateQueries({ queryKey: salesProcess.key() });
      showNotice({ message: "The pipeline is saved." });
      onDone();
    },
  });
  const change = (id: string, part: { name?: string; type?: StageType }) =>
    setStages((before) => before.map((stage) => (stage.id === id ? { ...stage, ...part } : stage)));
  const move = (from: number, by: 1 | -1) =>
    setStages((before) => {
      const next = [...before];
      next.splice(from + by, 0, ...next.splice(from, 1));
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
        label="Pipeline"
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <fieldset className={classes.stages}>
        <legend>Stages</legend>
        {stages.map((stage, index) => (
          <div key={stage.id} className={classes.stage}>
            <TextInput
              aria-label={`Name of stage ${index + 1}`}
              required
              value={stage.name}
              onChange={(event) => change(stage.id, { name: event.currentTarget.value })}
            />
            <Select
              aria-label={`Type of stage ${index + 1}`}
              allowDeselect={false}
              data={Object.entries(typeNames).map(([value, label]) => ({ value, label }))}
              value={stage.type}
              onChange={(value) => value && isType(value) && change(stage.id, { type: value })}
            />
            <ActionIcon
              variant="subtle"
              aria-label={`Move ${stage.name} up`}
              disabled={index === 0}
              onClick={() => move(index, -1)}
            >
              <IconArrowUp size={16} aria-hidden="true" />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              aria-label={`Move ${stage.name} down`}
              disabled={index === stages.length - 1}
              onClick={() => move(index, 1)}
            >
              <IconArrowDown size={16} aria-hidden="true" />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              aria-label={`Take ${stage.name} away`}
              onClick={() => setStages((before) => before.filter((other) => other.id !== stage.id))}
            >
              <IconX size={16} aria-hidden="true" />
            </ActionIcon>
          </div>
        ))}
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.save}
          onClick={() => setStages((before) => [...before, { id: crypto.randomUUID(), name: "", type: "open" }])}
        >
          Add a stage
        </Button>
      </fieldset>
      <Button type="submit" loading={save.isPending} className={classes.save}>
        Save
      </Button>
    </form>
  );
}
