import type { Tx } from "../../../platform/database/database.ts";
import { type Day, dayOf } from "../../../platform/dates.ts";
import type { Acting } from "../../../platform/http/acting.ts";
import { Refusal } from "../../../platform/refusal.ts";
import type { Session } from "../../../platform/session.ts";
import { isOnAskersSide, mayAnswer, mayReadPackets } from "./access.ts";
import type { PacketAnswer, PacketShape } from "./contract.ts";
import { afterStep, mayOf, mostEntries, type PacketStep } from "./rules.ts";
import { showPacketIn } from "./show-packet.ts";
import {
  insertEntry,
  listEntries,
  lockPacket,
  type StoredEntry,
  type StoredPacket,
  updateNoted,
  updatePacket,
} from "./store.ts";

type Step = { id: string; entryId: string; version: number; words: string };

/** Marketing's answer. Answered again, the newer answer stands. */
export async function answerPacket(
  acting: Acting,
  { answer, dueOn, ...step }: Step & { answer: PacketAnswer; dueOn: Day | null },
): Promise<PacketShape> {
  return takeStep(acting, step, { kind: "answer", answer, dueOn });
}

/** Whether what was promised is done. */
export async function checkPacket(
  acting: Acting,
  { done, dueOn, ...step }: Step & { done: boolean; dueOn: Day | null },
): Promise<PacketShape> {
  return takeStep(acting, step, done ? { kind: "done" } : { kind: "not-yet", dueOn });
}

export async function askAgain(acting: Acting, step: Step): Promise<PacketShape> {
  return takeStep(acting, step, { kind: "ask-again" });
}

export async function withdrawPacket(acting: Acting, step: Step): Promise<PacketShape> {
  return takeStep(acting, step, { kind: "withdraw" });
}

/** Whoever may take this step at all, however the packet stands. */
function mayEver(session: Session, packet: StoredPacket, { kind }: PacketStep): boolean {
  if (kind === "answer" || kind === "not-yet") return mayAnswer(session, packet);
  if (kind === "done") return mayAnswer(session, packet) || isOnAskersSide(session, packet);
  return isOnAskersSide(session, packet);
}

/** Whether it can be taken as the packet stands. */
function isPossible(session: Session, packet: StoredPacket, { kind }: PacketStep): boolean {
  return mayOf(session, packet)[rightTo[kind]];
}

const rightTo = {
  answer: "answer",
  done: "check",
  "not-yet": "postpone",
  "ask-again": "askAgain",
  withdraw: "withdraw",
} as const;

async function takeStep(
  { db, ...asking }: Acting,
  { id, entryId, version, words }: Step,
  step: PacketStep,
): Promise<PacketShape> {
  const { session, now } = asking;
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const { packet, entries } = await lockOf(tx, session, id);
    if (!mayEver(session, packet, step)) throw new Refusal("NOT_ALLOWED");
    // Said again: the answer was lost on its way.
    if (isSaid(session, entries, entryId)) return showPacketIn(tx, asking, id);
    if (packet.version !== version) throw new Refusal("CHANGED_MEANWHILE");
    if (!isPossible(session, packet, step) || entries.length >= mostEntries) throw new Refusal("NOT_NOW");
    const byAsker = packet.askedById === memberId;
    const stepped = afterStep(packet, step, { today: dayOf(now, session.timeZone), byAsker });
    if (stepped === "day-missing") throw new Refusal("DAY_MISSING");
    const { entry: kind, dueOn, after } = stepped;
    const at = new Date(now);
    await insertEntry(tx, workspace, id, { id: entryId, kind, words, dueOn, memberId, at });
    await updatePacket(tx, workspace, id, {
      ...{ state: after.state, answer: after.answer, dueOn: after.dueOn, notedAt: after.isNoted ? at : null },
      ...(step.kind === "answer" ? { answered: { by: memberId, at } } : {}),
      ...(step.kind === "ask-again" ? { askedAt: at } : {}),
    });
    return showPacketIn(tx, asking, id);
  });
}

/** Says something. What somebody else says is news to whoever asked. */
export async function sayOnPacket(
  { db, ...asking }: Acting,
  { id, entryId, words }: Omit<Step, "version">,
): Promise<PacketShape> {
  const { session, now } = asking;
  const { workspace, memberId } = session;
  return db.transaction().execute(async (tx) => {
    const { packet, entries } = await lockOf(tx, session, id);
    if (isSaid(session, entries, entryId)) return showPacketIn(tx, asking, id);
    if (entries.length >= mostEntries) throw new Refusal("TOO_MANY_WORDS");
    const said = { id: entryId, kind: "said" as const, words, dueOn: null, memberId, at: new Date(now) };
    await insertEntry(tx, workspace, id, said);
    if (packet.askedById !== memberId) await updateNoted(tx, workspace, id, null);
    return showPacketIn(tx, asking, id);
  });
}

/** Whoever asked knows what became of it. Noted by somebody else, it stays news to them. */
export async function notePacket({ db, ...asking }: Acting, { id }: { id: string }): Promise<PacketShape> {
  const { session, now } = asking;
  return db.transaction().execute(async (tx) => {
    const { packet } = await lockOf(tx, session, id);
    const isTheirs = packet.askedById === session.memberId || (packet.isAskerGone && isOnAskersSide(session, packet));
    if (!isTheirs) throw new Refusal("NOT_ALLOWED");
    if (!packet.isNoted) await updateNoted(tx, session.workspace, id, new Date(now));
    return showPacketIn(tx, asking, id);
  });
}

async function lockOf(tx: Tx, session: Session, id: string): Promise<{ packet: StoredPacket; entries: StoredEntry[] }> {
  if (!mayReadPackets(session)) throw new Refusal("NOT_ALLOWED");
  const packet = await lockPacket(tx, session.workspace, id);
  if (!packet) throw new Refusal("NOT_FOUND");
  return { packet, entries: await listEntries(tx, session.workspace, id) };
}

/** Whether this entry is there already, of the same person; under an id of somebody else's nothing is said. */
function isSaid({ memberId }: Session, entries: readonly StoredEntry[], entryId: string): boolean {
  const said = entries.find(({ id }) => id === entryId);
  if (said && said.memberId !== memberId) throw new Refusal("CHANGED_MEANWHILE");
  return said !== undefined;
}
