import { z } from "zod";
import { id, instant, signedIn } from "../team/contract.ts";

export const stageType = z.enum(["open", "won", "lost"]);
export type StageType = z.infer<typeof stageType>;

export const stageShape = z.object({ id, name: z.string(), type: stageType, position: z.number().int() });
export type StageShape = z.infer<typeof stageShape>;
export const pipelineShape = z.object({ id, name: z.string(), stages: z.array(stageShape) });
export type PipelineShape = z.infer<typeof pipelineShape>;

export const stepShape = z.object({
  id,
  key: z.string().nullable(),
  name: z.string(),
  question: z.string(),
  hint: z.string(),
  template: z.string().nullable(),
  /** The stage that needs it, per pipeline. A pipeline not listed needs it before the close. */
  deadlines: z.array(z.object({ pipelineId: id, beforeStageId: id })),
});
export type StepShape = z.infer<typeof stepShape>;

/**
 * Where a step stands on one deal. `missed`: its stage (or the close) was entered without it. `not-recorded`: nobody
 * recorded any step on this deal, so nothing can be said. `not-due`: its stage is still to come.
 */
export const stepState = z.enum(["done", "late", "missed", "not-due", "not-recorded"]);
export const stepStanding = z.object({
  stepId: id,
  name: z.string(),
  question: z.string(),
  state: stepState,
  /** One sentence in plain words; a day in it is 2026-10-28, for whoever shows it to say. */
  evidence: z.string(),
  answer: z.string().nullable(),
  saidBy: z.string().nullable(),
  happenedAt: instant.nullable(),
});
export type StepStanding = z.infer<typeof stepStanding>;

export const templateShape = z.object({
  key: z.string(),
  name: z.string(),
  about: z.string(),
  steps: z.array(z.object({ key: z.string(), name: z.string(), question: z.string() })),
});
export type TemplateShape = z.infer<typeof templateShape>;

const stageInput = z.strictObject({ id, name: z.string().trim().min(1).max(200), type: stageType });

export const salesProcessContract = {
  listPipelines: signedIn
    .route({ method: "GET", path: "/pipelines", summary: "Pipelines with their stages" })
    .output(z.object({ rows: z.array(pipelineShape) })),
  savePipeline: signedIn
    .route({ method: "PUT", path: "/pipelines/{id}", summary: "Make or change a pipeline and its stages" })
    .errors({
      STAGE_IN_USE: { status: 409, message: "Deals stand in a stage you removed. Move them first, or keep the stage." },
      STAGES_INCOMPLETE: { status: 422, message: "A pipeline needs at least one open, one won and one lost stage." },
      NAME_TAKEN: { status: 409, message: "There is a pipeline or stage with this name already." },
    })
    .input(z.strictObject({ id, name: z.string().trim().min(1).max(200), stages: z.array(stageInput).min(3).max(50) }))
    .output(pipelineShape),
  listSteps: signedIn
    .route({ method: "GET", path: "/sales-steps", summary: "The steps our process wants done" })
    .output(z.object({ rows: z.array(stepShape) })),
  saveStep: signedIn
    .route({ method: "PUT", path: "/sales-steps/{id}", summary: "Make or change a step" })
    .input(
      z.strictObject({
        id,
        name: z.string().trim().min(1).max(200),
        question: z.string().trim().min(1).max(500),
        hint: z.string().max(1000).default(""),
        deadlines: z.array(z.strictObject({ pipelineId: id, beforeStageId: id })).max(100),
      }),
    )
    .output(stepShape),
  archiveStep: signedIn
    .route({ method: "DELETE", path: "/sales-steps/{id}", summary: "Stop asking for a step; its past answers stay" })
    .input(z.strictObject({ id }))
    .output(z.object({ id })),
  listTemplates: signedIn
    .route({ method: "GET", path: "/step-templates", summary: "Ready sets of steps" })
    .output(z.object({ rows: z.array(templateShape) })),
  applyTemplate: signedIn
    .route({ method: "POST", path: "/step-templates/{key}/apply", summary: "Add a ready set's steps to ours" })
    .input(z.strictObject({ key: z.string().max(100) }))
    .output(z.object({ rows: z.array(stepShape) })),
};
