import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { adoptPractice } from "./adopt-practice.ts";
import { playbookContract } from "./contract.ts";
import { draftPractice } from "./draft-practice.ts";
import { findDrafted, listPracticeChanges, listPractices, showPlaybook } from "./list-practices.ts";
import { showOutcomes } from "./outcomes/show-outcomes.ts";
import { planUses } from "./plan-uses.ts";
import { retirePractice } from "./retire-practice.ts";
import { askReview, sendBack } from "./review-practice.ts";
import { savePractice } from "./save-practice.ts";
import { showPractice } from "./show-practice.ts";
import { dropUse, finishUse } from "./uses/finish-use.ts";
import { listDealPractices, listPracticeDeals, listPracticeUses } from "./uses/list-uses.ts";

const api = implement(playbookContract).$context<RequestContext>().use(refusals).use(requireSession);

export const playbookApi = api.router({
  showPlaybook: api.showPlaybook.handler(({ context }) => showPlaybook(context)),
  listPractices: api.listPractices.handler(({ context, input }) => listPractices(context, input)),
  showPractice: api.showPractice.handler(({ context, input }) => showPractice(context, input)),
  listPracticeChanges: api.listPracticeChanges.handler(({ context, input }) => listPracticeChanges(context, input)),
  findDrafted: api.findDrafted.handler(({ context, input }) => findDrafted(context, input)),
  draftPractice: api.draftPractice.handler(({ context, input }) => draftPractice(context, input)),
  savePractice: api.savePractice.handler(({ context, input }) => savePractice(context, input)),
  askReview: api.askReview.handler(({ context, input }) => askReview(context, input)),
  sendBack: api.sendBack.handler(({ context, input }) => sendBack(context, input)),
  adoptPractice: api.adoptPractice.handler(({ context, input }) => adoptPractice(context, input)),
  retirePractice: api.retirePractice.handler(({ context, input }) => retirePractice(context, input)),
  listPracticeDeals: api.listPracticeDeals.handler(({ context, input }) => listPracticeDeals(context, input)),
  listDealPractices: api.listDealPractices.handler(({ context, input }) => listDealPractices(context, input)),
  listPracticeUses: api.listPracticeUses.handler(({ context, input }) => listPracticeUses(context, input)),
  planUses: api.planUses.handler(async ({ context, input }) => ({ rows: await planUses(context, input) })),
  finishUse: api.finishUse.handler(({ context, input }) => finishUse(context, input)),
  dropUse: api.dropUse.handler(({ context, input }) => dropUse(context, input)),
  showOutcomes: api.showOutcomes.handler(({ context, input }) => showOutcomes(context, input)),
});
