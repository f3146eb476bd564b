import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { remindersContract } from "./contract.ts";
import { endMails } from "./end-mails.ts";
import { savePreferences, showPreferences } from "./save-preferences.ts";

const everybody = implement(remindersContract).$context<RequestContext>().use(refusals);
const api = everybody.use(requireSession);

export const remindersApi = everybody.router({
  showPreferences: api.showPreferences.handler(({ context }) => showPreferences(context)),
  savePreferences: api.savePreferences.handler(({ context, input }) => savePreferences(context, input)),
  unsubscribe: everybody.unsubscribe.handler(({ context, input }) => endMails(context, input)),
});
