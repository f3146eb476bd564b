import { Button } from "@mantine/core";
import { useMemo } from "react";
import { exportLinks } from "../../../platform/browser/export-links.ts";
import type { useOpened } from "../../../platform/browser/use-opened.ts";
import { type Column, DataTable } from "../../../ui/DataTable.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Section } from "../../../ui/Page.tsx";
import { UiLink } from "../../../ui/UiLink.tsx";
import type { PipelineShape } from "../contract.ts";
import { PipelineForm } from "./PipelineForm.tsx";

const columns: Column<PipelineShape>[] = [
  { id: "name", heading: "Pipeline", cell: (pipeline) => pipeline.name },
  {
    id: "stages",
    heading: "Stages",
    wrap: true,
    onPhone: "plain",
    cell: (pipeline) => pipeline.stages.map((stage) => stage.name).join(" → "),
  },
];

type Props = { pipelines: PipelineShape[]; mayChange: boolean; dialog: ReturnType<typeof useOpened> };

export function PipelineSettings({ pipelines, mayChange, dialog: { opened, hrefOf, close } }: Props) {
  const isNew = opened === "new-pipeline";
  const fresh = useMemo(() => (isNew ? beginPipeline() : null), [isNew]);
  const editing = fresh ?? pipelines.find(({ id }) => id === opened) ?? null;
  return (
    <Section
      title="Pipelines"
      lead={
        mayChange
          ? "Stages in the order a deal walks through them. Renaming one breaks nothing."
          : "Stages in the order a deal walks through them. Managers and admins shape the process."
      }
      actions={
        mayChange && (
          <Button component={UiLink} href={hrefOf("new-pipeline")} variant="default">
            Add a pipeline
          </Button>
        )
      }
    >
      <DataTable
        caption="Pipelines and their stages"
        columns={columns}
        rows={pipelines}
        keyOf={({ id }) => id}
        hrefOf={mayChange ? ({ id }) => hrefOf(id) : undefined}
        files={exportLinks("stages")}
        keys={false}
      />
      <Dialog
        opened={mayChange && editing !== null}
        onClose={close}
        title={editing?.name ? `Change ${editing.name}` : "Add a pipeline"}
        size="lg"
      >
        {editing && <PipelineForm key={editing.id} pipeline={editing} isNew={isNew} onDone={close} />}
      </Dialog>
    </Section>
  );
}

function beginPipeline(): PipelineShape {
  const stage = (name: string, type: "open" | "won" | "lost", position: number) => ({
    id: crypto.randomUUID(),
    name,
    type,
    position,
  });
  return {
    id: crypto.randomUUID(),
    name: "",
    stages: [
      stage("Discovery", "open", 0),
      stage("Proposal", "open", 1),
      stage("Won", "won", 2),
      stage("Lost", "lost", 3),
    ],
  };
}
