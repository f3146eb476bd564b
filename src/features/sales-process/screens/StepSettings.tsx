import { Button } from "@mantine/core";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import type { useOpened } from "../../../platform/browser/use-opened.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { EmptyState } from "../../../ui/EmptyState.tsx";
import { Section } from "../../../ui/Page.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { PipelineShape, StepShape } from "../contract.ts";
import { StepForm } from "./StepForm.tsx";

type Props = {
  steps: StepShape[];
  pipelines: PipelineShape[];
  mayChange: boolean;
  dialog: ReturnType<typeof useOpened>;
};

export function StepSettings({ steps, pipelines, mayChange, dialog: { opened, hrefOf, close } }: Props) {
  const editing = steps.find(({ id }) => id === opened) ?? null;
  const stageNames = new Map(pipelines.flatMap(({ stages }) => stages.map((stage) => [stage.id, stage.name] as const)));
  const dueBefore = (step: StepShape) => {
    const names = step.deadlines.map(({ beforeStageId }) => stageNames.get(beforeStageId)).filter(Boolean);
    return names.length > 0 ? [...new Set(names)].join(", ") : "The close";
  };
  const columns: Column<StepShape>[] = [
    { id: "name", heading: "Step", width: "28%", cell: (step) => step.name },
    { id: "question", heading: "Question", wrap: true, onPhone: "plain", cell: (step) => step.question },
    { id: "due", heading: "Needed before", width: "9rem", cell: dueBefore },
  ];
  return (
    <Section
      title="Steps"
      lead="What has to be known or done before a stage. A deal that enters the stage without it has missed the step."
      actions={
        mayChange && (
          <Button component={UiLink} href={hrefOf("new-step")} variant="default">
            Add a step
          </Button>
        )
      }
    >
      <DataTable
        caption="Sales steps and when they are needed"
        columns={columns}
        files={exportLinks("steps")}
        rows={steps}
        keyOf={({ id }) => id}
        hrefOf={mayChange ? ({ id }) => hrefOf(id) : undefined}
        empty={
          <EmptyState line="Steps you ask for on every deal are listed here. Add one, or take a ready set below." />
        }
      />
      <Dialog
        opened={mayChange && (editing !== null || opened === "new-step")}
        onClose={close}
        title={editing?.name ?? "Add a step"}
      >
        <StepForm key={opened} step={editing} pipelines={pipelines} onDone={close} />
      </Dialog>
    </Section>
  );
}
