import { randomUUID } from "node:crypto";
import { addDays, addMonths, dayMs, dayOf, type Instant } from "../../platform/dates.ts";
import type { Acting } from "../../platform/http/acting.ts";
import type { Session } from "../../platform/session.ts";
import { mayAskMarketing } from "../audience/packets/access.ts";
import { askMarketing } from "../audience/packets/ask-marketing.ts";
import type { EvidenceAsked, PacketShape } from "../audience/packets/contract.ts";
import { answerPacket, checkPacket, notePacket } from "../audience/packets/step-packet.ts";
import { listTeam } from "../team/store.ts";
import { onAWeekday, type Scene } from "./record-past-work.ts";
import { filterOf, type ToldPacket, toldPackets } from "./told-packets.ts";

/** What leads asked of marketing over the last months: answered, promised, done, and some of it still waiting. */
export async function recordPackets(scene: Scene): Promise<void> {
  const team = await listTeam(scene.db, scene.workspace);
  const managers = team.filter(({ role }) => role === "manager");
  const marketing = team.find(({ role }) => role === "marketing");
  if (!marketing) return;
  for (const told of toldPackets) {
    const manager = told.by === "viewer" ? undefined : managers[told.by];
    const asker = manager ? scene.sessionOf(manager.id) : scene.viewer;
    if (mayAskMarketing(asker)) await recordOne(scene, told, { asker, answerer: scene.sessionOf(marketing.id) });
  }
}

type Sides = { asker: Session; answerer: Session };

async function recordOne({ db, now, timeZone }: Scene, told: ToldPacket, { asker, answerer }: Sides): Promise<void> {
  const askedAt = onAWeekday(now - told.daysAgo * dayMs);
  const by = (session: Session, daysLater: number): Acting => ({
    ...{ db, session, now: Math.min(now, onAWeekday(askedAt + daysLater * dayMs)) },
  });
  let packet = await askMarketing(by(asker, 0), {
    ...{ id: randomUUID(), question: told.question, evidence: evidenceOf(told, askedAt, timeZone) },
  });
  const { answer, noted, done } = told;
  if (!answer) return;
  const dueOn = answer.dueInDays === undefined ? null : addDays(dayOf(askedAt, timeZone), answer.dueInDays);
  packet = await answerPacket(by(answerer, answer.daysLater), {
    ...stepOn(packet, answer.words),
    ...{ answer: answer.answer, dueOn },
  });
  if (noted) packet = await notePacket(by(asker, answer.daysLater + 1), { id: packet.id });
  if (!done) return;
  await checkPacket(by(answerer, done.daysLater), { ...stepOn(packet, done.words), done: true, dueOn: null });
  await notePacket(by(asker, done.daysLater + 1), { id: packet.id });
}

const stepOn = ({ id, version }: PacketShape, words: string) => ({ id, version, words, entryId: randomUUID() });

function evidenceOf(told: ToldPacket, askedAt: Instant, timeZone: string): EvidenceAsked[] {
  const until = dayOf(askedAt, timeZone);
  const filter = filterOf(told, addMonths(until, -told.months), until);
  return [
    { kind: "figure", filter },
    ...(told.withDeals ? [{ kind: "figure-deals" as const, filter, figure: "lost" as const }] : []),
  ];
}
