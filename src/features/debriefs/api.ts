import { implement } from "@orpc/server";
import { z } from "zod";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../platform/http/paging.ts";
import { findDebriefReader } from "../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleDeal, findVisibleOwners } from "../deals/find-visible-deal.ts";
import { debriefsContract } from "./contract.ts";
import { deleteFeelings } from "./feelings/delete-feelings.ts";
import { listMyFeelings } from "./feelings/list-my-feelings.ts";
import { saveFeelings } from "./feelings/save-feelings.ts";
import { showFeelings } from "./feelings/show-feelings.ts";
import { openDebrief } from "./open-debrief.ts";
import { mergeLimits, saveLimit, showLimit, splitLimit } from "./product-limits/keep-limits.ts";
import { limitDealOf, listLimitDeals, listProductLimits } from "./product-limits/store.ts";
import { showReasonQuality } from "./reason-quality/show-reason-quality.ts";
import { recordDebrief } from "./record-debrief.ts";
import { saveDraft } from "./save-draft.ts";
import { debriefShownTo, listDebriefs } from "./store.ts";
import { listWaitingDebriefs } from "./waiting/show-waiting.ts";

const placeOfLimit = z.strictObject({ lastNamedAt: z.iso.datetime().nullable(), id: z.uuid() });
const placeOfDeal = z.strictObject({ recordedAt: z.iso.datetime(), debriefId: z.uuid(), reasonId: z.uuid() });

const api = implement(debriefsContract).$context<RequestContext>().use(refusals).use(requireSession);

export const debriefsApi = api.router({
  showReasonQuality: api.showReasonQuality.handler(({ context }) => showReasonQuality(context)),
  openDebrief: api.openDebrief.handler(({ context, input }) => openDebrief(context, input)),
  saveDraft: api.saveDraft.handler(({ context, input }) => saveDraft(context, input)),
  recordDebrief: api.recordDebrief.handler(({ context, input }) => recordDebrief(context, input)),
  showFeelings: api.showFeelings.handler(({ context, input }) => showFeelings(context, input)),
  saveFeelings: api.saveFeelings.handler(({ context, input }) => saveFeelings(context, input)),
  deleteFeelings: api.deleteFeelings.handler(({ context, input }) => deleteFeelings(context, input)),
  listMyFeelings: api.listMyFeelings.handler(({ context, input }) => listMyFeelings(context, input)),
  listDebriefs: api.listDebriefs.handler(async ({ context: { db, session }, input }) => {
    const { id, ownerId } = await findVisibleDeal(db, session, input.dealId);
    const reader = await findDebriefReader(db, session);
    const rows = await listDebriefs(db, session.workspace, id);
    return { rows: rows.map((one) => debriefShownTo(reader, one, ownerId)) };
  }),
  listWaiting: api.listWaiting.handler(({ context, input }) => listWaitingDebriefs(context, input)),
  listProductLimits: api.listProductLimits.handler(async ({ context: { db, session }, input }) => {
    const visible = await findVisibleOwners(db, session);
    const after = input.after ? decodePlace(input.after, placeOfLimit) : null;
    const reader = await findDebriefReader(db, session);
    const rows = await listProductLimits(db, session.workspace, visible, reader, { after, limit: input.limit + 1 });
    return pageFrom(rows, input.limit, ({ lastNamedAt, id }) => ({ lastNamedAt, id }));
  }),
  listLimitDeals: api.listLimitDeals.handler(async ({ context: { db, session }, input }) => {
    const visible = await findVisibleOwners(db, session);
    const after = input.after ? decodePlace(input.after, placeOfDeal) : null;
    const { id } = await showLimit(db, session, input.id);
    const page = { after, limit: input.limit + 1 };
    const rows = await listLimitDeals(db, session.workspace, visible, await findDebriefReader(db, session), id, page);
    const { rows: shown, next } = pageFrom(rows, input.limit, ({ recordedAt, debriefId, reasonId }) => ({
      recordedAt: recordedAt.toISOString(),
      debriefId,
      reasonId,
    }));
    return { rows: shown.map(limitDealOf), next };
  }),
  saveLimit: api.saveLimit.handler(({ context, input }) => saveLimit(context, input)),
  mergeLimits: api.mergeLimits.handler(({ context, input }) => mergeLimits(context, input)),
  splitLimit: api.splitLimit.handler(({ context, input }) => splitLimit(context, input)),
});
