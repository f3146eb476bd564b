import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../../platform/http/acting.ts";
import { invitationsContract } from "./contract.ts";
import { previewInvitation, type Sending } from "./preview-invitation.ts";
import { sendInvitation } from "./send-invitation.ts";
import { makeLinkToForm, settleInvitation } from "./settle-invitation.ts";
import { showInvitations } from "./show-invitations.ts";

export function createInvitationsApi(sending: Sending) {
  const api = implement(invitationsContract).$context<RequestContext>().use(refusals).use(requireSession);
  return api.router({
    listInvitations: api.listInvitations.handler(({ context, input }) => showInvitations(context, input.postMortemId)),
    previewInvitation: api.previewInvitation.handler(({ context, input }) =>
      previewInvitation(context, sending, input),
    ),
    sendInvitation: api.sendInvitation.handler(({ context, input }) => sendInvitation(context, input)),
    makeFormLink: api.makeFormLink.handler(({ context, input }) => makeLinkToForm(context, sending.publicUrl, input)),
    settleInvitation: api.settleInvitation.handler(({ context, input }) => settleInvitation(context, input)),
  });
}
