import { ArrowDownIcon, ArrowUpIcon, XIcon } from "@lucide/icons";
import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { apiOf } from "../../../platform/browser/api.ts";
import { useSave } from "../../../platform/browser/use-save.ts";
import { Form } from "../../../ui/Form.tsx";
import { Icon } from "../../../ui/Icon.tsx";
import type { PipelineShape, StageType, salesProcessContract } from "../contract.ts";
import classes from "./ProcessSettings.module.css";

const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

const typeNames: Record<StageType, string> = { open: "Open", won: "Won", lost: "Lost" };
const isType = (value: string): value is StageType => value in typeNames;

type Stage = { id: string; name: string; type: StageType };
type Values = { id: string; name: string; stages: Stage[] };
type Props = { pipeline: PipelineShape; isNew: boolean; onDone: () => void };

export function PipelineForm({ pipeline, isNew, onDone }: Props) {
  const [start] = useState(
    (): Values => ({
      id: pipeline.id,
      name: pipeline.name,
      stages: pipeline.stages.map(({ id, name, type }) => ({ id, name, type })),
    }),
  );
  const [name, setName] = useState(start.name);
  const [stages, setStages] = useState(start.stages);
  const { save, saving, problem } = useSave({
    write: (values: Values) => salesProcess.savePipeline.call(values),
    before: isNew ? undefined : start,
    said: (saved) => (isNew ? `${saved.name} is added.` : `${saved.name} is changed.`),
    done: onDone,
  });

  // A button that moves its row keeps the focus: moving an element in the page takes it away.
  const list = useRef<HTMLOListElement>(null);
  const focusAfter = useRef<string | null>(null);
  useEffect(() => {
    if (!focusAfter.current) return;
    const wanted = list.current?.querySelector<HTMLElement>(`[data-focus="${focusAfter.current}"]`);
    focusAfter.current = null;
    wanted?.focus();
  });

  const change = (id: string, part: Partial<Stage>) =>
    setStages((before) => before.map((stage) => (stage.id === id ? { ...stage, ...part } : stage)));
  const move = (from: number, by: 1 | -1) => {
    const to = from + by;
    const atEnd = to === 0 || to === stages.length - 1;
    const way = (by === -1) !== atEnd ? "up" : "down";
    focusAfter.current = `${way} ${stages[from]?.id}`;
    setStages((before) => {
      const next = [...before];
      next.splice(to, 0, ...next.splice(from, 1));
      return next;
    });
  };
  const add = () => {
    const id = crypto.randomUUID();
    focusAfter.current = `name ${id}`;
    // Before the stages a deal ends in.
    setStages((before) => {
      const end = before.findIndex(({ type }) => type !== "open");
      return before.toSpliced(end === -1 ? before.length : end, 0, { id, name: "", type: "open" });
    });
  };
  const remove = (index: number) => {
    focusAfter.current = `name ${(stages[index + 1] ?? stages[index - 1])?.id}`;
    setStages((before) => before.toSpliced(index, 1));
  };

  return (
    <Form onSubmit={() => save({ id: start.id, name, stages })} problem={problem} saving={saving}>
      <TextInput
        label="Pipeline"
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        data-autofocus
      />
      <fieldset className={classes.stages}>
        <legend>Stages</legend>
        <p className={classes.hint}>
          Open while the deal goes on; won and lost are where it ends. It needs at least one of each.
        </p>
        <ol ref={list} className={classes.stageList}>
          {stages.map((stage, index) => {
            const called = stage.name || `stage ${index + 1}`;
            return (
              <li key={stage.id} className={classes.stage}>
                <TextInput
                  className={classes.stageName ?? ""}
                  aria-label={`Name of stage ${index + 1}`}
                  required
                  maxLength={200}
                  value={stage.name}
                  onChange={(event) => change(stage.id, { name: event.currentTarget.value })}
                  data-focus={`name ${stage.id}`}
                />
                <Select
                  aria-label={`What ${called} means`}
                  allowDeselect={false}
                  data={Object.entries(typeNames).map(([value, label]) => ({ value, label }))}
                  value={stage.type}
                  onChange={(value) => value && isType(value) && change(stage.id, { type: value })}
                />
                <span className={classes.moves}>
                  <ActionIcon
                    aria-label={`Move ${called} up`}
                    disabled={index === 0}
                    onClick={() => move(index, -1)}
                    data-focus={`up ${stage.id}`}
                  >
                    <Icon of={ArrowUpIcon} size={16} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Move ${called} down`}
                    disabled={index === stages.length - 1}
                    onClick={() => move(index, 1)}
                    data-focus={`down ${stage.id}`}
                  >
                    <Icon of={ArrowDownIcon} size={16} />
                  </ActionIcon>
                  <ActionIcon
                    aria-label={`Take ${called} out`}
                    disabled={stages.length === 1}
                    onClick={() => remove(index)}
                  >
                    <Icon of={XIcon} size={16} />
                  </ActionIcon>
                </span>
              </li>
            );
          })}
        </ol>
        <Button variant="default" size="compact-sm" className={classes.add ?? ""} onClick={add}>
          Add a stage
        </Button>
      </fieldset>
    </Form>
  );
}
