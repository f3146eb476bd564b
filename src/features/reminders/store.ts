import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Db } from "../../platform/database/database.ts";
import type { Day, Instant } from "../../platform/dates.ts";
import { mintWorkspaceId, type Session, type WorkspaceId } from "../../platform/session.ts";
import type { Wish } from "./rules.ts";

/** A part of what is due, so that several programs share the work; everything where it is null. */
export type Share = { part: number; of: number } | null;
const inShare = (share: Share, id: RawBuilder<unknown>): RawBuilder<SqlBool> =>
  share === null ? sql`true` : sql`mod(hashtext(${id}::text)::bigint + 2147483648, ${share.of}) = ${share.part}`;

/** Whoever comes in with an e-mail is written to at it. */
const canBeWrittenTo = sql<SqlBool>`m.user_id is not null and m.email is not null and m.deactivated_at is null`;
const zone = sql`coalesce(m.time_zone, w.time_zone)`;
const milliseconds = (column: string) => sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`;
const hasMail = (workspace: string, key: RawBuilder<unknown>) => sql`exists (select from mails t
  where t.workspace_id = ${sql.ref(workspace)} and t.dedupe_key = ${key})`;

export type Window = { from: Instant; until: Instant };
/** Of everybody, for those who want it; or of one person. */
export type Whose = { share: Share } | { workspace: WorkspaceId; memberId: string };

const isWhose = (whose: Whose, table: string): RawBuilder<SqlBool> =>
  "memberId" in whose
    ? sql`${sql.ref(`${table}.workspace_id`)} = ${whose.workspace} and ${sql.ref(`${table}.member_id`)} = ${whose.memberId}`
    : sql`coalesce(p.reminders, true) and ${inShare(whose.share, sql.ref(`${table}.id`))}`;

const whoseTables = (table: string) => sql`
  join members m on m.workspace_id = ${sql.ref(`${table}.workspace_id`)} and m.id = ${sql.ref(`${table}.member_id`)}
  join workspaces w on w.workspace_id = m.workspace_id
  left join mail_preferences p on p.workspace_id = m.workspace_id and p.member_id = m.id`;

type Told = { workspace: WorkspaceId; id: string; memberId: string; timeZone: string; dedupeKey: string };
export type DueBlock = Told & { startsAt: Instant; endsAt: Instant; aims: { what: string; count: number }[] };

/** Blocks that begin in this time, were booked before their announcement was due, and were not announced. */
export async function listUntoldBlocks(
  db: Db,
  whose: Whose,
  { from, until }: Window,
  { noticeMs, limit }: { noticeMs: number; limit: number },
): Promise<DueBlock[]> {
  const key = sql`'block ' || b.id || ' ' || ${milliseconds("b.starts_at")}`;
  const { rows } = await sql<
    Omit<DueBlock, "workspace" | "startsAt" | "endsAt" | "aims"> & {
      workspaceId: string;
      startsAt: Date;
      endsAt: Date;
      referrals: number;
      calls: number;
      networking: number;
    }
  >`
    select b.workspace_id as "workspaceId", b.id, b.member_id as "memberId", ${zone} as "timeZone", ${key} as "dedupeKey",
      b.starts_at as "startsAt", b.ends_at as "endsAt", b.referrals_aim as referrals, b.calls_aim as calls,
      b.networking_aim as networking
    from filling_blocks b ${whoseTables("b")}
    where b.starts_at > ${new Date(from)} and b.starts_at <= ${new Date(until)}
      and b.began_at is null and b.dropped_at is null
      and b.booked_at < b.starts_at - ${noticeMs} * interval '1 millisecond'
      and ${canBeWrittenTo} and ${isWhose(whose, "b")} and not ${hasMail("b.workspace_id", key)}
    limit ${limit}`.execute(db);
  return rows.map(({ workspaceId, startsAt, endsAt, referrals, calls, networking, ...row }) => ({
    ...row,
    workspace: mintWorkspaceId(workspaceId),
    startsAt: startsAt.getTime(),
    endsAt: endsAt.getTime(),
    aims: [
      { what: "referral", count: referrals },
      { what: "call", count: calls },
      { what: "networking contact", count: networking },
    ],
  }));
}

export type DueReturn = Told & { backAt: Instant };

/** Breathers whose end fell into this time, that nobody ended and whose reader was not told. */
export async function listUntoldReturns(
  db: Db,
  whose: Whose,
  { from, until }: Window,
  limit: number,
): Promise<DueReturn[]> {
  const key = sql`'return ' || b.id || ' ' || ${milliseconds("b.back_at")}`;
  const { rows } = await sql<Omit<DueReturn, "workspace" | "backAt"> & { workspaceId: string; backAt: Date }>`
    select b.workspace_id as "workspaceId", b.id, b.member_id as "memberId", ${zone} as "timeZone", ${key} as "dedupeKey",
      b.back_at as "backAt"
    from breathers b ${whoseTables("b")}
    where b.back_at > ${new Date(from)} and b.back_at <= ${new Date(until)} and b.ended_at is null
      and ${canBeWrittenTo} and ${isWhose(whose, "b")} and not ${hasMail("b.workspace_id", key)}
    limit ${limit}`.execute(db);
  return rows.map(({ workspaceId, backAt, ...row }) => ({
    ...row,
    workspace: mintWorkspaceId(workspaceId),
    backAt: backAt.getTime(),
  }));
}

/** Losses that leave somebody's lists in these days, as they set it. */
export async function listResetsOn(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  { from, until }: { from: Day; until: Day },
): Promise<{ dealId: string; dealName: string; resetsOn: Day }[]> {
  return db
    .selectFrom("resets as r")
    .innerJoin("deals as d", (join) =>
      join.onRef("d.workspace_id", "=", "r.workspace_id").onRef("d.id", "=", "r.deal_id"),
    )
    .select(["r.deal_id as dealId", "d.name as dealName", "r.resets_on as resetsOn"])
    .where("r.workspace_id", "=", workspace)
    .where("r.member_id", "=", memberId)
    .where("r.undone_at", "is", null)
    .where("r.resets_on", ">=", from)
    .where("r.resets_on", "<=", until)
    .orderBy("r.resets_on")
    .limit(20)
    .execute();
}

export type DueCall = { ownerId: string; dealId: string; name: string; dueOn: Day };

/** Calls to lost customers of these people that fell due after each one's day, up to the other. Soonest first. */
export async function listCallsDue(
  db: Db,
  workspace: WorkspaceId,
  people: readonly { memberId: string; after: Day; until: Day }[],
): Promise<DueCall[]> {
  if (people.length === 0) return [];
  const { rows } = await sql<DueCall>`
    select d.owner_id as "ownerId", d.id as "dealId", coalesce(a.name, d.name) as name, c.due_on as "dueOn"
    from check_ups c
    join deals d on d.workspace_id = c.workspace_id and d.id = c.deal_id
    join unnest(${people.map(({ memberId }) => memberId)}::uuid[], ${people.map(({ after }) => after)}::date[],
      ${people.map(({ until }) => until)}::date[]) o (member_id, after_on, until_on) on o.member_id = d.owner_id
    left join accounts a on a.workspace_id = d.workspace_id and a.id = d.account_id
    where c.workspace_id = ${workspace} and c.done_at is null and d.status <> 'won'
      and c.due_on > o.after_on and c.due_on <= o.until_on
    order by c.due_on, c.id`.execute(db);
  return rows;
}

/** Somebody whose turn it is to be looked at, with everything that decides what they get. */
export type Turn = Wish & {
  session: Session;
  canBeWrittenTo: boolean;
  nextAt: Date;
  digestAt: Date;
  remindedOn: Day | null;
};

type TurnRow = Omit<Turn, "session" | "digest"> & {
  digest: string;
  workspaceId: string;
  memberId: string;
  memberName: string;
  role: string;
  isOwner: boolean;
  timeZone: string;
  currency: string;
};

/** Whose turn has come, longest waiting first. */
export async function listTurns(db: Db, now: Instant, share: Share, limit: number): Promise<Turn[]> {
  const { rows } = await sql<TurnRow>`
    select p.digest, p.weekday, p.hour, p.reminders, p.next_at as "nextAt", p.digest_at as "digestAt",
      p.reminded_on as "remindedOn", ${canBeWrittenTo} as "canBeWrittenTo", m.workspace_id as "workspaceId",
      m.id as "memberId", m.name as "memberName", m.role, m.is_owner as "isOwner", ${zone} as "timeZone", w.currency
    from mail_preferences p
    join members m on m.workspace_id = p.workspace_id and m.id = p.member_id
    join workspaces w on w.workspace_id = m.workspace_id
    where p.next_at <= ${new Date(now)} and ${inShare(share, sql`p.member_id`)}
    order by p.next_at limit ${limit}`.execute(db);
  return rows.map(({ workspaceId, memberId, memberName, role, isOwner, timeZone, currency, digest, ...turn }) => ({
    ...turn,
    digest: readDigest(digest),
    session: {
      ...{ workspace: mintWorkspaceId(workspaceId), memberId, memberName, isOwner, timeZone, currency },
      role: role === "manager" || role === "marketing" || role === "admin" ? role : "rep",
    },
  }));
}

const readDigest = (text: string): Wish["digest"] => (text === "daily" || text === "off" ? text : "weekly");

/** Whoever can be written to has preferences, if only the usual ones. */
export async function insertMissingPreferences(db: Db, now: Instant, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into mail_preferences (workspace_id, member_id, digest_at)
    select m.workspace_id, m.id, ${new Date(now)} from members m
    where ${canBeWrittenTo} and not exists (select from mail_preferences p
      where p.workspace_id = m.workspace_id and p.member_id = m.id)
    limit ${limit} on conflict do nothing`.execute(db);
  return Number(numAffectedRows ?? 0);
}

export type NextTurn = {
  workspace: WorkspaceId;
  memberId: string;
  /** The turn this follows: one that somebody else took, or that its person has changed since, is left alone. */
  seenNextAt: Date;
  nextAt: Date;
  digestAt: Date;
  remindedOn: Day | null;
};

/** Whose turn was taken by this, by their ids. */
export async function updateTurns(db: Db, turns: readonly NextTurn[]): Promise<Set<string>> {
  if (turns.length === 0) return new Set();
  const { rows } = await sql<{ memberId: string }>`
    update mail_preferences p
    set next_at = t.next_at, digest_at = t.digest_at, reminded_on = t.reminded_on
    from unnest(${turns.map(({ workspace }) => workspace)}::uuid[], ${turns.map(({ memberId }) => memberId)}::uuid[],
      ${turns.map(({ seenNextAt }) => seenNextAt)}::timestamptz[], ${turns.map(({ nextAt }) => nextAt)}::timestamptz[],
      ${turns.map(({ digestAt }) => digestAt)}::timestamptz[], ${turns.map(({ remindedOn }) => remindedOn)}::date[])
      t (workspace_id, member_id, seen_next_at, next_at, digest_at, reminded_on)
    where p.workspace_id = t.workspace_id and p.member_id = t.member_id and p.next_at = t.seen_next_at
    returning p.member_id as "memberId"`.execute(db);
  return new Set(rows.map(({ memberId }) => memberId));
}

export type StoredWish = Wish & {
  timeZone: string | null;
  workspaceTimeZone: string;
  address: string | null;
};

/** What somebody wants; what is usual where they never said. */
export async function findWish(db: Db, workspace: WorkspaceId, memberId: string): Promise<StoredWish | undefined> {
  const { rows } = await sql<Omit<StoredWish, "digest"> & { digest: string }>`
    select coalesce(p.digest, 'weekly') as digest, coalesce(p.weekday, 1) as weekday, coalesce(p.hour, 8) as hour,
      coalesce(p.reminders, true) as reminders, m.time_zone as "timeZone", w.time_zone as "workspaceTimeZone",
      m.email as address
    from members m join workspaces w on w.workspace_id = m.workspace_id
    left join mail_preferences p on p.workspace_id = m.workspace_id and p.member_id = m.id
    where m.workspace_id = ${workspace} and m.id = ${memberId}`.execute(db);
  const [row] = rows;
  return row && { ...row, digest: readDigest(row.digest) };
}

/** What somebody wants from now on. `nextAt` null: their turn stays as it is. */
export async function upsertWish(
  db: Db,
  workspace: WorkspaceId,
  memberId: string,
  wish: Partial<Wish>,
  { now, nextAt }: { now: Instant; nextAt: Instant | null },
): Promise<void> {
  const change = { ...wish, ...(nextAt !== null ? { next_at: new Date(nextAt) } : {}) };
  await db
    .insertInto("mail_preferences")
    .values({ workspace_id: workspace, member_id: memberId, digest_at: new Date(now), ...change })
    .onConflict((conflict) => conflict.columns(["workspace_id", "member_id"]).doUpdateSet(change))
    .execute();
}
