import type { Logger } from "pino";
import type { Database } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { longestAttemptMs, type MailSender } from "../../../platform/mail/send-mail.ts";
import { deleteFormLink } from "../../../platform/sign-in/form-links/store.ts";
import { afterAttempt, cutOffWords, mostDoubts } from "../rules.ts";
import { findUnsubscribeKey } from "../sign-unsubscribe.ts";
import { addressMail, whyUndeliverable } from "./address-mail.ts";
import {
  type ClaimedMail,
  claimMails,
  keepMails,
  releaseMails,
  rescueMails,
  type SettledMail,
  turnMails,
  updateUndeliverable,
} from "./store.ts";

/** How mail leaves this program. Without a sender, nothing does. */
export type MailSetup = { sender: MailSender | null; publicUrl: string };

type Running = { db: Database; now: Instant; signal: AbortSignal; log?: Logger };

const batch = 50;
/** As a rule longer than a batch takes. Whoever is slower finds that a mail is no longer theirs, and leaves it. */
const heldMs = 2 * 60_000;
/** Nobody hands a mail over for longer than an attempt may last. */
const surelyOverMs = longestAttemptMs + 45_000;
/** Then other jobs have their turn. */
const longestRunMs = 10_000;

/**
 * Hands over what is due, until nothing is, the mail server fails, or others should have their turn. Says whether there may be
 * more. `onFull` is told once that there is more than one batch: others may help.
 *
 * Each mail is marked before it is handed over and settled after it, in steps of its own. Whatever instant the program dies
 * at, a mail either was not begun, or is marked as in hand; so none is lost, and only those in hand may go out a second time.
 */
export async function deliverMails(
  { db, now, signal, log }: Running,
  { sender, publicUrl }: MailSetup,
  onFull: () => Promise<void> = async () => {},
): Promise<{ mayBeMore: boolean }> {
  const began = performance.now();
  const clock = () => now + Math.round(performance.now() - began);
  if (!sender) {
    await keepMails(db, now);
    return { mayBeMore: false };
  }
  await rescueMails(db, { now, begunBefore: now - surelyOverMs, mostDoubts, why: cutOffWords });
  const key = await findUnsubscribeKey(db);
  let hasAsked = false;

  while (clock() - now < longestRunMs && !signal.aborted) {
    const heldUntil = clock() + heldMs;
    const claimed = await claimMails(db, clock(), heldUntil, batch);
    if (claimed.length === 0) return { mayBeMore: false };
    if (claimed.length === batch && !hasAsked) {
      hasAsked = true;
      await onFull();
    }
    const waiting = [...claimed];
    let isInTrouble = false;
    const work = async () => {
      let settled: SettledMail | null = null;
      while (!isInTrouble && !signal.aborted) {
        const mail = waiting.shift();
        if (!mail) break;
        const handed = await handOver(mail, settled, { db, sender, publicUrl, key, heldUntil, clock });
        settled = handed.settled;
        if (handed.trouble) {
          isInTrouble = true;
          log?.warn({ why: handed.trouble }, "mail cannot be handed over right now");
        }
      }
      if (settled) await turnMails(db, settled, null);
    };
    try {
      await Promise.all(Array.from({ length: sender.lanes }, work));
    } finally {
      await releaseMails(db, waiting, clock(), heldUntil);
    }
    if (isInTrouble) return { mayBeMore: false };
  }
  return { mayBeMore: true };
}

type Handing = {
  db: Database;
  sender: MailSender;
  publicUrl: string;
  key: Buffer;
  heldUntil: Instant;
  clock: () => Instant;
};

/** Settles the mail before, marks this one, and hands it over. What became of it is for the next step to write down. */
async function handOver(
  mail: ClaimedMail,
  before: SettledMail | null,
  { db, sender, publicUrl, key, heldUntil, clock }: Handing,
): Promise<{ settled: SettledMail | null; trouble: string | null }> {
  const { workspace, id, reader } = mail;
  const { address } = reader;
  const why = whyUndeliverable(mail, clock());
  if (address === null || why !== null) {
    await updateUndeliverable(db, mail, why ?? "They have no e-mail address here.", clock());
    return { settled: before, trouble: null };
  }
  const at = clock();
  const messageId = `<${id}@${sender.domain}>`;
  const begun = await turnMails(db, before, { workspace, id, heldUntil, at, messageId, address });
  if (!begun) return { settled: null, trouble: null };

  const { linkHash, ...addressed } = await addressMail(db, mail, { key, publicUrl });
  const attempt = await sender.send({
    to: { name: reader.name, address },
    messageId: begun.messageId,
    date: mail.madeAt,
    subject: mail.subject,
    ...addressed,
  });
  // A link that surely reached nobody is nobody's. Where that is in doubt it stays: the letter may have arrived.
  if (linkHash && (attempt.kind === "refused" || (attempt.kind === "later" && !attempt.inDoubt)))
    await deleteFormLink(db, workspace, linkHash);
  const outcome = afterAttempt({ attempts: mail.attempts + 1, doubts: mail.doubts }, attempt, clock(), Math.random());
  const settled: SettledMail = {
    ...{ workspace, id, since: at, at: clock(), state: outcome.state, doubts: outcome.doubts },
    why: outcome.state === "sent" ? null : outcome.why,
    tryAt: outcome.state === "waiting" ? outcome.tryAt : at,
  };
  return { settled, trouble: attempt.kind === "later" && attempt.serverTrouble ? attempt.why : null };
}
