import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { archiveAim, moveAim, restoreAim, saveAim } from "./aims/save-aim.ts";
import { aimShapeOf, listAims, listTakenOut } from "./aims/store.ts";
import { audienceContract } from "./contract.ts";
import { listEarlyLossDeals } from "./early-losses/show-early-losses.ts";
import { askIdealCustomer } from "./ideal-customer/ask-ideal-customer.ts";
import { listCardDeals } from "./ideal-customer/list-card-deals.ts";
import { listFits } from "./ideal-customer/list-fits.ts";
import { showDealFit } from "./ideal-customer/show-deal-fit.ts";
import { findIdealCustomer } from "./ideal-customer/store.ts";
import { keptReports } from "./keep-reports.ts";
import { sayDealAim, showDealAudience } from "./on-deals/say-deal-aim.ts";
import { listAudienceWords, saveAudienceSettings, showAudienceSettings } from "./settings/save-settings.ts";

const api = implement(audienceContract).$context<RequestContext>().use(refusals).use(requireSession);

export const audienceApi = api.router({
  listAims: api.listAims.handler(async ({ context: { db, session }, input: { kind } }) => ({
    rows: (await listAims(db, session.workspace, kind)).map(aimShapeOf),
    takenOut: await listTakenOut(db, session.workspace, kind),
  })),
  saveAim: api.saveAim.handler(({ context, input }) => saveAim(context, input)),
  moveAim: api.moveAim.handler(({ context, input }) => moveAim(context, input)),
  archiveAim: api.archiveAim.handler(({ context, input }) => archiveAim(context, input)),
  restoreAim: api.restoreAim.handler(({ context, input }) => restoreAim(context, input)),
  showDealAudience: api.showDealAudience.handler(({ context, input }) => showDealAudience(context, input)),
  sayDealAim: api.sayDealAim.handler(({ context, input }) => sayDealAim(context, input)),
  showAudienceSettings: api.showAudienceSettings.handler(({ context }) => showAudienceSettings(context)),
  saveAudienceSettings: api.saveAudienceSettings.handler(({ context, input }) => saveAudienceSettings(context, input)),
  listAudienceWords: api.listAudienceWords.handler(({ context }) => listAudienceWords(context)),
  showEarlyLosses: api.showEarlyLosses.handler(({ context, input }) => keptReports.earlyLosses.show(context, input)),
  listEarlyLossDeals: api.listEarlyLossDeals.handler(({ context, input }) => listEarlyLossDeals(context, input)),
  showPersonasOverTime: api.showPersonasOverTime.handler(({ context, input }) =>
    keptReports.overTime.show(context, input),
  ),
  showIdealCustomer: api.showIdealCustomer.handler(({ context: { db, session } }) =>
    findIdealCustomer(db, session.workspace),
  ),
  askIdealCustomer: api.askIdealCustomer.handler(({ context }) => askIdealCustomer(context)),
  listFits: api.listFits.handler(({ context, input }) => listFits(context, input)),
  listCardDeals: api.listCardDeals.handler(({ context, input }) => listCardDeals(context, input)),
  showDealFit: api.showDealFit.handler(({ context, input }) => showDealFit(context, input)),
});
