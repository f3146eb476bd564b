import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { apiOf } from "../../../platform/browser/api.ts";
import { useEdited } from "../../../platform/browser/use-edited.ts";
import { useSave } from "../../../platform/browser/use-save.ts";
import { Form } from "../../../ui/Form.tsx";
import type { PipelineShape, StepShape, salesProcessContract } from "../contract.ts";

const salesProcess = apiOf<typeof salesProcessContract>("salesProcess");

type Values = Pick<StepShape, "id" | "name" | "question" | "hint" | "deadlines">;
type Props = { step: StepShape | null; pipelines: PipelineShape[]; onDone: () => void };

export function StepForm({ step, pipelines, onDone }: Props) {
  const write = (values: Values) => salesProcess.saveStep.call(values);
  const { start, form, set, save, saving, problem } = useEdited({
    begin: (): Values => ({
      id: step?.id ?? crypto.randomUUID(),
      name: step?.name ?? "",
      question: step?.question ?? "",
      hint: step?.hint ?? "",
      deadlines: step?.deadlines ?? [],
    }),
    isNew: step === null,
    write,
    said: (saved) => (step ? `“${saved.name}” is changed.` : `“${saved.name}” is asked from now on.`),
    done: onDone,
  });
  // Saved again, a step is asked for again: that is the way back.
  const stop = useSave<Values & { stop?: true }, unknown>({
    write: (values) => (values.stop ? salesProcess.archiveStep.call({ id: values.id }) : write(values)),
    before: start,
    said: () => `“${start.name}” is no longer asked for. Its past answers stay.`,
    done: onDone,
  });
  const setDeadline = (pipelineId: string, beforeStageId: string | null) =>
    set({
      deadlines: [
        ...form.deadlines.filter((due) => due.pipelineId !== pipelineId),
        ...(beforeStageId ? [{ pipelineId, beforeStageId }] : []),
      ],
    });
  return (
    <Form
      onSubmit={() => save(form)}
      problem={problem ?? stop.problem}
      saving={saving}
      others={
        step && (
          <Button variant="subtle" loading={stop.saving} onClick={() => stop.save({ ...start, stop: true })}>
            Stop asking for it
          </Button>
        )
      }
    >
      <TextInput
        label="Step"
        placeholder="Asked the time frame"
        required
        maxLength={200}
        value={form.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
        data-autofocus
      />
      <Textarea
        label="Question"
        description="As it is asked of the buyer, or of oneself"
        placeholder="When does this need to be up and running?"
        autosize
        required
        maxLength={500}
        value={form.question}
        onChange={(event) => set({ question: event.currentTarget.value })}
      />
      <Textarea
        label="Hint"
        description="What a good answer holds, for whoever asks for the first time"
        autosize
        maxLength={1000}
        value={form.hint}
        onChange={(event) => set({ hint: event.currentTarget.value })}
      />
      {pipelines.map((pipeline) => (
        <Select
          key={pipeline.id}
          label={pipelines.length === 1 ? "Needed before" : `Needed before, in ${pipeline.name}`}
          placeholder="The close"
          clearable
          clearButtonProps={{ "aria-label": `Needed only before the close, in ${pipeline.name}` }}
          data={pipeline.stages
            .filter((stage) => stage.type === "open")
            .map((stage) => ({ value: stage.id, label: stage.name }))}
          value={form.deadlines.find(({ pipelineId }) => pipelineId === pipeline.id)?.beforeStageId ?? null}
          onChange={(stageId) => setDeadline(pipeline.id, stageId)}
        />
      ))}
    </Form>
  );
}
