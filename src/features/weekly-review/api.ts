import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { weeklyReviewContract } from "./contract.ts";
import { showWeek } from "./show-week.ts";

const api = implement(weeklyReviewContract).$context<RequestContext>().use(refusals).use(requireSession);

export const weeklyReviewApi = api.router({
  showWeek: api.showWeek.handler(({ context, input }) => showWeek(context, input)),
});
