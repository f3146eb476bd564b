import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import { mayAskMarketing } from "./access.ts";
import type { EvidenceAsked, EvidenceShape, PacketShape } from "./contract.ts";
import { makeEvidence } from "./evidence/make-evidence.ts";
import { showPacketIn } from "./show-packet.ts";
import { findPacket, insertPacket } from "./store.ts";

/** What evidence would be sent with now. */
export async function previewEvidence(
  acting: Acting,
  { evidence }: { evidence: readonly EvidenceAsked[] },
): Promise<{ evidence: EvidenceShape[] }> {
  if (!mayAskMarketing(acting.session)) throw new Refusal("NOT_ALLOWED");
  const made = await makeEvidence(acting, evidence);
  return {
    evidence: made.map(({ deals, ...each }) => ({
      ...each,
      deals: deals.map(({ id, name, status, amount, closedAt }) => ({ id, name, status, amount, closedAt })),
      hiddenDeals: 0,
    })),
  };
}

/** Sends marketing a question, with the evidence as it stands at this moment. */
export async function askMarketing(
  acting: Acting,
  { id, question, evidence }: { id: string; question: string; evidence: readonly EvidenceAsked[] },
): Promise<PacketShape> {
  const { db, session, now } = acting;
  if (!mayAskMarketing(session)) throw new Refusal("NOT_ALLOWED");
  const { workspace, memberId } = session;
  const known = await findPacket(db, workspace, id);
  // Sent twice, it is one packet: the answer to the first was lost on its way.
  const made = known ? [] : await makeEvidence(acting, evidence);
  return db.transaction().execute(async (tx) => {
    const packet = { id, question, askedBy: memberId, at: new Date(now), evidence: made };
    if (known || !(await insertPacket(tx, workspace, packet))) {
      const there = await findPacket(tx, workspace, id);
      if (there?.askedById !== memberId) throw new Refusal("CHANGED_MEANWHILE");
    }
    return showPacketIn(tx, acting, id);
  });
}
