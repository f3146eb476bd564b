import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { reasonsContract } from "./contract.ts";
import { listRepairsOf } from "./repairs/store.ts";
import { saveReason } from "./save-reason.ts";
import { saveRepair } from "./save-repair.ts";
import { listReasonsOf } from "./store.ts";
import { watchSteps } from "./watch-steps.ts";

const api = implement(reasonsContract).$context<RequestContext>().use(refusals).use(requireSession);

export const reasonsApi = api.router({
  listReasons: api.listReasons.handler(async ({ context: { db, session } }) => ({
    rows: await listReasonsOf(db, session.workspace),
  })),
  saveReason: api.saveReason.handler(({ context, input }) => saveReason(context, input)),
  listRepairs: api.listRepairs.handler(async ({ context: { db, session } }) => ({
    rows: await listRepairsOf(db, session.workspace),
  })),
  saveRepair: api.saveRepair.handler(({ context, input }) => saveRepair(context, input)),
  watchSteps: api.watchSteps.handler(({ context, input }) => watchSteps(context, input)),
});
