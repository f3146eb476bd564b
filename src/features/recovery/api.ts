import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { saveAgreements, showAgreements } from "./agreements/show-agreements.ts";
import { showBreather } from "./breathers/show-breather.ts";
import { endBreather, takeBreather } from "./breathers/take-breather.ts";
import { showComebackRecord } from "./comeback-record/show-comeback-record.ts";
import { recoveryContract } from "./contract.ts";
import { bookBlock } from "./filling-blocks/book-block.ts";
import { logEffort, removeEffort } from "./filling-blocks/log-effort.ts";
import { moveBlock } from "./filling-blocks/move-block.ts";
import { proposeBlock } from "./filling-blocks/propose-block.ts";
import { beginBlock, dropBlock, extendBlock, finishBlock, resumeBlock } from "./filling-blocks/run-block.ts";
import { listBlocks, listNextCalls, showBlock } from "./filling-blocks/show-blocks.ts";
import { listQuotas } from "./quota-gap/list-quotas.ts";
import { removeQuota, saveQuota } from "./quota-gap/save-quota.ts";
import { showQuotaGap } from "./quota-gap/show-quota-gap.ts";
import { openReset } from "./resets/open-reset.ts";
import { setReset, undoReset } from "./resets/set-reset.ts";
import { showReset } from "./resets/show-reset.ts";
import { showWhatNow } from "./what-now/show-what-now.ts";

const api = implement(recoveryContract).$context<RequestContext>().use(refusals).use(requireSession);

export const recoveryApi = api.router({
  showWhatNow: api.showWhatNow.handler(({ context, input }) => showWhatNow(context, input)),
  showBreather: api.showBreather.handler(({ context }) => showBreather(context)),
  takeBreather: api.takeBreather.handler(({ context, input }) => takeBreather(context, input)),
  endBreather: api.endBreather.handler(({ context, input }) => endBreather(context, input)),
  openReset: api.openReset.handler(({ context, input }) => openReset(context, input)),
  showReset: api.showReset.handler(({ context, input }) => showReset(context, input)),
  setReset: api.setReset.handler(({ context, input }) => setReset(context, input)),
  undoReset: api.undoReset.handler(({ context, input }) => undoReset(context, input)),
  showAgreements: api.showAgreements.handler(({ context }) => showAgreements(context)),
  saveAgreements: api.saveAgreements.handler(({ context, input }) => saveAgreements(context, input)),
  showComebackRecord: api.showComebackRecord.handler(({ context, input }) => showComebackRecord(context, input)),
  proposeBlock: api.proposeBlock.handler(({ context }) => proposeBlock(context)),
  listBlocks: api.listBlocks.handler(({ context, input }) => listBlocks(context, input)),
  showBlock: api.showBlock.handler(({ context, input }) => showBlock(context, input)),
  listNextCalls: api.listNextCalls.handler(({ context, input }) => listNextCalls(context, input)),
  bookBlock: api.bookBlock.handler(({ context, input }) => bookBlock(context, input)),
  moveBlock: api.moveBlock.handler(({ context, input }) => moveBlock(context, input)),
  beginBlock: api.beginBlock.handler(({ context, input }) => beginBlock(context, input)),
  extendBlock: api.extendBlock.handler(({ context, input }) => extendBlock(context, input)),
  finishBlock: api.finishBlock.handler(({ context, input }) => finishBlock(context, input)),
  dropBlock: api.dropBlock.handler(({ context, input }) => dropBlock(context, input)),
  resumeBlock: api.resumeBlock.handler(({ context, input }) => resumeBlock(context, input)),
  logEffort: api.logEffort.handler(({ context, input }) => logEffort(context, input)),
  removeEffort: api.removeEffort.handler(({ context, input }) => removeEffort(context, input)),
  listQuotas: api.listQuotas.handler(({ context, input }) => listQuotas(context, input)),
  saveQuota: api.saveQuota.handler(({ context, input }) => saveQuota(context, input)),
  removeQuota: api.removeQuota.handler(({ context, input }) => removeQuota(context, input)),
  showQuotaGap: api.showQuotaGap.handler(({ context, input }) => showQuotaGap(context, input)),
});
