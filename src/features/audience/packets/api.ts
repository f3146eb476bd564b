import { implement } from "@orpc/server";
import { type RequestContext, refusals, requireSession } from "../../../platform/http/acting.ts";
import { askMarketing, previewEvidence } from "./ask-marketing.ts";
import { packetsContract } from "./contract.ts";
import { listPackets } from "./list-packets.ts";
import { showPacket } from "./show-packet.ts";
import { answerPacket, askAgain, checkPacket, notePacket, sayOnPacket, withdrawPacket } from "./step-packet.ts";

const api = implement(packetsContract).$context<RequestContext>().use(refusals).use(requireSession);

export const packetsApi = api.router({
  listPackets: api.listPackets.handler(({ context, input }) => listPackets(context, input)),
  showPacket: api.showPacket.handler(({ context, input }) => showPacket(context, input)),
  previewEvidence: api.previewEvidence.handler(({ context, input }) => previewEvidence(context, input)),
  askMarketing: api.askMarketing.handler(({ context, input }) => askMarketing(context, input)),
  answerPacket: api.answerPacket.handler(({ context, input }) => answerPacket(context, input)),
  sayOnPacket: api.sayOnPacket.handler(({ context, input }) => sayOnPacket(context, input)),
  checkPacket: api.checkPacket.handler(({ context, input }) => checkPacket(context, input)),
  askAgain: api.askAgain.handler(({ context, input }) => askAgain(context, input)),
  withdrawPacket: api.withdrawPacket.handler(({ context, input }) => withdrawPacket(context, input)),
  notePacket: api.notePacket.handler(({ context, input }) => notePacket(context, input)),
});
