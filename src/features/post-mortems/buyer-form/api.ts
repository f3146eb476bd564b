import { implement } from "@orpc/server";
import { type RequestContext, refusals } from "../../../platform/http/acting.ts";
import { optOutByLetter, saveOptOut } from "../invitations/opt-out.ts";
import { buyerFormContract } from "./contract.ts";
import { openForm } from "./open-form.ts";
import { giveAnswers, saveAnswers } from "./save-answers.ts";
import { openFormLinks } from "./use-form-link.ts";

/** For whoever holds a link; nobody is signed in. */
export function createBuyerFormApi() {
  const byLink = openFormLinks();
  const api = implement(buyerFormContract).$context<RequestContext>().use(refusals);
  return api.router({
    openForm: api.openForm.handler(({ context, input }) => byLink(context, input.secret, openForm)),
    saveAnswers: api.saveAnswers.handler(({ context, input: { secret, ...written } }) =>
      byLink(context, secret, (answering) => saveAnswers(answering, written)),
    ),
    giveAnswers: api.giveAnswers.handler(({ context, input: { secret, ...written } }) =>
      byLink(context, secret, (answering) => giveAnswers(answering, written)),
    ),
    optOut: api.optOut.handler(({ context, input: { secret, optedOut } }) =>
      byLink(context, secret, async ({ db, now, link }) => {
        const { workspace, invitationId } = link;
        await db.transaction().execute((tx) => saveOptOut(tx, workspace, invitationId, { optedOut, now }));
        return { optedOut };
      }),
    ),
    optOutByLetter: api.optOutByLetter.handler(({ context, input }) => optOutByLetter(context, input)),
  });
}
