import type { Logger } from "pino";
import type { Database, Tx } from "../../../platform/database/database.ts";
import { isDatabaseAway } from "../../../platform/database/database-away.ts";
import { dayMs, dayOf, type Instant } from "../../../platform/dates.ts";
import type { WorkspaceId } from "../../../platform/session.ts";
import { findMember, findWorkspace } from "../../team/store.ts";
import { findWorkingCalendar } from "../../team/working-calendar/store.ts";
import { findPostMortem, type StoredPostMortem } from "../conversations/store.ts";
import { isWaiting, onWorkingDay, reminderTimes, whyNotToInvite } from "./rules.ts";
import { writeLetter } from "./send-invitation.ts";
import { listDueReminders, lockInvitation, type StoredInvitation, updateReminded } from "./store.ts";
import { wordReminder } from "./word-letters.ts";

const atOnce = 100;
/** Two reminders never come closer to each other than this, however long the program was not running. */
const leastBetweenMs = 4 * dayMs;

/**
 * Writes the reminders that are due into the outbox, each in a step of its own; a few who look at once write each once. One
 * that cannot be written is looked at again tomorrow, and keeps nobody else's from going.
 */
export async function remindCustomers({
  db,
  now,
  signal,
  log,
}: {
  db: Database;
  now: Instant;
  signal: AbortSignal;
  log?: Logger;
}): Promise<void> {
  while (!signal.aborted) {
    const due = await listDueReminders(db, now, atOnce);
    for (const { workspace, id } of due) {
      if (signal.aborted) return;
      try {
        await db.transaction().execute((tx) => remind(tx, workspace, id, now));
      } catch (error) {
        if (isDatabaseAway(error)) throw error;
        log?.error(
          { err: error, workspace, invitation: id },
          "a customer could not be reminded; trying again tomorrow",
        );
        await updateReminded(db, workspace, id, { nextReminderAt: new Date(now + dayMs) });
      }
    }
    if (due.length > 0) log?.info({ reminders: due.length }, "customers to remind were looked at");
    if (due.length < atOnce) return;
  }
}

async function remind(tx: Tx, workspace: WorkspaceId, id: string, now: Instant): Promise<void> {
  const invitation = await lockInvitation(tx, workspace, id);
  if (!invitation?.nextReminderAt || invitation.nextReminderAt.getTime() > now) return;
  const postMortem = await findPostMortem(tx, workspace, invitation.postMortemId);
  const { remindersSent } = invitation;
  const asker = invitation.madeById ? await findMember(tx, workspace, invitation.madeById) : null;
  // A reminder goes on with what somebody asked, and is answered to them: it ends when they work here no more.
  if (!asker || asker.deactivatedAt !== null || !postMortem || isPointless(invitation, postMortem, now))
    return updateReminded(tx, workspace, id, { nextReminderAt: null });
  const { name: companyName, time_zone: timeZone } = await findWorkspace(tx, workspace);
  const calendar = await findWorkingCalendar(tx, workspace);
  const later = (at: Instant) => new Date(onWorkingDay(at, timeZone, calendar));
  // Nobody is reminded of a letter that has not reached them.
  if (invitation.mailState !== "sent") return updateReminded(tx, workspace, id, { nextReminderAt: later(now + dayMs) });

  const { kind, language, readerName, subject, sentAt, expiresAt } = invitation;
  const letter = wordReminder(
    {
      ...{ kind, language, readerName, companyName, askerName: asker.name },
      decidedOn: dayOf(postMortem.closedAt.getTime(), timeZone),
      closesOn: dayOf(expiresAt.getTime(), timeZone),
    },
    { subject, sent: remindersSent },
  );
  const by = { workspace, memberId: asker.id, memberName: asker.name };
  await writeLetter(tx, by, invitation, { key: `invitation ${id} reminder ${remindersSent + 1}`, ...letter, now });
  const next = reminderTimes(sentAt.getTime(), timeZone, calendar)[remindersSent + 1];
  await updateReminded(tx, workspace, id, {
    remindersSent: remindersSent + 1,
    nextReminderAt: next === undefined ? null : later(Math.max(next, now + leastBetweenMs)),
  });
}

/** Answered, ended or unwanted; talked to meanwhile, left out, given up; a deal again; or too late. */
function isPointless(
  { state, kind, expiresAt, mailState, remindersSent }: StoredInvitation,
  postMortem: StoredPostMortem,
  now: Instant,
): boolean {
  if (!isWaiting(state) || expiresAt.getTime() <= now) return true;
  if (mailState === "failed" && remindersSent === 0) return true;
  if (whyNotToInvite(postMortem) !== null || postMortem.state === "held") return true;
  return kind === "conversation" && postMortem.state === "planned";
}
