import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { askToClearDemo } from "./clear-demo.ts";
import { demoTeamContract } from "./contract.ts";
import { askToLoadDemo } from "./load-demo.ts";
import { showDemo } from "./show-demo.ts";

const api = implement(demoTeamContract).$context<RequestContext>().use(refusals).use(requireSession);

export const demoTeamApi = api.router({
  showDemo: api.showDemo.handler(({ context }) => showDemo(context)),
  loadDemo: api.loadDemo.handler(({ context }) => askToLoadDemo(context)),
  clearDemo: api.clearDemo.handler(({ context }) => askToClearDemo(context)),
});
