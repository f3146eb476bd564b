import { sql } from "kysely";
import type { Db } from "../../../platform/database/database.ts";
import type { Instant } from "../../../platform/dates.ts";
import { type OutgoingContent, outgoingContent } from "../../../platform/mail/mail-content.ts";
import { mintWorkspaceId, type WorkspaceId } from "../../../platform/session.ts";
import type { MailKind } from "../contract.ts";

export type ClaimedMail = {
  workspace: WorkspaceId;
  id: string;
  kind: MailKind;
  subject: string;
  content: OutgoingContent;
  attempts: number;
  doubts: number;
  madeAt: Date;
  reader: Reader;
};

/** Somebody of the team, or the customer of an invitation. */
export type Reader = { name: string; address: string | null } & (
  | { memberId: string; hasLeft: boolean }
  | { invitationId: string; state: string; linkEndsAt: Date }
);

type ClaimedRow = Omit<ClaimedMail, "workspace" | "content" | "reader"> & {
  workspaceId: string;
  content: unknown;
  member: { id: string; name: string; address: string | null; hasLeft: boolean } | null;
  invitation: { id: string; name: string; address: string; state: string; expiresAt: string } | null;
};

function readerOf({ member, invitation }: Pick<ClaimedRow, "member" | "invitation">): Reader {
  if (member) return { name: member.name, address: member.address, memberId: member.id, hasLeft: member.hasLeft };
  if (!invitation) throw new Error("A mail is to nobody.");
  const { id, name, address, state, expiresAt } = invitation;
  return { name, address, invitationId: id, state, linkEndsAt: new Date(expiresAt) };
}

/** Takes mails that are due, oldest first, and puts off their turn for as long as they are held. Two never take the same one. */
export async function claimMails(db: Db, now: Instant, heldUntil: Instant, limit: number): Promise<ClaimedMail[]> {
  const { rows } = await sql<ClaimedRow>`
    with due as materialized (
      select workspace_id, id from mails
      where state = 'waiting' and try_at <= ${new Date(now)}
      order by try_at limit ${limit} for update skip locked
    ), held as (
      update mails m set try_at = ${new Date(heldUntil)} from due
      where m.workspace_id = due.workspace_id and m.id = due.id
      returning m.*
    )
    select h.workspace_id as "workspaceId", h.id, h.kind, h.subject, h.content, h.attempts, h.doubts,
      h.made_at as "madeAt",
      case when p.id is not null then jsonb_build_object(
        'id', p.id, 'name', p.name, 'address', p.email, 'hasLeft', p.deactivated_at is not null) end as member,
      case when i.id is not null then jsonb_build_object('id', i.id, 'name', i.reader_name, 'address', i.email,
        'state', i.state, 'expiresAt', i.expires_at) end as invitation
    from held h
    left join members p on p.workspace_id = h.workspace_id and p.id = h.member_id
    left join customer_invitations i on i.workspace_id = h.workspace_id and i.id = h.invitation_id
    order by h.made_at, h.id`.execute(db);
  return rows.map(({ workspaceId, content, member, invitation, ...row }) => ({
    ...row,
    workspace: mintWorkspaceId(workspaceId),
    content: outgoingContent.parse(content),
    reader: readerOf({ member, invitation }),
  }));
}

/** Lets go of mails that were taken and not tried. */
export async function releaseMails(
  db: Db,
  mails: readonly ClaimedMail[],
  now: Instant,
  heldUntil: Instant,
): Promise<void> {
  if (mails.length === 0) return;
  await sql`
    update mails m set try_at = ${new Date(now)}
    from unnest(${mails.map(({ workspace }) => workspace)}::uuid[], ${mails.map(({ id }) => id)}::uuid[]) t (workspace_id, id)
    where m.workspace_id = t.workspace_id and m.id = t.id and m.state = 'waiting'
      and m.try_at = ${new Date(heldUntil)}`.execute(db);
}

/** What became of a mail whose sending began at `since`. */
export type SettledMail = {
  workspace: WorkspaceId;
  id: string;
  since: Instant;
  at: Instant;
  state: "sent" | "failed" | "waiting";
  doubts: number;
  why: string | null;
  tryAt: Instant;
};
export type BegunMail = {
  workspace: WorkspaceId;
  id: string;
  heldUntil: Instant;
  at: Instant;
  messageId: string;
  address: string;
};

/**
 * Writes down in one step what became of one mail and that the next is about to be handed over: a step for each mail, so
 * that a program that dies leaves at most the one in doubt that it had in hand. Says the Message-ID under which the next one
 * goes; null when it is no longer ours to send.
 */
export async function turnMails(
  db: Db,
  settled: SettledMail | null,
  begun: BegunMail | null,
): Promise<{ messageId: string } | null> {
  const settling = settled
    ? sql`update mails set state = ${settled.state}, doubts = ${settled.doubts}, last_error = ${settled.why},
        sending_since = null, try_at = ${new Date(settled.tryAt)},
        settled_at = ${settled.state === "waiting" ? null : new Date(settled.at)}
      where workspace_id = ${settled.workspace} and id = ${settled.id} and state = 'sending'
        and sending_since = ${new Date(settled.since)}
      returning id`
    : sql`select null`;
  const beginning = begun
    ? sql`update mails set state = 'sending', sending_since = ${new Date(begun.at)}, attempts = attempts + 1,
        message_id = coalesce(message_id, ${begun.messageId}), address = ${begun.address}
      where workspace_id = ${begun.workspace} and id = ${begun.id} and state = 'waiting'
        and try_at = ${new Date(begun.heldUntil)}
      returning message_id`
    : sql`select null::text as message_id where false`;
  const { rows } = await sql<{ messageId: string }>`
    with settled as (${settling}), begun as (${beginning})
    select message_id as "messageId" from begun`.execute(db);
  return rows[0] ?? null;
}

/** Gives up mails that cannot be sent to anybody: taken, but never handed over. */
export async function updateUndeliverable(
  db: Db,
  mail: Pick<ClaimedMail, "workspace" | "id">,
  why: string,
  now: Instant,
): Promise<void> {
  await db
    .updateTable("mails")
    .set({ state: "failed", last_error: why, settled_at: new Date(now) })
    .where("workspace_id", "=", mail.workspace)
    .where("id", "=", mail.id)
    .where("state", "=", "waiting")
    .execute();
}

/** Mails that a program had in hand when it ended: tried once more, or given up where that has happened before. */
export async function rescueMails(
  db: Db,
  { now, begunBefore, mostDoubts, why }: { now: Instant; begunBefore: Instant; mostDoubts: number; why: string },
): Promise<void> {
  await sql`
    with cut_off as (
      select workspace_id, id from mails where state = 'sending' and sending_since < ${new Date(begunBefore)}
      for update skip locked
    )
    update mails m set doubts = doubts + 1, last_error = ${why}, sending_since = null, try_at = ${new Date(now)},
      state = case when doubts + 1 >= ${mostDoubts}::integer then 'failed' else 'waiting' end,
      settled_at = case when doubts + 1 >= ${mostDoubts}::integer then ${new Date(now)}::timestamptz end
    from cut_off c where m.workspace_id = c.workspace_id and m.id = c.id`.execute(db);
}

/** Without a mail server: what is due is kept, and shown. */
export async function keepMails(db: Db, now: Instant): Promise<void> {
  await db
    .updateTable("mails")
    .set({ state: "kept", settled_at: null })
    .where("state", "=", "waiting")
    .where("try_at", "<=", new Date(now))
    .execute();
}
