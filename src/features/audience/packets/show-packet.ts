import type { Db } from "../../../platform/database/database.ts";
import { inSnapshot } from "../../../platform/database/in-snapshot.ts";
import { dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { findDebriefReader } from "../../deals/debrief-sharing/find-debrief-reader.ts";
import { findVisibleOwners } from "../../deals/find-visible-deal.ts";
import { fewFor } from "../../insights/access.ts";
import { countLossWriters } from "../../insights/findings/store.ts";
import { mayReadPackets } from "./access.ts";
import type { EvidenceShape, PacketRow, PacketShape } from "./contract.ts";
import { mayOf, turnOf } from "./rules.ts";
import {
  findPacket,
  isMarketingHere,
  listEntries,
  listEvidence,
  type StoredEvidence,
  type StoredPacket,
} from "./store.ts";

export async function showPacket({ db, ...asking }: Acting, { id }: { id: string }): Promise<PacketShape> {
  if (!mayReadPackets(asking.session)) throw new Refusal("NOT_ALLOWED");
  return inSnapshot(db, (snapshot) => showPacketIn(snapshot, asking, id));
}

/** The same within a transaction. */
export async function showPacketIn(db: Db, asking: Omit<Acting, "db">, id: string): Promise<PacketShape> {
  const { session } = asking;
  const { workspace } = session;
  const packet = await findPacket(db, workspace, id);
  if (!packet) throw new Refusal("NOT_FOUND");
  const entries = await listEntries(db, workspace, id);
  return {
    ...packetRowOf(packet, asking, await isMarketingHere(db, workspace)),
    version: packet.version,
    evidence: await showEvidence(db, session, id),
    thread: entries.map(({ memberId, memberName, at, ...entry }) => ({
      ...entry,
      by: someone(memberId, memberName),
      at: at.toISOString(),
    })),
    may: mayOf(session, packet),
  };
}

export function packetRowOf(
  packet: StoredPacket,
  { session, now }: Omit<Acting, "db">,
  hasMarketing: boolean,
): PacketRow {
  const { id, question, state, answer, dueOn, about } = packet;
  return {
    ...{ id, question, state, answer, dueOn, about },
    askedBy: someone(packet.askedById, packet.askedByName),
    askedAt: packet.askedAt.toISOString(),
    answeredBy: someone(packet.answeredById, packet.answeredByName),
    answeredAt: packet.answeredAt?.toISOString() ?? null,
    turn: turnOf(session, packet, { today: dayOf(now, session.timeZone), isMarketingHere: hasMarketing }),
  };
}

const someone = (id: string | null, name: string | null) => (id === null || name === null ? null : { id, name });

/** What was sent, as far as this reader may see it today: deals by whose they are, sums of debriefs by what the team shares. */
async function showEvidence(db: Db, session: Session, id: string): Promise<EvidenceShape[]> {
  const stored = await listEvidence(db, session.workspace, id, await findVisibleOwners(db, session));
  const isPrivate = stored.some(({ kind }) => kind === "reason") && (await isTooFew(db, session));
  return stored.map((evidence) => evidenceOf(evidence, isPrivate));
}

async function isTooFew(db: Db, session: Session): Promise<boolean> {
  const reader = await findDebriefReader(db, session);
  return fewFor(reader, await countLossWriters(db, session.workspace)) !== null;
}

function evidenceOf({ deals, ...evidence }: StoredEvidence, isPrivate: boolean): EvidenceShape {
  const seen = deals.filter(({ isSeen }) => isSeen);
  return {
    ...evidence,
    words:
      evidence.kind === "reason" && isPrivate
        ? "Your team shares no debriefs any more, and too few people wrote them for their sum to be told."
        : evidence.words,
    deals: seen.map(({ id, name, status, amountCents, currency, closedAt }) => ({
      ...{ id, name, status, closedAt: closedAt?.toISOString() ?? null },
      amount: amountCents === null || currency === null ? null : { amountCents, currency },
    })),
    hiddenDeals: deals.length - seen.length,
  };
}
