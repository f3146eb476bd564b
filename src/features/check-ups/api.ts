import { implement } from "@orpc/server";
import { z } from "zod";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../platform/http/paging.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { showBrief } from "./brief/show-brief.ts";
import { checkUpsContract } from "./contract.ts";
import { finishCheckUp } from "./finish-check-up.ts";
import { listDaysOfCalls } from "./month/store.ts";
import { removeOfferChange, saveOfferChange } from "./offer-changes/save-offer-change.ts";
import { listOfferChanges } from "./offer-changes/store.ts";
import { proposeCheckUpOfDeal } from "./propose-check-up.ts";
import { saveCheckUp } from "./save-check-up.ts";
import { startWinBack } from "./start-win-back.ts";
import { listCheckUps } from "./store.ts";
import { undoCheckUp } from "./undo-check-up.ts";
import { showWinBacks } from "./win-back-rate/show-win-backs.ts";

const place = z.strictObject({ dueOn: z.iso.date(), doneAt: z.iso.datetime().nullable(), id: z.uuid() });

const api = implement(checkUpsContract).$context<RequestContext>().use(refusals).use(requireSession);

export const checkUpsApi = api.router({
  proposeCheckUp: api.proposeCheckUp.handler(({ context, input }) => proposeCheckUpOfDeal(context, input)),
  listCheckUps: api.listCheckUps.handler(async ({ context: { db, session }, input }) => {
    const { after, limit, ...filter } = input;
    const visible = await findVisibleOwners(db, session);
    const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
    const rows = await listCheckUps(db, session.workspace, { ...filter, visible }, page);
    return pageFrom(rows, limit, ({ dueOn, doneAt, id }) => ({ dueOn, doneAt, id }));
  }),
  saveCheckUp: api.saveCheckUp.handler(({ context, input }) => saveCheckUp(context, input)),
  finishCheckUp: api.finishCheckUp.handler(({ context, input }) => finishCheckUp(context, input)),
  undoCheckUp: api.undoCheckUp.handler(({ context, input }) => undoCheckUp(context, input)),
  startWinBack: api.startWinBack.handler(({ context, input }) => startWinBack(context, input)),
  showCalendar: api.showCalendar.handler(async ({ context: { db, session }, input }) => {
    const { from, to, each, ownerId } = input;
    const filter = { visible: await findVisibleOwners(db, session), dueFrom: from, dueBy: to, ownerId };
    return { days: await listDaysOfCalls(db, session.workspace, filter, each) };
  }),
  showBrief: api.showBrief.handler(({ context, input }) => showBrief(context, input)),
  listOfferChanges: api.listOfferChanges.handler(async ({ context: { db, session } }) => ({
    rows: await listOfferChanges(db, session.workspace),
  })),
  saveOfferChange: api.saveOfferChange.handler(({ context, input }) => saveOfferChange(context, input)),
  removeOfferChange: api.removeOfferChange.handler(({ context, input }) => removeOfferChange(context, input)),
  showWinBacks: api.showWinBacks.handler(({ context, input }) => showWinBacks(context, input)),
});
