import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { redFlagsContract } from "./contract.ts";
import { previewFlag } from "./preview-flag.ts";
import { listFieldsOf } from "./profile/store.ts";
import { readDeal } from "./read-deal.ts";
import { saveFlag } from "./save-flag.ts";
import { listFlagsOf } from "./store.ts";

const api = implement(redFlagsContract).$context<RequestContext>().use(refusals).use(requireSession);

export const redFlagsApi = api.router({
  listFlags: api.listFlags.handler(async ({ context: { db, session } }) => ({
    rows: await listFlagsOf(db, session.workspace),
  })),
  saveFlag: api.saveFlag.handler(({ context, input }) => saveFlag(context, input)),
  previewFlag: api.previewFlag.handler(({ context, input }) => previewFlag(context, input)),
  listFields: api.listFields.handler(async ({ context: { db, session } }) => ({
    rows: await listFieldsOf(db, session.workspace),
  })),
  readDeal: api.readDeal.handler(({ context, input }) => readDeal(context, input)),
});
