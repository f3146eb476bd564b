import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../../platform/http/acting.ts";
import { addRates, removeRates } from "./change-rates.ts";
import { currencyRatesContract } from "./contract.ts";
import { listRates } from "./list-rates.ts";

const api = implement(currencyRatesContract).$context<RequestContext>().use(refusals).use(requireSession);

export const currencyRatesApi = api.router({
  listRates: api.listRates.handler(({ context, input }) => listRates(context, input)),
  addRates: api.addRates.handler(({ context, input }) => addRates(context, input)),
  removeRates: api.removeRates.handler(({ context, input }) => removeRates(context, input)),
});
