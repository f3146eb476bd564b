import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { answerStep } from "./answer-step.ts";
import { closeDeal } from "./close-deal.ts";
import { dealsContract } from "./contract.ts";
import { listActivities } from "./list-activities.ts";
import { listCompetitors } from "./list-competitors.ts";
import { listDeals } from "./list-deals.ts";
import { logActivity } from "./log-activity.ts";
import { moveDeal } from "./move-deal.ts";
import { nameCompetitor } from "./name-competitor.ts";
import { reopenDeal } from "./reopen-deal.ts";
import { removeContact, saveContact } from "./save-contact.ts";
import { saveDeal } from "./save-deal.ts";
import { showDeal } from "./show-deal.ts";
import { snoozeDeal, wakeDeal } from "./snooze-deal.ts";
import { takeBack } from "./take-back.ts";

const api = implement(dealsContract).$context<RequestContext>().use(refusals).use(requireSession);

export const dealsApi = api.router({
  listDeals: api.listDeals.handler(({ context, input }) => listDeals(context, input)),
  showDeal: api.showDeal.handler(({ context, input }) => showDeal(context, input)),
  saveDeal: api.saveDeal.handler(({ context, input }) => saveDeal(context, input)),
  moveDeal: api.moveDeal.handler(({ context, input }) => moveDeal(context, input)),
  closeDeal: api.closeDeal.handler(({ context, input }) => closeDeal(context, input)),
  takeBack: api.takeBack.handler(({ context, input }) => takeBack(context, input)),
  nameCompetitor: api.nameCompetitor.handler(({ context, input }) => nameCompetitor(context, input)),
  listCompetitors: api.listCompetitors.handler(({ context }) => listCompetitors(context)),
  reopenDeal: api.reopenDeal.handler(({ context, input }) => reopenDeal(context, input)),
  snoozeDeal: api.snoozeDeal.handler(({ context, input }) => snoozeDeal(context, input)),
  wakeDeal: api.wakeDeal.handler(({ context, input }) => wakeDeal(context, input)),
  saveContact: api.saveContact.handler(({ context, input }) => saveContact(context, input)),
  removeContact: api.removeContact.handler(({ context, input }) => removeContact(context, input)),
  logActivity: api.logActivity.handler(({ context, input }) => logActivity(context, input)),
  listActivities: api.listActivities.handler(({ context, input }) => listActivities(context, input)),
  answerStep: api.answerStep.handler(({ context, input }) => answerStep(context, input)),
});
