import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { todayContract } from "./contract.ts";
import { showToday } from "./show-today.ts";

const api = implement(todayContract).$context<RequestContext>().use(refusals).use(requireSession);

export const todayApi = api.router({
  showToday: api.showToday.handler(({ context, input }) => showToday(context, input)),
});
