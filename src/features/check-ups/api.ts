import { implement } from "@orpc/server";
import { z } from "zod";
import { type RequestContext, refusals, requireSession } from "../../platform/http/acting.ts";
import { decodePlace, pageFrom } from "../../platform/http/paging.ts";
import { findVisibleOwners } from "../deals/find-visible-deal.ts";
import { checkUpsContract } from "./contract.ts";
import { finishCheckUp } from "./finish-check-up.ts";
import { proposeCheckUpOfDeal } from "./propose-check-up.ts";
import { saveCheckUp } from "./save-check-up.ts";
import { listCheckUps } from "./store.ts";

const place = z.strictObject({ dueOn: z.iso.date(), id: z.uuid() });

const api = implement(checkUpsContract).$context<RequestContext>().use(refusals).use(requireSession);

export const checkUpsApi = api.router({
  proposeCheckUp: api.proposeCheckUp.handler(({ context, input }) => proposeCheckUpOfDeal(context, input)),
  listCheckUps: api.listCheckUps.handler(async ({ context: { db, session }, input }) => {
    const { after, limit, ...filter } = input;
    const visible = await findVisibleOwners(db, session);
    const page = { after: after ? decodePlace(after, place) : null, limit: limit + 1 };
    const rows = await listCheckUps(db, session.workspace, { ...filter, visible }, page);
    return pageFrom(rows, limit, ({ dueOn, id }) => ({ dueOn, id }));
  }),
  saveCheckUp: api.saveCheckUp.handler(({ context, input }) => saveCheckUp(context, input)),
  finishCheckUp: api.finishCheckUp.handler(({ context, input }) => finishCheckUp(context, input)),
});
