import type { ContractRouterClient } from "@orpc/contract";
import { lines, text, whole } from "../../platform/export/columns.ts";
import { type ExportedTable, toldWhole } from "../../platform/export/exported-table.ts";
import type { salesProcessContract } from "./contract.ts";

type Client = Pick<ContractRouterClient<typeof salesProcessContract>, "listPipelines" | "listSteps">;

/** Stages and steps of the team's own process. */
export function exportedProcess(client: Client): ExportedTable[] {
  return [
    toldWhole(
      { name: "stages", title: "Stages", says: "Pipelines with their stages." },
      async () =>
        (await client.listPipelines()).rows.flatMap(({ stages, ...pipeline }) =>
          stages.map((stage) => ({ ...stage, pipeline })),
        ),
      [
        text("Pipeline", ({ pipeline }) => pipeline.name),
        whole("Place", ({ position }) => position),
        text("Stage", ({ name }) => name),
        text("Type", ({ type }) => type),
        text("Pipeline ID", ({ pipeline }) => pipeline.id),
        text("Stage ID", ({ id }) => id),
      ],
    ),
    toldWhole({
      name: "steps",
      title: "Sales steps",
      says: "The steps the process wants done, and before which stage.",
    }, async () => {
      const [steps, pipelines] = await Promise.all([client.listSteps(), client.listPipelines()]);
      const stages = pipelines.rows.flatMap(({ name, stages }) =>
        stages.map((stage) => ({ ...stage, pipeline: name })),
      );
      return steps.rows.map((step) => ({
        ...step,
        before: step.deadlines.flatMap(({ beforeStageId }) => {
          const stage = stages.find(({ id }) => id === beforeStageId);
          return stage ? [`${stage.pipeline}: ${stage.name}`] : [];
        }),
      }));
    }, [
      text("Step", ({ name }) => name),
      text("Question", ({ question }) => question),
      text("Hint", ({ hint }) => hint || null),
      lines("Before", ({ before }) => before),
      text("From set", ({ template }) => template),
      text("ID", ({ id }) => id),
    ]),
  ];
}
