import { sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { Instant } from "../../platform/dates.ts";
import { type OutgoingContent, outgoingContent } from "../../platform/mail/mail-content.ts";
import type { WorkspaceId } from "../../platform/session.ts";
import type { MailKind, MailShape, MailState } from "./contract.ts";

export type NewMail = {
  workspace: WorkspaceId;
  id: string;
  /** Null: it goes to a customer, to whom the invitation was written. */
  memberId: string | null;
  invitationId?: string;
  kind: MailKind;
  dedupeKey: string;
  subject: string;
  content: OutgoingContent;
  isPrivate: boolean;
};

/** Puts mails into the outbox; one about something that has its mail already is left out. Says how many are new. */
export async function insertMails(db: Db, mails: readonly NewMail[], now: Instant): Promise<number> {
  if (mails.length === 0) return 0;
  const written = mails.map((mail) => ({
    ...{
      workspace_id: mail.workspace,
      id: mail.id,
      member_id: mail.memberId,
      invitation_id: mail.invitationId ?? null,
    },
    ...{ kind: mail.kind, dedupe_key: mail.dedupeKey, subject: mail.subject, content: mail.content },
    is_private: mail.isPrivate,
  }));
  const { numAffectedRows } = await sql`
    insert into mails (workspace_id, id, member_id, invitation_id, kind, dedupe_key, subject, content, is_private, try_at,
      made_at)
    select workspace_id, id, member_id, invitation_id, kind, dedupe_key, subject, content, is_private,
      ${new Date(now)}, ${new Date(now)}
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as m (workspace_id uuid, id uuid, member_id uuid,
      invitation_id uuid, kind text, dedupe_key text, subject text, content jsonb, is_private boolean)
    on conflict (workspace_id, dedupe_key) do nothing`.execute(db);
  return Number(numAffectedRows ?? 0);
}

/** Takes mails out that were settled long ago, some at a time. Says how many. */
export async function deleteOldMails(db: Db, before: Instant, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from mails m using (
      select workspace_id, id from mails
      where made_at < ${new Date(before)} and state in ('sent', 'failed', 'kept') limit ${limit}
    ) old where m.workspace_id = old.workspace_id and m.id = old.id`.execute(db);
  return Number(numAffectedRows ?? 0);
}

type StoredMail = Omit<MailShape, "madeAt" | "nextTryAt" | "settledAt" | "isMine" | "subject"> & {
  memberId: string | null;
  subject: string;
  isPrivate: boolean;
  madeAt: Date;
  tryAt: Date;
  settledAt: Date | null;
  content: unknown;
};

const mailColumns = sql`
  m.id, m.member_id as "memberId", m.kind, m.subject, m.is_private as "isPrivate",
  coalesce(p.name, i.reader_name) as "readerName", coalesce(m.address, p.email, i.email) as address,
  m.member_id is null as "isOutside", m.state, m.attempts, m.made_at as "madeAt", m.try_at as "tryAt",
  m.settled_at as "settledAt", m.last_error as "lastError"`;
const mailTables = sql`from mails m
  left join members p on p.workspace_id = m.workspace_id and p.id = m.member_id
  left join customer_invitations i on i.workspace_id = m.workspace_id and i.id = m.invitation_id`;

/** As somebody may see it: their own whole, a colleague's without what is private. */
function shownTo(viewer: string, { memberId, isPrivate, tryAt, content: _, ...row }: StoredMail): MailShape {
  const isMine = memberId === viewer;
  return {
    ...row,
    isMine,
    subject: isPrivate && !isMine ? null : row.subject,
    madeAt: row.madeAt.toISOString(),
    nextTryAt: row.state === "waiting" ? tryAt.toISOString() : null,
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}

export type FoundMail = { memberId: string | null; content: OutgoingContent; shown: MailShape };

/** A mail, held until the transaction ends. */
export async function lockMail(
  db: Db,
  workspace: WorkspaceId,
  viewer: string,
  id: string,
): Promise<FoundMail | undefined> {
  return find(db, workspace, viewer, id, true);
}

export async function findMail(
  db: Db,
  workspace: WorkspaceId,
  viewer: string,
  id: string,
): Promise<FoundMail | undefined> {
  return find(db, workspace, viewer, id, false);
}

async function find(db: Db, workspace: WorkspaceId, viewer: string, id: string, lock: boolean) {
  const { rows } = await sql<StoredMail>`
    select ${mailColumns}, m.content ${mailTables} where m.workspace_id = ${workspace} and m.id = ${id}
    ${lock ? sql`for update of m` : sql``}`.execute(db);
  const [row] = rows;
  return row && { memberId: row.memberId, content: outgoingContent.parse(row.content), shown: shownTo(viewer, row) };
}

export type MailPlace = { madeAt: string; id: string };

/** Newest first: one person's, or everybody's. */
export async function listMails(
  db: Db,
  workspace: WorkspaceId,
  viewer: string,
  { of, after, limit }: { of: "me" | "team"; after: MailPlace | null; limit: number },
): Promise<MailShape[]> {
  const { rows } = await sql<StoredMail>`
    select ${mailColumns}, null as content ${mailTables}
    where m.workspace_id = ${workspace} and ${of === "me" ? sql`m.member_id = ${viewer}` : sql`true`}
      and ${after ? sql`(m.made_at, m.id) < (${after.madeAt}::timestamptz, ${after.id}::uuid)` : sql`true`}
    order by m.made_at desc, m.id desc limit ${limit}`.execute(db);
  return rows.map((row) => shownTo(viewer, row));
}

export type MailCounts = { waiting: number; failed: number; kept: number };

/** What is not sent, of one person or of everybody; and why what waits was not sent at the last try. */
export async function countUnsent(
  db: Db,
  workspace: WorkspaceId,
  viewer: string,
): Promise<{ mine: MailCounts; team: MailCounts; trouble: string | null }> {
  const { rows } = await sql<{ state: MailState; isMine: boolean; mails: number }>`
    select state, member_id = ${viewer} as "isMine", count(*) as mails from mails
    where workspace_id = ${workspace} and state in ('waiting', 'failed', 'kept') group by 1, 2`.execute(db);
  const waiting = await sql<{ why: string }>`
    select last_error as why from mails
    where workspace_id = ${workspace} and state = 'waiting' and last_error is not null
    order by try_at desc limit 1`.execute(db);
  const sum = (state: MailState, onlyMine: boolean) =>
    rows.reduce((all, row) => all + (row.state === state && (row.isMine || !onlyMine) ? row.mails : 0), 0);
  const counts = (onlyMine: boolean): MailCounts => ({
    waiting: sum("waiting", onlyMine),
    failed: sum("failed", onlyMine),
    kept: sum("kept", onlyMine),
  });
  return { mine: counts(true), team: counts(false), trouble: waiting.rows[0]?.why ?? null };
}

/** A mail is to be sent as if for the first time, but under the Message-ID it may have gone out with. */
export async function updateToWaiting(db: Db, workspace: WorkspaceId, id: string, now: Instant): Promise<void> {
  await db
    .updateTable("mails")
    .set({ state: "waiting", try_at: new Date(now), attempts: 0, doubts: 0, last_error: null, settled_at: null })
    .where("workspace_id", "=", workspace)
    .where("id", "=", id)
    .execute();
}

/** What was kept since then goes out now; says how many. */
export async function updateKeptToWaiting(
  db: Db,
  workspace: WorkspaceId,
  madeSince: Instant,
  now: Instant,
): Promise<number> {
  const { numUpdatedRows } = await db
    .updateTable("mails")
    .set({ state: "waiting", try_at: new Date(now), last_error: null })
    .where("workspace_id", "=", workspace)
    .where("state", "=", "kept")
    .where("made_at", ">=", new Date(madeSince))
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
