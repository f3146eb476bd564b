import { sql } from "kysely";
import type { Db, Tx } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { mintWorkspaceId, type WorkspaceId } from "../../../platform/session.ts";
import type { MailState } from "../../mail/contract.ts";
import type { FormLanguage, InvitationKind, InvitationShape, InvitationState } from "./contract.ts";

export type StoredInvitation = {
  id: string;
  postMortemId: string;
  kind: InvitationKind;
  contactId: string | null;
  readerName: string;
  /** Empty: it went by a link that somebody handed over. */
  email: string;
  language: FormLanguage;
  subject: string;
  body: string;
  state: InvitationState;
  madeById: string | null;
  madeByName: string | null;
  sentAt: Date;
  openedAt: Date | null;
  answeredAt: Date | null;
  endedAt: Date | null;
  expiresAt: Date;
  remindersSent: number;
  nextReminderAt: Date | null;
  mailState: MailState | null;
  mailError: string | null;
};

const columns = sql`
  i.id, i.post_mortem_id as "postMortemId", i.kind, i.contact_id as "contactId", i.reader_name as "readerName", i.email,
  i.language, i.subject, i.body, i.state, i.made_by as "madeById", by.name as "madeByName", i.sent_at as "sentAt",
  i.opened_at as "openedAt", i.answered_at as "answeredAt", i.ended_at as "endedAt", i.expires_at as "expiresAt",
  i.reminders_sent::integer as "remindersSent", i.next_reminder_at as "nextReminderAt",
  m.state as "mailState", m.last_error as "mailError"`;
const tables = sql`
  customer_invitations i
  left join members by on by.workspace_id = i.workspace_id and by.id = i.made_by
  left join lateral (
    select state, last_error from mails where workspace_id = i.workspace_id and invitation_id = i.id
    order by made_at desc, id desc limit 1
  ) m on true`;

export function shapeOf({ mailState, mailError, ...stored }: StoredInvitation): InvitationShape {
  const { id, kind, readerName, email, language, subject, body, state, madeByName, remindersSent } = stored;
  return {
    ...{ id, kind, readerName, language, subject, body, state, madeByName, remindersSent },
    way: email === "" ? "link" : "mail",
    email: email === "" ? null : email,
    sentAt: stored.sentAt.toISOString(),
    openedAt: stored.openedAt?.toISOString() ?? null,
    answeredAt: stored.answeredAt?.toISOString() ?? null,
    endedAt: stored.endedAt?.toISOString() ?? null,
    expiresAt: stored.expiresAt.toISOString(),
    nextReminderAt: stored.nextReminderAt?.toISOString() ?? null,
    mail: mailState && { state: mailState, lastError: mailError },
  };
}

/** The newest first. */
export async function listInvitations(
  db: Db,
  workspace: WorkspaceId,
  postMortemId: string,
): Promise<StoredInvitation[]> {
  const { rows } = await sql<StoredInvitation>`
    select ${columns} from ${tables}
    where i.workspace_id = ${workspace} and i.post_mortem_id = ${postMortemId}
    order by i.sent_at desc, i.id desc`.execute(db);
  return rows;
}

export async function findInvitation(
  db: Db,
  workspace: WorkspaceId,
  id: string,
): Promise<StoredInvitation | undefined> {
  const { rows } = await sql<StoredInvitation>`
    select ${columns} from ${tables} where i.workspace_id = ${workspace} and i.id = ${id}`.execute(db);
  return rows[0];
}

/** Held until the transaction ends. */
export async function lockInvitation(
  tx: Tx,
  workspace: WorkspaceId,
  id: string,
): Promise<StoredInvitation | undefined> {
  const { rows } = await sql<StoredInvitation>`
    select ${columns} from ${tables} where i.workspace_id = ${workspace} and i.id = ${id}
    for no key update of i`.execute(tx);
  return rows[0];
}

export type NewInvitation = Pick<
  StoredInvitation,
  "id" | "postMortemId" | "kind" | "contactId" | "readerName" | "email" | "language" | "subject" | "body"
> & { madeBy: string | null; sentAt: Date; expiresAt: Date; nextReminderAt: Date | null };

/** False: this id was used before. */
export async function insertInvitation(tx: Tx, workspace: WorkspaceId, made: NewInvitation): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("customer_invitations")
    .values({
      workspace_id: workspace,
      id: made.id,
      post_mortem_id: made.postMortemId,
      kind: made.kind,
      contact_id: made.contactId,
      reader_name: made.readerName,
      email: made.email,
      language: made.language,
      subject: made.subject,
      body: made.body,
      made_by: made.madeBy,
      sent_at: made.sentAt,
      expires_at: made.expiresAt,
      next_reminder_at: made.nextReminderAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** What becomes of these; no reminder follows any more. Who has answered has answered, whatever comes later. */
export async function updateToOver(
  tx: Tx,
  workspace: WorkspaceId,
  ids: readonly string[],
  state: "answered" | "declined" | "opted-out" | "ended",
  at: Date,
): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable("customer_invitations")
    .set({
      state: sql`case when state = 'answered' then state else ${state} end`,
      next_reminder_at: null,
      ...(state === "answered"
        ? { answered_at: sql<Date>`coalesce(answered_at, ${at})` }
        : { ended_at: sql<Date>`coalesce(ended_at, ${at})` }),
    })
    .where("workspace_id", "=", workspace)
    .where("id", "in", [...ids])
    .execute();
}

/** They changed their mind about mails; reminders stay stopped. */
export async function updateToWanted(tx: Tx, workspace: WorkspaceId, id: string): Promise<void> {
  await tx
    .updateTable("customer_invitations")
    .set({
      state: sql`case when answered_at is not null then 'answered' when opened_at is not null then 'opened' else 'sent' end`,
      ended_at: null,
    })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .where("state", "=", "opted-out")
    .execute();
}

/** The form was looked at. */
export async function updateToOpened(db: Db, workspace: WorkspaceId, id: string, at: Date): Promise<void> {
  await db
    .updateTable("customer_invitations")
    .set({
      opened_at: sql`coalesce(opened_at, ${at})`,
      state: sql`case when state = 'sent' then 'opened' else state end`,
    })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .where("opened_at", "is", null)
    .execute();
}

/** Every invitation that still waits at this address. */
export async function listWaitingAt(db: Db, workspace: WorkspaceId, email: string): Promise<string[]> {
  const rows = await db
    .selectFrom("customer_invitations")
    .select("id")
    .where("workspace_id", "=", workspace)
    .where(sql<boolean>`lower(email) = lower(${email})`)
    .where("state", "in", ["sent", "opened"])
    .orderBy("id")
    .execute();
  return rows.map(({ id }) => id);
}

export async function isOptedOut(db: Db, workspace: WorkspaceId, emailHash: Buffer): Promise<boolean> {
  const row = await db
    .selectFrom("customer_opt_outs")
    .select("opted_out_at")
    .where("workspace_id", "=", workspace)
    .where("email_hash", "=", emailHash)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertOptOut(tx: Tx, workspace: WorkspaceId, emailHash: Buffer, at: Date): Promise<void> {
  await tx
    .insertInto("customer_opt_outs")
    .values({ workspace_id: workspace, email_hash: emailHash, opted_out_at: at })
    .onConflict((conflict) => conflict.columns(["workspace_id", "email_hash"]).doNothing())
    .execute();
}

export async function deleteOptOut(tx: Tx, workspace: WorkspaceId, emailHash: Buffer): Promise<void> {
  await tx
    .deleteFrom("customer_opt_outs")
    .where("workspace_id", "=", workspace)
    .where("email_hash", "=", emailHash)
    .execute();
}

/** Whether somebody wants to be written to about what is due; who never chose does. */
export async function wantsReminders(db: Db, workspace: WorkspaceId, memberId: string): Promise<boolean> {
  const row = await db
    .selectFrom("mail_preferences")
    .select("reminders")
    .where("workspace_id", "=", workspace)
    .where("member_id", "=", memberId)
    .executeTakeFirst();
  return row?.reminders ?? true;
}

export type DueReminder = { workspace: WorkspaceId; id: string };

/** Invitations whose reminder is due, the longest due first. */
export async function listDueReminders(db: Db, now: Instant, limit: number): Promise<DueReminder[]> {
  const rows = await db
    .selectFrom("customer_invitations")
    .select(["workspace_id", "id"])
    .where("next_reminder_at", "<=", new Date(now))
    .orderBy("next_reminder_at")
    .limit(limit)
    .execute();
  return rows.map(({ workspace_id, id }) => ({ workspace: mintWorkspaceId(workspace_id), id }));
}

/** One more was sent, or not; and when it is looked again. */
export async function updateReminded(
  db: Db,
  workspace: WorkspaceId,
  id: string,
  { remindersSent, nextReminderAt }: { remindersSent?: number; nextReminderAt: Date | null },
): Promise<void> {
  await db
    .updateTable("customer_invitations")
    .set({
      next_reminder_at: nextReminderAt,
      ...(remindersSent === undefined ? {} : { reminders_sent: remindersSent }),
    })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}
