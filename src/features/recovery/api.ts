import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { saveAgreements, showAgreements } from "./agreements/show-agreements.ts";
import { showBreather } from "./breathers/show-breather.ts";
import { endBreather, takeBreather } from "./breathers/take-breather.ts";
import { showComebackRecord } from "./comeback-record/show-comeback-record.ts";
import { recoveryContract } from "./contract.ts";
import { openReset } from "./resets/open-reset.ts";
import { setReset, undoReset } from "./resets/set-reset.ts";
import { showWhatNow } from "./what-now/show-what-now.ts";

const api = implement(recoveryContract).$context<RequestContext>().use(refusals).use(requireSession);

export const recoveryApi = api.router({
  showWhatNow: api.showWhatNow.handler(({ context, input }) => showWhatNow(context, input)),
  showBreather: api.showBreather.handler(({ context }) => showBreather(context)),
  takeBreather: api.takeBreather.handler(({ context, input }) => takeBreather(context, input)),
  endBreather: api.endBreather.handler(({ context, input }) => endBreather(context, input)),
  openReset: api.openReset.handler(({ context, input }) => openReset(context, input)),
  setReset: api.setReset.handler(({ context, input }) => setReset(context, input)),
  undoReset: api.undoReset.handler(({ context, input }) => undoReset(context, input)),
  showAgreements: api.showAgreements.handler(({ context }) => showAgreements(context)),
  saveAgreements: api.saveAgreements.handler(({ context, input }) => saveAgreements(context, input)),
  showComebackRecord: api.showComebackRecord.handler(({ context, input }) => showComebackRecord(context, input)),
});
