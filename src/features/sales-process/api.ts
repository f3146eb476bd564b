import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { applyTemplate } from "./apply-template.ts";
import { archiveStep } from "./archive-step.ts";
import { salesProcessContract } from "./contract.ts";
import { savePipeline } from "./save-pipeline.ts";
import { saveStep } from "./save-step.ts";
import { listStepsOf } from "./steps/store.ts";
import { listPipelinesOf } from "./store.ts";
import { stepTemplates } from "./templates/rules.ts";

const api = implement(salesProcessContract).$context<RequestContext>().use(refusals).use(requireSession);

export const salesProcessApi = api.router({
  listPipelines: api.listPipelines.handler(async ({ context: { db, session } }) => ({
    rows: await listPipelinesOf(db, session.workspace),
  })),
  savePipeline: api.savePipeline.handler(({ context, input }) => savePipeline(context, input)),
  listSteps: api.listSteps.handler(async ({ context: { db, session } }) => ({
    rows: await listStepsOf(db, session.workspace),
  })),
  saveStep: api.saveStep.handler(({ context, input }) => saveStep(context, input)),
  archiveStep: api.archiveStep.handler(({ context, input }) => archiveStep(context, input)),
  listTemplates: api.listTemplates.handler(() => ({ rows: stepTemplates })),
  applyTemplate: api.applyTemplate.handler(({ context, input }) => applyTemplate(context, input)),
});
