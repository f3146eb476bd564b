import { randomUUID } from "node:crypto";
import type { Logger } from "pino";
import type { Database } from "../../platform/database/database.ts";
import { addDays, dayOf, type Instant } from "../../platform/dates.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import { askDelivery } from "../mail/ask-delivery.ts";
import { insertMails, type NewMail } from "../mail/store.ts";
import type { WorkingCalendar } from "../team/working-calendar/rules.ts";
import { findWorkingCalendar } from "../team/working-calendar/store.ts";
import { gatherDigest } from "./gather-digest.ts";
import {
  blockNoticeMs,
  blocksToAnnounce,
  coveredUntil,
  isDigestDue,
  isMorning,
  nextMorning,
  returnsToTell,
} from "./rules.ts";
import {
  insertMissingPreferences,
  listCallsDue,
  listTurns,
  listUntoldBlocks,
  listUntoldReturns,
  type NextTurn,
  type Share,
  type Turn,
  updateTurns,
} from "./store.ts";
import { writeDigest } from "./write-digest.ts";
import { type Written, writeBlockReminder, writeCallsReminder, writeReturnReminder } from "./write-reminder.ts";

type Running = { db: Database; now: Instant; signal: AbortSignal; log?: Logger };

/** Written in one step. */
const step = 500;
/** Looked for at a time; where there are as many, others may help. */
const atOnce = 2_000;
const turnsAtOnce = 100;
/** Then other jobs have their turn. */
const longestRunMs = 10_000;

/**
 * Writes into the outbox what is due now: announcements of blocks, ends of breathers, and whatever the mornings of people
 * bring. Each has a key of its own in the outbox, so it is written once however many look at once. Says whether there may be
 * more.
 */
export async function writeReminders(running: Running, share: Share): Promise<{ mayBeMore: boolean }> {
  const { db, now, signal } = running;
  const began = performance.now();
  const isOver = () => signal.aborted || performance.now() - began > longestRunMs;
  await insertMissingPreferences(db, now, 10_000);

  const moments = [writeBlocks, writeReturns, takeTurns];
  for (const write of moments) {
    for (;;) {
      if (isOver()) return { mayBeMore: true };
      const isFull = await write(running, share);
      if (!isFull) break;
      // Whoever looks for everything leaves a crowd to those who share it.
      if (share === null) return { mayBeMore: true };
    }
  }
  return { mayBeMore: false };
}

type Mail = Omit<NewMail, "id" | "subject" | "content"> & Written;

/** Puts them into the outbox, some at a time, each time with the job that sends them. */
async function writeMails(db: Database, now: Instant, mails: readonly Mail[]): Promise<void> {
  for (let from = 0; from < mails.length; from += step) {
    const some = mails.slice(from, from + step).map((mail) => ({ ...mail, id: randomUUID() }));
    await db.transaction().execute(async (tx) => {
      await insertMails(tx, some, now);
      if (some[0]) await askDelivery(tx);
    });
  }
}

async function writeBlocks({ db, now }: Running, share: Share): Promise<boolean> {
  const notice = { noticeMs: blockNoticeMs, limit: atOnce };
  const blocks = await listUntoldBlocks(db, { share }, blocksToAnnounce(now), notice);
  const mails = blocks.map((block) => ({
    ...{ workspace: block.workspace, memberId: block.memberId, kind: "reminder" as const, isPrivate: true },
    dedupeKey: block.dedupeKey,
    ...writeBlockReminder(block, now),
  }));
  await writeMails(db, now, mails);
  return blocks.length === atOnce;
}

async function writeReturns({ db, now }: Running, share: Share): Promise<boolean> {
  const returns = await listUntoldReturns(db, { share }, returnsToTell(now), atOnce);
  const mails = returns.map((due) => ({
    ...{ workspace: due.workspace, memberId: due.memberId, kind: "reminder" as const, isPrivate: true },
    dedupeKey: due.dedupeKey,
    ...writeReturnReminder(due),
  }));
  await writeMails(db, now, mails);
  return returns.length === atOnce;
}

type Plan = { turn: NextTurn; mail: Mail | null };

async function takeTurns(running: Running, share: Share): Promise<boolean> {
  const { db, now } = running;
  const turns = await listTurns(db, now, share, turnsAtOnce);
  const byWorkspace = grouped(turns, ({ session }) => session.workspace);
  for (const [workspace, theirs] of byWorkspace) {
    const plans = await planTurns(running, workspace, theirs);
    await db.transaction().execute(async (tx) => {
      const taken = await updateTurns(
        tx,
        plans.map(({ turn }) => turn),
      );
      const mails = plans.flatMap(({ turn, mail }) =>
        mail && taken.has(turn.memberId) ? [{ ...mail, id: randomUUID() }] : [],
      );
      if ((await insertMails(tx, mails, now)) > 0) await askDelivery(tx);
    });
  }
  return turns.length === turnsAtOnce;
}

/** What each of these people gets this time, and when it is their turn again. */
async function planTurns({ db, now, log }: Running, workspace: WorkspaceId, turns: readonly Turn[]): Promise<Plan[]> {
  const calendar = await findWorkingCalendar(db, workspace);
  const digests = new Map<string, Written | null>();
  const reminded: { memberId: string; after: string; until: string }[] = [];
  for (const turn of turns) {
    const { memberId } = turn.session;
    const due = whatIsDue(turn, now, calendar);
    if (due === "digest") {
      try {
        digests.set(memberId, await digestFor(db, turn, now, calendar));
      } catch (error) {
        // One person's digest that fails keeps nobody else's back; theirs is tried the next morning.
        log?.error({ err: error, workspace, memberId }, "a digest could not be gathered");
      }
    }
    if (due === "reminders") {
      const today = dayOf(now, turn.session.timeZone);
      reminded.push({ memberId, after: turn.remindedOn ?? addDays(today, -1), until: today });
    }
  }
  const calls = grouped(await listCallsDue(db, workspace, reminded), ({ ownerId }) => ownerId);
  const remindedIds = new Set(reminded.map(({ memberId }) => memberId));

  return turns.map((turn) => {
    const { session, nextAt, digestAt, remindedOn } = turn;
    const { memberId, timeZone } = session;
    const today = dayOf(now, timeZone);
    const next = {
      workspace,
      memberId,
      seenNextAt: nextAt,
      nextAt: new Date(nextMorning(now, turn, { timeZone, calendar })),
    };
    const mailOf = (kind: "digest" | "reminder", about: string, written: Written) => ({
      ...{ workspace, memberId, kind, isPrivate: false, dedupeKey: `${about} ${memberId} ${today}` },
      ...written,
    });
    const digest = digests.get(memberId);
    if (digest !== undefined)
      return {
        turn: { ...next, digestAt: new Date(now), remindedOn: today },
        mail: digest && mailOf("digest", "digest", digest),
      };
    if (!remindedIds.has(memberId)) return { turn: { ...next, digestAt, remindedOn }, mail: null };
    const due = calls.get(memberId);
    return {
      turn: { ...next, digestAt, remindedOn: today },
      mail: due ? mailOf("reminder", "check-ups", writeCallsReminder(due, now, timeZone)) : null,
    };
  });
}

function grouped<Key, Item>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

function whatIsDue(turn: Turn, now: Instant, calendar: WorkingCalendar): "digest" | "reminders" | "nothing" {
  const place = { timeZone: turn.session.timeZone, calendar };
  if (!turn.canBeWrittenTo || !isMorning(now, turn, place)) return "nothing";
  if (isDigestDue(turn.digestAt.getTime(), now, turn, place)) return "digest";
  return turn.reminders ? "reminders" : "nothing";
}

async function digestFor(db: Database, turn: Turn, now: Instant, calendar: WorkingCalendar): Promise<Written | null> {
  const { session, digestAt } = turn;
  const dueBy = coveredUntil(dayOf(now, session.timeZone), turn, calendar);
  const digest = await gatherDigest(
    db,
    { session, now },
    { dueBy, since: digestAt.getTime(), reminders: turn.reminders },
  );
  return writeDigest(digest, turn, now, session.timeZone);
}
