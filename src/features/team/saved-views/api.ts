import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../../platform/http/acting.ts";
import { savedViewsContract } from "./contract.ts";
import { listViews, removeView, saveView } from "./keep-views.ts";

const api = implement(savedViewsContract).$context<RequestContext>().use(refusals).use(requireSession);

export const savedViewsApi = api.router({
  listViews: api.listViews.handler(({ context, input }) => listViews(context, input)),
  saveView: api.saveView.handler(({ context, input }) => saveView(context, input)),
  removeView: api.removeView.handler(({ context, input }) => removeView(context, input)),
});
