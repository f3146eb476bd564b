import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { showComebackRecord } from "./comeback-record/show-comeback-record.ts";
import { recoveryContract } from "./contract.ts";

const api = implement(recoveryContract).$context<RequestContext>().use(refusals).use(requireSession);

export const recoveryApi = api.router({
  showComebackRecord: api.showComebackRecord.handler(({ context, input }) => showComebackRecord(context, input)),
});
